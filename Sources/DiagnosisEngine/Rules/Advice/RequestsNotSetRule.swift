import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// A container asks for no cpu or no memory, so the scheduler counts it as nothing.
    public static let requestsNotSet = Self("requests-not-set")
}

/// A container asks for no cpu or no memory, so the scheduler counts it as nothing.
struct RequestsNotSetRule: AdviceRule {
    static let code = FindingCode.requestsNotSet
    static let family = FindingFamily.advice
    static let needs: [SnapshotPart] = [.daemonSets]
    static let weakenedWithout: [SnapshotPart] = [.daemonSetSpec]
    static let parameters: [ParameterDescription] = [.texts("containers")]
    static let documentation = RuleDocumentation(
        summary: "A container has no CPU or memory request, so the scheduler counts it as nothing.",
        explanation: """
            A container without requests fits on every node, whatever it uses. Under memory pressure it is evicted \
            first, because its use exceeds its request; under CPU contention it gets the smallest share.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let spec = situation.daemonSet.template.spec
        let containers = spec.containers.filter { container in
            let requests = container.resources.requests
            let limits = container.resources.limits
            return [ResourceName.cpu, ResourceName.memory].contains { requests[$0] == nil && limits[$0] == nil }
                && spec.resources.requests.isEmpty
        }.map(\.name)
        guard !containers.isEmpty else { return [] }
        var parameters = Parameters.common(to: situation)
        parameters["containers"] = .texts(containers)
        return [
            Finding(
                code: Self.code, severity: .notice, title: "requests are not set",
                message:
                    "\(Wording.list(containers)) \(containers.count == 1 ? "has" : "have") no CPU or no memory request: "
                    + "the scheduler reserves nothing, and the kubelet evicts such pods first.",
                parameters: parameters)
        ]
    }
}

extension RequestsNotSetRule {
    static var examples: [RuleExample] {
        [
            .firing("a container asks for nothing") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
            },
            .silent("cpu and memory are asked for") { cluster in
                cluster.node("n1")
                cluster.container {
                    $0.resources.requests = ExampleObjects.resources(["cpu": "50m", "memory": "64Mi"])
                }
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
