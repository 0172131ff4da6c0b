import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// The node takes no further pod.
    public static let nodePodLimitReached = Self("node-pod-limit-reached")
}

/// The node takes no further pod.
struct NodePodLimitReachedRule: NodeRule {
    static let code = FindingCode.nodePodLimitReached
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .podsOfOtherNamespaces]
    static let weakenedWithout: [SnapshotPart] = [.podDisruptionBudgets, .priorityClasses, .csiNodes]
    static let parameters: [ParameterDescription] = [
        .number("limit"), .number("podsOnNode"), .number("finishedPods"), .number("movablePods"),
        .objects("holders", ResourceHolder.parameterDescriptions), .text("preemption", .optional),
        .text("provider", .optional), .text("nodePool", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "The node already runs as many pods as it may (maxPods).",
        explanation: """
            A node runs at most as many pods as its allocatable `pods` says: the kubelet's maxPods, often limited by \
            the addresses that the network plugin has. Terminating pods still count, finished ones do not.
            """)

    static func scope(of finding: Finding) -> CauseScope { .nodes(shortage: "pods") }

    struct Limit: Sendable {
        var allowed: WholeNumber
        var present: Int
        var finished: Int
        var movable: Int
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Limit>? {
        guard node.needsPlace,
            let failure = node.verdict.failures.first(where: { $0.plugin == .nodeResourcesFit }),
            let allowed = failure.reasons.compactMap({ reason -> WholeNumber? in
                if case .tooManyPods(let allowed) = reason { return allowed }
                return nil
            }).first
        else { return nil }
        let snapshot = situation.snapshot
        let onNode = situation.index.podsByNode[node.position].map { snapshot.pods[$0] }
        let limit = Limit(
            allowed: allowed, present: onNode.count { !$0.isTerminal }, finished: onNode.count { $0.isTerminal },
            movable: onNode.count { pod in
                !pod.isTerminal && !pod.isMirror && pod.pinnedNodeName.isEmpty
                    && pod.metadata.controller.map { $0.kind != DaemonSet.kind } == true
            })
        return Symptom(grouping: "\(allowed)", detail: limit, evidence: node.schedulerEvidence)
    }

    func description(
        of symptoms: [LocatedSymptom<Limit>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let limit = symptoms[0].detail
        let holders = ResourceHolder.greatest(of: ResourceName.pods, on: symptoms.map(\.node), in: situation)
        var message =
            "\(symptoms.count == 1 ? "The node runs" : "Each node runs") at most "
            + "\(Wording.count(limit.allowed, "pod")) and has \(limit.present)."
        if !holders.isEmpty {
            let named = holders.reduce(0) { $0 + $1.pods }
            let all = symptoms.reduce(0) { $0 + $1.detail.present }
            let list = Wording.list(holders.map { $0.text(of: ResourceName.pods) })
            message += named >= all ? " They belong to" : named * 2 > all ? " Most belong to" : " Among them are"
            message += " \(list)."
        }
        message += " " + PreemptionWording.sentence(symptoms.map(\.node), in: situation)
        let providers = Set(symptoms.map(\.node.node.provider))
        let provider = providers.count == 1 ? providers.first?.flatMap(\.self) : nil
        if let provider { message += " \(provider.podLimit)" }
        var parameters: Parameters = [
            "limit": .number(limit.allowed), "podsOnNode": .number(WholeNumber(limit.present)),
            "finishedPods": .number(WholeNumber(symptoms.reduce(0) { $0 + $1.detail.finished })),
            "movablePods": .number(WholeNumber(symptoms.reduce(0) { $0 + $1.detail.movable })),
            "preemption": .text(symptoms[0].node.verdict.preemption?.outcome ?? "notHelpful"),
            "holders": .list(holders.map { .object($0.parameters(of: ResourceName.pods)) }),
        ]
        parameters["provider"] = provider.map { .text($0.rawValue) }
        parameters["nodePool"] = NodePool.shared(by: symptoms.map(\.node.node)).map { .text($0) }
        return FindingDescription(
            title: "the node's pod limit is reached", message: message, parameters: parameters)
    }
}

extension NodePodLimitReachedRule {
    static var examples: [RuleExample] {
        [
            .firing("the node takes two pods and has two", on: ["n1"], with: ["limit": 2, "podsOnNode": 2]) { cluster in
                cluster.node("n1", pods: "2")
                cluster.pod("web-1", on: "n1")
                cluster.pod("web-2", on: "n1")
                cluster.waitingPod(on: "n1", refused: "1 Too many pods")
            },
            .firing("the node pool is AKS's, which fixes the limit", on: ["n1"], with: ["provider": "aks"]) { cluster in
                cluster.node("n1", pods: "1", labels: ["kubernetes.azure.com/agentpool": "default"])
                cluster.node("n2")
                cluster.pod("web-1", on: "n1")
                cluster.waitingPod(on: "n1", refused: "1 Too many pods")
                cluster.daemonPod(on: "n2")
            },
            .silent("one of the two pods there has come to its end") { cluster in
                cluster.node("n1", pods: "2")
                cluster.pod("web-1", on: "n1")
                cluster.pod("report-1", on: "n1") { $0.status.phase = .succeeded }
                cluster.waitingPod(on: "n1")
            },
        ]
    }
}
