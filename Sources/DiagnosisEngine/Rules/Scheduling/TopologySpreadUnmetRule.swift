import ClusterSnapshot
import KubernetesModel
import PlacementEngine

extension FindingCode {
    /// The domain already holds too many matching pods.
    public static let topologySpreadUnmet = Self("topology-spread-unmet")
}

/// The domain already holds too many matching pods.
struct TopologySpreadUnmetRule: NodeRule {
    static let code = FindingCode.topologySpreadUnmet
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let parameters: [ParameterDescription] = AffinitySymptom.parameterDescriptions
    static let documentation = RuleDocumentation(
        summary: "A topology spread constraint allows no more pods in the node's domain.",
        explanation: """
            A required constraint limits how far a domain may exceed the emptiest one (PodTopologySpread). Daemon pods \
            are pinned to one node each, so spreading them is seldom intended. A node without the topology label is \
            refused too.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<AffinitySymptom>? {
        guard let reason = node.refusal(by: .podTopologySpread) else { return nil }
        return Symptom(
            grouping: "\(reason.message) \(Self.topologyKey(of: reason))", detail: AffinitySymptom(reason: reason),
            evidence: node.schedulerEvidence)
    }

    private static func topologyKey(of reason: FilterReason) -> String {
        switch reason {
        case .topologySpreadLabelMissing(let key), .topologySpread(let key): return key
        default: return ""
        }
    }

    func description(
        of symptoms: [LocatedSymptom<AffinitySymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let reason = symptoms[0].detail.reason
        let key = Self.topologyKey(of: reason)
        var message = "The node's \(key) already holds as many matching pods as the constraint allows."
        if case .topologySpreadLabelMissing = reason {
            message = "The nodes lack the label \(key), over which the pods are to be spread."
        }
        return FindingDescription(
            title: "topology spread constraint is not met", message: message,
            parameters: ["term": .text("spread over \(key)"), "topologyKey": .text(key)])
    }
}

extension TopologySpreadUnmetRule {
    static var examples: [RuleExample] {
        [
            .firing("the node lacks the label to spread over", on: ["n2"], with: ["topologyKey": "rack"]) { cluster in
                cluster.node("n1", labels: ["rack": "a"])
                cluster.node("n2")
                cluster.template { spec in
                    var constraint = TopologySpreadConstraint()
                    constraint.topologyKey = "rack"
                    constraint.labelSelector = LabelSelector(matchLabels: ["app": "agent"])
                    spec.topologySpreadConstraints = [constraint]
                }
                cluster.daemonPod(on: "n1")
                cluster.waitingPod(on: "n2", refused: "missing required label")
            },
            .silent("the constraint is a preference (ScheduleAnyway)") { cluster in
                cluster.node("n1")
                cluster.template { spec in
                    var constraint = TopologySpreadConstraint()
                    constraint.topologyKey = "rack"
                    constraint.isRequired = false
                    constraint.labelSelector = LabelSelector(matchLabels: ["app": "agent"])
                    spec.topologySpreadConstraints = [constraint]
                }
                cluster.waitingPod(on: "n1")
            },
        ]
    }
}
