import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

/// Who spends the budget of a rolling update, slot by slot (`DaemonSetsController.rollingUpdate`).
package struct RolloutLedger: Sendable {
    /// A slot that is spent.
    package struct Entry: Sendable {
        package var node: String
        var position: Int
        /// The pod that spends it; empty where there is none.
        package var pod: String
        package var reason: Reason
        /// The side at fault.
        package var fault: Fault
        /// The finding there.
        package var cause: FindingCode?
        /// Whether a rule knows why: the cause is no mere quotation of what Kubernetes says.
        var isExplained: Bool

        /// Whether the slot will not come free by itself: something was found wrong there, or the node cannot answer. An
        /// old pod that is not available is replaced whatever the budget, where its node does its part.
        package var isStuck: Bool { fault == .node || cause != nil && reason != .oldPodUnavailable }
    }

    /// The side at fault for a used slot.
    package enum Fault: String, Sendable {
        /// The node is not ready.
        case node
        /// The new pod finds no place, or is not created.
        case placement
        /// The new pod does not start, or does not serve.
        case release
        /// The old pod doesn't go, so that no new one comes.
        case predecessor
        /// The new pod gets no sandbox: that takes the node's runtime and its network plugin, whatever is in the release.
        case sandbox
        /// The new pod is not available, and nobody knows why.
        case unknown

        init(
            _ node: NodeSituation, _ family: FindingFamily?, reason: Reason, isInTheWay: Bool, getsSandbox: Bool
        ) {
            if !node.node.isReady || family == .node {
                self = .node
            } else if reason == .terminating {
                self = .predecessor
            } else if !getsSandbox {
                self = .sandbox
            } else if isInTheWay || family == .scheduling || family == .creation || family == .eligibility {
                self = .placement
            } else if family == .unexplained {
                self = .unknown
            } else {
                self = .release
            }
        }
    }

    /// Why a slot is spent.
    package enum Reason: String, Sendable {
        /// The API server refuses the pod: the controller goes no further then, whatever the budget.
        case noPod = "no pod"
        case severalPods = "more than one pod"
        case terminating = "terminating pod"
        case newPodUnavailable = "new pod not available"
        case oldPodUnavailable = "old pod not available"
    }

    package var maxUnavailable: Int
    package var maxSurge: Int
    package var entries: [Entry]
    /// Nodes whose pod is of an older revision, where the DaemonSet wants one of the newest.
    package var staleNodes: [String]

    /// Whether old pods are left that can never be replaced: the slots are all spent for good, or slots are left, and
    /// only on nodes where no new pod gets on.
    package var isStalled: Bool {
        if staleNodes.isEmpty { return false }
        if isBlockedByCreation { return true }
        let stuck = stuckEntries
        return stuck.count >= budget || staleNodes.allSatisfy(Set(stuck.map(\.node)).contains)
    }

    /// The entries that hold the rollout up for good.
    package var stuckEntries: [Entry] { entries.filter(\.isStuck) }

    /// Whether slots are left, and of no use.
    var hasUselessSlots: Bool { !isBlockedByCreation && stuckEntries.count < budget }

    /// Whether pods cannot be created: `updateDaemonSet` returns after `manage` has failed, before `rollingUpdate`.
    var isBlockedByCreation: Bool { entries.contains { $0.reason == .noPod } }

    /// How many slots there are: of the surge where there is one.
    package var budget: Int { maxSurge > 0 ? maxSurge : maxUnavailable }

    /// Nil when the DaemonSet is not updated by rolling, or the snapshot does not tell revisions apart.
    ///
    /// - Parameters:
    ///   - situation: the DaemonSet, with the causes on its nodes.
    ///   - family: what the findings of a code are about.
    init?(_ situation: DaemonSetSituation, family: (FindingCode) -> FindingFamily?) {
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
            let isStale = node.pods.contains { !$0.isTerminating && !revision.isNewest($0) }
            // Elsewhere an old pod that is available still has to go; one that is not goes as far as its node lets it.
            if isStale, node.verdict.shouldRun || node.pods.contains(where: \.isReady) {
                staleNodes.append(node.node.name)
            }
            guard let (reason, pod) = Self.spending(node, revision, isSurging: maxSurge > 0, in: situation) else {
                continue
            }
            // What passes by itself is no reason for a rollout to stand still.
            let cause = situation.passingNodes.contains(node.position) ? nil : situation.causes[node.position]
            entries.append(
                Entry(
                    node: node.node.name, position: node.position, pod: pod?.name ?? "", reason: reason,
                    fault: Fault(
                        node, cause.flatMap(family), reason: reason,
                        isInTheWay: node.portsHeldByPredecessor(in: situation) != nil,
                        getsSandbox: node.getsSandbox(in: situation)),
                    cause: cause, isExplained: cause.flatMap(family) != .unexplained))
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
        case (nil, nil):
            if let pod = node.pods.first { return (.terminating, pod) }
            // A node without pods spends nothing; one that is refused its pod ends the round.
            return situation.creationFailure == nil ? nil : (.noPod, nil)
        case (let pod?, _?): return (.severalPods, pod)
        case (let pod?, nil): return isAvailable(pod) ? nil : (.newPodUnavailable, pod)
        case (nil, let pod?): return isAvailable(pod) ? nil : (.oldPodUnavailable, pod)
        }
    }

    /// The slots that are spent for good, for people, those of one reason together:
    /// `dead-[1…3]: terminating pod (node NotReady)`.
    package var lines: [String] {
        var groups: [(words: String, nodes: [String])] = []
        for entry in stuckEntries {
            let why = entry.fault == .node ? "node NotReady" : entry.cause?.rawValue
            let words = entry.reason.rawValue + (why.map { " (\($0))" } ?? "")
            if let position = groups.firstIndex(where: { $0.words == words }) {
                groups[position].nodes.append(entry.node)
            } else {
                groups.append((words, [entry.node]))
            }
        }
        return groups.map { "\(NodeNameFolding($0.nodes).text(columns: 60)): \($0.words)" }
    }

    /// The reason that all used slots share, if they do: `terminating pod (node NotReady)`.
    var soleReason: String? {
        let reasons = Set(lines.map { $0.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? $0 })
        return reasons.count == 1 ? reasons.first : nil
    }
}
