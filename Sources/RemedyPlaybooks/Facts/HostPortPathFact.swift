import DiagnosisEngine
import KubernetesModel

/// Where a host port stands in the template: two ports of one number and different protocols cannot be told apart by a
/// merge.
struct HostPortPathFact: FactSearch {
    let parameters: [ParameterDescription] = [.text("containerPath", .optional), .text("portPath", .optional)]

    let needs = [["container", "port", "protocol"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        let finding = subject.finding.parameters
        guard let spec = subject.placement?.daemonSet.template.spec, let name = finding.text("container"),
            case .number(let port)? = finding["port"], let networkProtocol = finding.text("protocol")
        else { return facts }
        for (list, containers) in [("containers", spec.containers), ("initContainers", spec.initContainers)] {
            guard let position = containers.firstIndex(where: { $0.name == name }),
                let portPosition = containers[position].ports.firstIndex(where: {
                    Int64($0.hostPort) == port && $0.networkProtocol == networkProtocol
                })
            else { continue }
            let path = "/spec/template/spec/\(list)/\(position)"
            facts.parameters["containerPath"] = .text(path)
            facts.parameters["portPath"] = .text("\(path)/ports/\(portPosition)")
        }
        return facts
    }
}
