import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// A container has no memory limit, so a leak takes the whole node.
    public static let memoryLimitNotSet = Self("memory-limit-not-set")
}

/// A container has no memory limit, so a leak takes the whole node.
struct MemoryLimitNotSetRule: AdviceRule {
    static let code = FindingCode.memoryLimitNotSet
    static let family = FindingFamily.advice
    static let needs: [SnapshotPart] = [.daemonSets]
    static let weakenedWithout: [SnapshotPart] = [.daemonSetSpec]
    static let parameters: [ParameterDescription] = [.texts("containers")]
    static let documentation = RuleDocumentation(
        summary: "A container has no memory limit, so a leak can use up the node's memory.",
        explanation: """
            A daemon pod runs on every node. One that leaks takes the memory of everything there, until the kernel or \
            the kubelet kills something. With a limit, it kills the daemon itself.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let spec = situation.daemonSet.template.spec
        let containers = spec.containers.filter { container in
            container.resources.limits[ResourceName.memory] == nil && spec.resources.limits[ResourceName.memory] == nil
        }.map(\.name)
        guard !containers.isEmpty else { return [] }
        var parameters = Parameters.common(to: situation)
        parameters["containers"] = .texts(containers)
        return [
            Finding(
                code: Self.code, severity: .notice, title: "memory limit is not set",
                message:
                    "\(Wording.list(containers)) \(containers.count == 1 ? "has" : "have") no memory limit: a leak "
                    + "can use up the node's memory.",
                parameters: parameters)
        ]
    }
}

extension MemoryLimitNotSetRule {
    static var examples: [RuleExample] {
        [
            .firing("a container has no memory limit") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
            },
            .silent("the memory is limited") { cluster in
                cluster.node("n1")
                cluster.container { $0.resources.limits = ExampleObjects.resources(["memory": "64Mi"]) }
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
