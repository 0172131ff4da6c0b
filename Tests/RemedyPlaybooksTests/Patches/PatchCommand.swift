import CheckedJSON
import KubernetesModel

@testable import DaemonSetPatching

/// A `kubectl … patch daemonset NAME --type=… -p …` among a remedy's commands.
struct PatchCommand {
    enum Kind: String {
        case strategic, merge, json
    }

    var kind: Kind
    var patch: JSONValue

    /// Nil for any other command.
    init?(_ words: [String], daemonSet: String) throws {
        guard words.first == "kubectl", let verb = words.firstIndex(of: "patch"), words.count > verb + 2,
            words[verb + 1] == "daemonset", words[verb + 2] == daemonSet,
            let option = words.firstIndex(of: "-p"), words.count > option + 1
        else { return nil }
        let type = words.first { $0.hasPrefix("--type=") }?.dropFirst("--type=".count)
        guard let kind = Kind(rawValue: String(type ?? "strategic")),
            let patch = try? JSONValue(words[option + 1].utf8)
        else { return nil }
        self.kind = kind
        self.patch = patch
    }

    /// The object that the API server would make of `object`.
    func applied(to object: JSONValue) throws -> JSONValue {
        switch kind {
        case .strategic:
            return .object(
                try StrategicMerge.merged(
                    object.members ?? [:], patch.members ?? [:], schema: DaemonSet.fields.schema, at: ""))
        case .merge: return Self.merged(object, patch)
        case .json: return try JSONPatch(patch.elements ?? []).applied(to: object)
        }
    }

    /// JSON merge patch (RFC 7396).
    private static func merged(_ value: JSONValue, _ patch: JSONValue) -> JSONValue {
        guard case .object(let changes) = patch else { return patch }
        var members = value.members ?? [:]
        for (key, change) in changes {
            members[key] = change == .null ? nil : merged(members[key] ?? .null, change)
        }
        return .object(members)
    }

    /// What the patch may change: paths as ``JSONValue/leaves`` has them, or what they begin with.
    func intendedPaths(in object: JSONValue) throws -> [String] {
        guard kind == .json else { return patch.leaves.keys.sorted() }
        return try JSONPatch(patch.elements ?? []).operations.filter { $0.kind != .test }.map { operation in
            var path = ""
            var place: JSONValue? = object
            for token in operation.path.tokens {
                if let elements = place?.elements {
                    let index = token == "-" ? elements.count : Int(token) ?? 0
                    place = elements.indices.contains(index) ? elements[index] : nil
                    path += "[\(place.flatMap(JSONValue.mergeKey) ?? "\(index)")]"
                } else {
                    place = place?[token]
                    path += ".\(token)"
                }
            }
            return path
        }
    }
}

extension JSONValue {
    /// What tells an element from the others in a list that Kubernetes merges.
    static func mergeKey(_ element: JSONValue) -> String? {
        if let name = element["name"]?.string, element["operator"] == nil { return name }
        return element["containerPort"]?.shown ?? element["mountPath"]?.string
    }

    /// Every value that is no mapping or list with something in it, by its path.
    var leaves: [String: JSONValue] {
        var leaves: [String: JSONValue] = [:]
        collect("", into: &leaves)
        return leaves
    }

    private func collect(_ path: String, into leaves: inout [String: JSONValue]) {
        switch self {
        case .object(let members) where !members.isEmpty:
            for (key, member) in members { member.collect("\(path).\(key)", into: &leaves) }
        case .array(let elements) where !elements.isEmpty:
            var counts: [String: Int] = [:]
            for (index, element) in elements.enumerated() {
                let key = Self.mergeKey(element) ?? "\(index)"
                counts[key, default: 0] += 1
                let count = counts[key] ?? 1
                element.collect("\(path)[\(key)\(count > 1 ? "#\(count)" : "")]", into: &leaves)
            }
        default: leaves[path] = self
        }
    }
}
