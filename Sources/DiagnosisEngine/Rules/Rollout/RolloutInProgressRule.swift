import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A rolling update is under way.
    public static let rolloutInProgress = Self("rollout-in-progress")
}

/// A rolling update is under way.
struct RolloutInProgressRule: DaemonSetRule {
    static let code = FindingCode.rolloutInProgress
    static let family = FindingFamily.rollout
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .controllerRevisions]
    static let weakenedWithout: [SnapshotPart] = [.daemonSetSpec, .events]
    static let parameters: [ParameterDescription] = [.number("updated"), .number("desired")]
    static let documentation = RuleDocumentation(
        summary: "A rollout is in progress.",
        explanation: """
            Some pods are of an older revision, and pods that cannot recover don't use up the budget: the rollout \
            moves on by itself. What seems wrong on single nodes may be over soon.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        guard let ledger = situation.rollout, !ledger.staleNodes.isEmpty, !ledger.isStalled else { return [] }
        var parameters = Parameters.common(to: situation)
        parameters["updated"] = .number(WholeNumber(situation.counts.updated))
        parameters["desired"] = .number(WholeNumber(situation.counts.desired))
        return [
            Finding(
                code: Self.code, severity: .notice, title: "rollout in progress",
                message: "\(situation.counts.updated) of \(situation.counts.desired) pods "
                    + "\(situation.counts.updated == 1 ? "has" : "have") the newest revision; "
                    + "\(Wording.count(ledger.staleNodes.count, "node")) "
                    + "\(ledger.staleNodes.count == 1 ? "waits" : "wait") "
                    + "for the new one.",
                parameters: parameters, nodes: ledger.staleNodes.sorted(by: NaturalOrder.precedes))
        ]
    }
}

extension RolloutInProgressRule {
    static var examples: [RuleExample] {
        [
            .firing("one node has the new pod, the other waits", on: ["n2"]) { cluster in
                cluster.node("n1")
                cluster.node("n2")
                cluster.daemonPod(on: "n2")
                cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
                cluster.daemonPod(on: "n1")
            },
            .silent("every pod is of the newest revision") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
