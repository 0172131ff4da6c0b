import KubernetesModel
import PlacementEngine

/// What the inter-pod rules say of a node.
public struct AffinitySymptom: Sendable {
    var reason: FilterReason
}

extension NodeSituation {
    /// The first reason of a plugin that refuses the waiting pod.
    func refusal(by plugin: FilterPlugin) -> FilterReason? {
        guard needsPlace else { return nil }
        return verdict.failures.first { $0.plugin == plugin }?.reasons.first
    }
}

/// No pod is near that the pod must be near to.
public struct PodAffinityUnmetRule: NodeRule {
    public static let code = FindingCode.podAffinityUnmet
    public static let documentation = RuleDocumentation(
        summary: "No pod runs near the node that the daemon pod must be near to.",
        explanation: """
            Required pod affinity admits only nodes in whose domain (host, zone) a matching pod runs (InterPodAffinity). \
            Evicting others never helps; the neighbour must come first, or the rule must become a preference.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<AffinitySymptom>? {
        guard let reason = node.refusal(by: .interPodAffinity), reason == .podAffinity else { return nil }
        return Symptom(grouping: "", detail: AffinitySymptom(reason: reason), evidence: node.schedulerEvidence)
    }

    public func description(
        of symptoms: [LocatedSymptom<AffinitySymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let terms = (symptoms[0].node.pod?.spec ?? situation.daemonSet.template.spec).requiredPodAffinity
        let words = terms.map(AffinityWording.text)
        return FindingDescription(
            title: "no matching pod is near",
            message: "The pod must be near pods with \(Wording.list(words)), and none is there.",
            parameters: [
                "term": .text(words.joined(separator: "; ")), "topologyKey": .text(terms.first?.topologyKey ?? ""),
            ])
    }
}

/// A pod is near that keeps the daemon pod away, or that it keeps away from.
public struct PodAntiAffinityConflictRule: NodeRule {
    public static let code = FindingCode.podAntiAffinityConflict
    public static let documentation = RuleDocumentation(
        summary: "Anti-affinity, the pod's own or that of a pod already there, keeps the pod away.",
        explanation: """
            Required anti-affinity works both ways: the daemon pod's own rule, and the rule of each pod that is there \
            (InterPodAffinity, existing pods' anti-affinity).
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<AffinitySymptom>? {
        guard let reason = node.refusal(by: .interPodAffinity), reason != .podAffinity else { return nil }
        return Symptom(
            grouping: reason.message, detail: AffinitySymptom(reason: reason), evidence: node.schedulerEvidence)
    }

    public func description(
        of symptoms: [LocatedSymptom<AffinitySymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let pod = symptoms[0].node.pod
        let isOwnRule = symptoms[0].detail.reason == .podAntiAffinity
        let spec = pod?.spec ?? situation.daemonSet.template.spec
        let holders = AffinityWording.keepingAway(
            pod: pod, isOwnRule: isOwnRule, nodes: symptoms.map(\.node), in: situation)
        let counted = Dictionary(grouping: holders) { Workload.name(of: $0) }
        let names = counted.keys.sorted()
        let list = Wording.list(names.prefix(3).map { "\($0) ×\(counted[$0]?.count ?? 0)" })
        let who = names.isEmpty ? "pods in the same domain" : list
        let words = spec.requiredPodAntiAffinity.map(AffinityWording.text)
        let message =
            isOwnRule
            ? "The pod must not be near pods with \(Wording.list(words)), and \(who) "
                + "\(holders.count == 1 ? "is" : "are") there. "
            : "\(who) must not be near pods with this one's labels. "
        let topologyKey =
            isOwnRule
            ? spec.requiredPodAntiAffinity.first?.topologyKey
            : holders.first?.spec.requiredPodAntiAffinity.first?.topologyKey
        return FindingDescription(
            title: isOwnRule ? "the pod keeps away from pods there" : "pods there keep the pod away",
            message: message + PreemptionWording.sentence(symptoms.map(\.node), in: situation),
            parameters: [
                "term": .text(isOwnRule ? words.joined(separator: "; ") : ""),
                "topologyKey": .text(topologyKey ?? ""), "isOwnRule": .truth(isOwnRule),
                "holders": .list(
                    names.map {
                        .object(["workload": .text($0), "pods": .number(Int64(counted[$0]?.count ?? 0))])
                    }),
            ])
    }
}

/// The domain already holds too many matching pods.
public struct TopologySpreadUnmetRule: NodeRule {
    public static let code = FindingCode.topologySpreadUnmet
    public static let documentation = RuleDocumentation(
        summary: "A topology spread constraint admits no further pod in the node's domain.",
        explanation: """
            A required constraint bounds by how much a domain may exceed the emptiest one (PodTopologySpread). For daemon \
            pods, which are pinned to one node, spreading is seldom meant; a node without the topology label is refused too.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<AffinitySymptom>? {
        guard let reason = node.refusal(by: .podTopologySpread) else { return nil }
        return Symptom(grouping: "\(reason)", detail: AffinitySymptom(reason: reason), evidence: node.schedulerEvidence)
    }

    public func description(
        of symptoms: [LocatedSymptom<AffinitySymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        var key = ""
        var message = ""
        switch symptoms[0].detail.reason {
        case .topologySpreadLabelMissing(let topologyKey):
            key = topologyKey
            message = "The nodes lack the label \(topologyKey), by which the pods are to be spread."
        case .topologySpread(let topologyKey):
            key = topologyKey
            message = "The node's \(topologyKey) already holds as many matching pods as the constraint allows."
        default: break
        }
        return FindingDescription(
            title: "topology spread is not met", message: message,
            parameters: ["term": .text("spread over \(key)"), "topologyKey": .text(key)])
    }
}

/// Words for affinity terms.
enum AffinityWording {
    /// `app=web in the same kubernetes.io/hostname`.
    static func text(_ term: PodAffinityTerm) -> String {
        let selector = term.labelSelector.map(\.description) ?? "(nothing)"
        let namespaces = term.namespaces.isEmpty ? "" : " of \(term.namespaces.joined(separator: ", "))"
        return "\(selector)\(namespaces) in the same \(term.topologyKey)"
    }

    /// The pods on these nodes that stand in the way.
    static func keepingAway(
        pod: Pod?, isOwnRule: Bool, nodes: [NodeSituation], in situation: DaemonSetSituation
    ) -> [Pod] {
        guard let pod else { return [] }
        let cluster = situation.cluster.engine.cluster
        return nodes.flatMap { node in
            cluster.usage[node.position].pods.map { situation.snapshot.pods[$0] }.filter { other in
                let terms = isOwnRule ? pod.spec.requiredPodAntiAffinity : other.spec.requiredPodAntiAffinity
                let labels = isOwnRule ? other.metadata.labels : pod.metadata.labels
                return terms.contains { $0.labelSelector?.matches(labels) ?? false }
            }
        }
    }
}
