import KubernetesModel
import PlacementEngine

/// Who spends the budget of a rolling update, slot by slot (`DaemonSetsController.rollingUpdate`).
struct RolloutLedger: Sendable {
    /// A slot that is spent.
    struct Entry: Sendable {
        var node: String
        var position: Int
        /// The pod that spends it; empty where there is none.
        var pod: String
        var reason: Reason
        /// Whether the node, and not the release, is to blame.
        var isNodeToBlame: Bool
        /// What was found wrong there.
        var cause: FindingCode?

        /// Whether the slot will not come free by itself: something was found wrong there, or the node cannot answer.
        var isStuck: Bool { isNodeToBlame || cause != nil }
    }

    /// Why a slot is spent.
    enum Reason: String, Sendable {
        case noPod = "no pod"
        case severalPods = "more than one pod"
        case terminating = "terminating pod"
        case newPodUnavailable = "new pod not available"
        case oldPodUnavailable = "old pod not available"
    }

    var maxUnavailable: Int
    var maxSurge: Int
    var entries: [Entry]
    /// Nodes whose pod is of an older revision.
    var staleNodes: [String]

    /// Whether old pods wait for slots that are all spent for good.
    var isStalled: Bool { !staleNodes.isEmpty && entries.count >= budget && entries.allSatisfy(\.isStuck) }

    /// How many slots there are: of the surge where there is one.
    var budget: Int { maxSurge > 0 ? maxSurge : maxUnavailable }

    /// Nil when the DaemonSet is not updated by rolling, or the snapshot does not tell revisions apart.
    init?(_ situation: DaemonSetSituation) {
        guard case .rollingUpdate(let unavailable, let surge) = situation.daemonSet.updateStrategy else { return nil }
        let revision = situation.revision
        guard revision.isKnown else { return nil }
        let desired = situation.counts.desired
        maxSurge = surge.scaled(of: desired)
        maxUnavailable = unavailable.scaled(of: desired)
        if maxSurge == 0, maxUnavailable == 0 { maxUnavailable = 1 }
        entries = []
        staleNodes = []
        for node in situation.nodes where node.verdict.shouldRun || !node.pods.isEmpty {
            if node.pods.contains(where: { !$0.isTerminating && !revision.isNewest($0) }) {
                staleNodes.append(node.node.name)
            }
            guard let (reason, pod) = Self.spending(node, revision, isSurging: maxSurge > 0, in: situation) else {
                continue
            }
            entries.append(
                Entry(
                    node: node.node.name, position: node.position, pod: pod?.name ?? "", reason: reason,
                    isNodeToBlame: !node.node.isReady, cause: situation.causes[node.position]))
        }
    }

    /// Whether the pods of a node spend a slot, and which does.
    private static func spending(
        _ node: NodeSituation, _ revision: PodRevision, isSurging: Bool, in situation: DaemonSetSituation
    ) -> (Reason, Pod?)? {
        func isAvailable(_ pod: Pod) -> Bool {
            pod.isAvailable(
                minReadySeconds: situation.daemonSet.minReadySeconds, now: situation.snapshot.capturedAt)
        }
        let living = node.pods.filter { !$0.isTerminating }
        let new = living.filter(revision.isNewest)
        let old = living.filter { !revision.isNewest($0) }
        // findUpdatedPodsOnNode: more than one of a kind is for the manage loop to clean up.
        if new.count > 1 || old.count > 1 { return (.severalPods, living.first) }
        if isSurging {
            guard !old.isEmpty, let pod = new.first, !isAvailable(pod) else { return nil }
            return (.newPodUnavailable, pod)
        }
        switch (new.first, old.first) {
        case (nil, nil): return node.pods.isEmpty ? (.noPod, nil) : (.terminating, node.pods.first)
        case (let pod?, _?): return (.severalPods, pod)
        case (let pod?, nil): return isAvailable(pod) ? nil : (.newPodUnavailable, pod)
        case (nil, let pod?): return isAvailable(pod) ? nil : (.oldPodUnavailable, pod)
        }
    }

    /// The ledger for people: `dead-a: terminating pod (the node)`.
    var lines: [String] {
        entries.map { entry in
            "\(entry.node): \(entry.reason.rawValue)" + (entry.isNodeToBlame ? " (the node is not ready)" : "")
        }
    }
}
