import CSimdJSON
import CheckedJSON

/// What is left of a pod template without what the changes of simulations set, to tell whether two templates are the same.
///
/// The API server and the controller write the same template with its members in other order
/// (`getPatch`), so members are sorted; what is empty counts as absent.
enum TemplateRemainder {
    /// Those of the pod's spec that the model holds as they are.
    private static let ofSpec: Set<String> = [
        "nodeSelector", "tolerations", "priorityClassName", "schedulerName", "schedulingGates", "nodeName",
    ]
    /// Those of a container.
    private static let ofContainer: Set<String> = ["image", "ports", "command", "args"]
    private static let ofResources: Set<String> = ["requests", "limits"]
    private static let required = "requiredDuringSchedulingIgnoredDuringExecution"

    /// The remainder of a template as JSON; nil where it is none.
    static func text(_ template: csj_text) -> String? {
        guard let value = try? JSONValue(template.buffer), case .object(var members) = value else { return nil }
        members["$patch"] = nil
        if case .object(var metadata)? = members["metadata"] {
            metadata["labels"] = nil
            members["metadata"] = .object(metadata)
        }
        if case .object(let spec)? = members["spec"] { members["spec"] = .object(rest(ofSpec: spec)) }
        return String(decoding: (withoutEmpty(.object(members)) ?? .object([:])).bytes, as: UTF8.self)
    }

    private static func rest(ofSpec members: [String: JSONValue]) -> [String: JSONValue] {
        var rest = members.filter { !ofSpec.contains($0.key) }
        for name in ["containers", "initContainers"] {
            guard case .array(let containers)? = rest[name] else { continue }
            rest[name] = .array(containers.map(rest(ofContainer:)))
        }
        rest["resources"] = rest["resources"].map(rest(ofResources:))
        if case .object(let affinity)? = rest["affinity"] {
            rest["affinity"] = .object(
                affinity.mapValues { kind in
                    kind.members.map { .object($0.filter { $0.key != required }) } ?? kind
                })
        }
        if case .array(let constraints)? = rest["topologySpreadConstraints"] {
            rest["topologySpreadConstraints"] = .array(
                constraints.filter { $0["whenUnsatisfiable"]?.string != "DoNotSchedule" })
        }
        return rest
    }

    private static func rest(ofContainer container: JSONValue) -> JSONValue {
        guard case .object(let members) = container else { return container }
        var rest = members.filter { !ofContainer.contains($0.key) }
        rest["resources"] = rest["resources"].map(rest(ofResources:))
        return .object(rest)
    }

    private static func rest(ofResources resources: JSONValue) -> JSONValue {
        guard case .object(let members) = resources else { return resources }
        return .object(members.filter { !ofResources.contains($0.key) })
    }

    private static func withoutEmpty(_ value: JSONValue) -> JSONValue? {
        switch value {
        case .null: return nil
        case .object(let members):
            let kept = members.compactMapValues(withoutEmpty)
            return kept.isEmpty ? nil : .object(kept)
        case .array(let elements):
            let kept = elements.map { withoutEmpty($0) ?? .null }
            return kept.isEmpty ? nil : .array(kept)
        default: return value
        }
    }
}
