import DiagnosisEngine
import KubernetesModel

/// Where a host port stands in the template: two ports of one number and different protocols cannot be told apart by a
/// merge.
struct HostPortPathFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .text("containerPath", .optional), .text("portPath", .optional),
        .objects(
            "portChanges",
            [.text("changedContainer"), .number("changedPort"), .text("changedProtocol"), .number("newPort")]),
        .objects("portPatch", patch), .objects("portUndo", patch),
    ]

    private static let patch: [ParameterDescription] = [.text("op"), .text("path"), .number("value")]

    let needs = [["container", "port", "protocol"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        let finding = subject.finding.parameters
        guard let spec = subject.placement?.daemonSet.template.spec else { return facts }
        if let place = Place(of: finding, in: spec) {
            facts.parameters["containerPath"] = .text(place.container)
            facts.parameters["portPath"] = .text(place.port)
        }
        guard case .list(let ports)? = finding["ports"] else { return facts }
        var changes: [Parameters.Value] = []
        var patch: [Parameters.Value] = []
        var undo: [Parameters.Value] = []
        for case .object(let port) in ports {
            guard let place = Place(of: port, in: spec), case .number(let old)? = port["port"],
                case .number(let new)? = port["suggestedPort"], let container = port.text("container"),
                let networkProtocol = port.text("protocol"), case .number(let containerPort)? = port["containerPort"]
            else { return facts }
            changes.append(
                .object([
                    "changedContainer": .text(container), "changedPort": .number(containerPort),
                    "changedProtocol": .text(networkProtocol), "newPort": .number(new),
                ]))
            patch += [Self.step("test", place, old), Self.step("replace", place, new)]
            undo += [Self.step("test", place, new), Self.step("replace", place, old)]
        }
        // One port that stays taken keeps the pod off all the same: all of them or none.
        guard !changes.isEmpty else { return facts }
        facts.parameters["portChanges"] = .list(changes)
        facts.parameters["portPatch"] = .list(patch)
        facts.parameters["portUndo"] = .list(undo)
        return facts
    }

    private static func step(_ operation: String, _ place: Place, _ port: WholeNumber) -> Parameters.Value {
        .object(["op": .text(operation), "path": .text("\(place.port)/hostPort"), "value": .number(port)])
    }

    /// Where a container, and one of its ports, stands in the template.
    private struct Place {
        var container: String
        var port: String

        init?(of parameters: Parameters, in spec: PodSpec) {
            guard let name = parameters.text("container"), case .number(let port)? = parameters["port"],
                let networkProtocol = parameters.text("protocol")
            else { return nil }
            for (list, containers) in [("containers", spec.containers), ("initContainers", spec.initContainers)] {
                guard let position = containers.firstIndex(where: { $0.name == name }),
                    let portPosition = containers[position].ports.firstIndex(where: {
                        $0.hostPort == port && $0.networkProtocol == networkProtocol
                    })
                else { continue }
                container = "/spec/template/spec/\(list)/\(position)"
                self.port = "\(container)/ports/\(portPosition)"
                return
            }
            return nil
        }
    }
}
