import ClusterSnapshot
import KubernetesModel
import PlacementEngine

extension FindingCode {
    /// The pods have no priority class, so anything above priority zero can displace them.
    public static let priorityNotSet = Self("priority-not-set")
}

/// The pods have no priority class, so anything above priority zero can displace them.
struct PriorityNotSetRule: AdviceRule {
    static let code = FindingCode.priorityNotSet
    static let family = FindingFamily.advice
    static let needs: [SnapshotPart] = [.daemonSets]
    static let weakenedWithout: [SnapshotPart] = [.daemonSetSpec, .priorityClasses]
    static let parameters: [ParameterDescription] = []
    static let documentation = RuleDocumentation(
        summary: "The pods have no priority class, so any pod of higher priority can preempt them.",
        explanation: """
            Without a priority class the pods have the default priority, usually 0. The scheduler preempts them for \
            any pod of higher priority, and on a full node they wait until another pod leaves. Give agents that every \
            node needs a priority class of their own.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let spec = situation.daemonSet.template.spec
        guard spec.priorityClassName.isEmpty, situation.placement.template.testedPod.priority <= 0 else { return [] }
        let parameters = Parameters.common(to: situation)
        return [
            Finding(
                code: Self.code, severity: .notice, title: "priority is not set",
                message: "The template sets no priorityClassName. The pods have priority "
                    + "\(situation.placement.template.testedPod.priority): any pod of higher priority can preempt them.",
                parameters: parameters)
        ]
    }
}

extension PriorityNotSetRule {
    static var examples: [RuleExample] {
        [
            .firing("nothing gives the pods a priority") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
            },
            .silent("the template names a priority class") { cluster in
                cluster.node("n1")
                cluster.priorityClasses(["agents": 1_000])
                cluster.template { $0.priorityClassName = "agents" }
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
