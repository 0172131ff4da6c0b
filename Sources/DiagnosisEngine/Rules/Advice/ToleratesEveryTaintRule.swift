import ClusterSnapshot
import KubernetesModel
import PlacementEngine

extension FindingCode {
    /// The template tolerates every taint, so the pods are on nodes that are to be left alone.
    public static let toleratesEveryTaint = Self("tolerates-every-taint")
}

/// The template tolerates every taint, so the pods are on nodes that are to be left alone.
struct ToleratesEveryTaintRule: AdviceRule {
    static let code = FindingCode.toleratesEveryTaint
    static let family = FindingFamily.advice
    static let needs: [SnapshotPart] = [.daemonSets]
    static let parameters: [ParameterDescription] = []
    static let documentation = RuleDocumentation(
        summary: "The template tolerates every taint, so the pods also run on nodes that are meant to be left alone.",
        explanation: """
            A toleration with operator Exists and no key covers all taints, also those of nodes that are drained, out \
            of service or dedicated to others. Few agents need that: only those that make a node work at all.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let spec = situation.daemonSet.template.spec
        guard spec.tolerations.contains(where: { $0.key.isEmpty && $0.comparison == .exists && $0.effect == nil })
        else {
            return []
        }
        let parameters = Parameters.common(to: situation)
        return [
            Finding(
                code: Self.code, severity: .notice, title: "every taint is tolerated",
                message:
                    "The template tolerates every taint, so the pods also run on nodes that are drained, out of service "
                    + "or dedicated to others.",
                parameters: parameters)
        ]
    }
}

extension ToleratesEveryTaintRule {
    static var examples: [RuleExample] {
        [
            .firing("a toleration has neither key nor effect") { cluster in
                cluster.node("n1")
                cluster.template { $0.tolerations = [Toleration(comparison: .exists)] }
                cluster.daemonPod(on: "n1")
            },
            .silent("one taint is tolerated") { cluster in
                cluster.node("n1")
                cluster.template { $0.tolerations = [Toleration(key: "dedicated", comparison: .exists)] }
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
