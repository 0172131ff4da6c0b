import DiagnosisEngine
import KubernetesModel

/// The least of OpenShift's own SecurityContextConstraints that allow what the template asks for.
struct SecurityConstraintsFact: FactSearch {
    let parameters: [ParameterDescription] = [.text("constraints", .optional)]

    let needs = [["kind", "reason", "missingPods"]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        guard subject.finding.parameters.text("kind") == "security-context-constraints",
            let spec = subject.placement?.daemonSet.template.spec
        else { return facts }
        let isPrivileged = spec.allContainers.contains { $0.securityContext.isPrivileged }
        let usesHostPath = spec.volumes.contains { if case .hostPath = $0.source { true } else { false } }
        let usesHostPorts = spec.allContainers.contains { $0.ports.contains { $0.hostPort > 0 } }
        let usesHostNetwork = spec.isHostNetwork || usesHostPorts
        let name: String
        switch (isPrivileged || spec.isHostPID, usesHostPath, usesHostNetwork) {
        case (true, _, _), (_, true, true): name = "privileged"
        case (_, true, false): name = "hostmount-anyuid"
        case (_, false, true): name = "hostnetwork-v2"
        case (_, false, false): name = "anyuid"
        }
        facts.parameters["constraints"] = .text(name)
        return facts
    }
}
