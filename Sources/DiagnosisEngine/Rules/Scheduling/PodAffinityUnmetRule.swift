import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// No pod is near that the pod must be near to.
    public static let podAffinityUnmet = Self("pod-affinity-unmet")
}

/// No pod is near that the pod must be near to.
struct PodAffinityUnmetRule: NodeRule {
    static let code = FindingCode.podAffinityUnmet
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.podsOfOtherNamespaces, .namespaces]
    static let parameters: [ParameterDescription] = AffinitySymptom.parameterDescriptions
    static let documentation = RuleDocumentation(
        summary: "Required pod affinity is not met: no matching pod runs near the node.",
        explanation: """
            Required pod affinity admits only nodes in whose domain (host, zone) a matching pod runs \
            (InterPodAffinity). Preemption never helps: the other pod must come first, or the rule must become a \
            preference.
            """)

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<AffinitySymptom>? {
        guard let reason = node.refusal(by: .interPodAffinity), reason == .podAffinity else { return nil }
        return Symptom(grouping: "", detail: AffinitySymptom(reason: reason), evidence: node.schedulerEvidence)
    }

    func description(
        of symptoms: [LocatedSymptom<AffinitySymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let terms = (symptoms[0].node.pod?.spec ?? situation.daemonSet.template.spec).requiredPodAffinity
        let words = terms.map(AffinityWording.text)
        return FindingDescription(
            title: "required pod affinity is not met",
            message: "The pod must run next to pods with \(Wording.list(words)), and there are none.",
            parameters: [
                "term": .text(words.joined(separator: "; ")), "topologyKey": .text(terms.first?.topologyKey ?? ""),
            ])
    }
}

extension PodAffinityUnmetRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the pod must be near a cache, and there is none on the node", on: ["n1"],
                with: ["topologyKey": "kubernetes.io/hostname"]
            ) { cluster in
                cluster.node("n1")
                cluster.template { spec in
                    spec.requiredPodAffinity = [
                        PodAffinityTerm(
                            labelSelector: LabelSelector(matchLabels: ["app": "cache"]),
                            topologyKey: NodeLabel.hostname,
                            namespaces: ["apps"])
                    ]
                }
                cluster.waitingPod(on: "n1", refused: "1 node(s) didn't match pod affinity rules")
            },
            .silent("the cache is there") { cluster in
                cluster.node("n1")
                cluster.template { spec in
                    spec.requiredPodAffinity = [
                        PodAffinityTerm(
                            labelSelector: LabelSelector(matchLabels: ["app": "cache"]),
                            topologyKey: NodeLabel.hostname,
                            namespaces: ["apps"])
                    ]
                }
                cluster.pod("cache-1", on: "n1", labels: ["app": "cache"])
                cluster.waitingPod(on: "n1")
            },
        ]
    }
}
