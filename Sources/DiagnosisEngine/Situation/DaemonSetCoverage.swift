import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// How much of a DaemonSet's pods and nodes the snapshot lacks, by what its controller has counted.
///
/// The controller counts the pods that it sees (`updateDaemonSetStatus`). A pod that it counts and the snapshot does not
/// record is no missing pod; a status that counts nodes beyond those of the snapshot is no stale status.
public struct DaemonSetCoverage: Equatable, Sendable {
    /// Pods that the status counts and the snapshot does not record.
    public var unseenPods = 0
    /// Nodes that the status counts, or that pods run on, and the snapshot does not record.
    public var unseenNodes = 0

    /// Whether it is its node affinity that the snapshot lacks: pods may be absent because they are not wanted.
    public var isEligibilityUnknown = false
    /// Whether nothing of it was looked at: there are more DaemonSets than one run takes.
    public var isLeftOut = false

    /// Nothing is lacking.
    public init() {}

    /// Whether a part of the DaemonSet cannot be judged.
    public var isPartial: Bool { isLeftOut || unseenPods > 0 || unseenNodes > 0 }
}

extension DaemonSetCoverage {
    /// Compares the status with the pods and nodes of the snapshot.
    ///
    /// A single pod may have gone between the list of DaemonSets and that of pods, so a small difference counts only
    /// where the snapshot was cut, or where it records no pod at all of the nodes in question.
    init(_ placement: DaemonSetPlacement, counts: StatusCounts, in index: ClusterIndex) {
        let daemonSet = placement.daemonSet
        let snapshot = index.snapshot
        // The status of one that is being deleted is not kept up.
        guard daemonSet.metadata.deletionTimestamp == nil else { return }
        let recorded = placement.verdicts.indices.filter { snapshot.nodes[$0].isRecorded }
        let withPods = placement.pods.onNode.count { !$0.isEmpty }
        unseenNodes = placement.verdicts.indices.count {
            !snapshot.nodes[$0].isRecorded && !placement.pods.onNode[$0].isEmpty
        }
        if recorded.isEmpty {
            let desired = Int(daemonSet.status.desiredNumberScheduled)
            unseenNodes = max(unseenNodes, desired, snapshot.nodes.isEmpty ? 1 : 0)
        }
        let status = daemonSet.status
        let told = Int(status.currentNumberScheduled + status.numberMisscheduled)
        let missing = placement.verdicts.indices.filter {
            placement.verdicts[$0].shouldRun && placement.pods.onNode[$0].isEmpty
        }
        if snapshot.hasGap(.daemonSetReconstructed) {
            // Its node affinity may exclude the nodes: only a refused creation tells that pods are wanted there.
            if !Self.hasFailedToCreate(daemonSet, in: index) { unseenPods = missing.count }
            isEligibilityUnknown = unseenPods > 0
            return
        }
        let isWithoutStatus = status.observedGeneration == nil && told == 0 && status.desiredNumberScheduled == 0
        if snapshot.hasGap(.podsMissing), isWithoutStatus {
            // Nothing tells.
            unseenPods = Self.hasFailedToCreate(daemonSet, in: index) ? 0 : missing.count
            return
        }
        let absent = max(0, told - withPods)
        // Nodes that the status counts, and that are not among those which are, or were until lately, eligible.
        let beyond =
            status.desiredNumberScheduled + status.numberMisscheduled
            - WholeNumber(counts.desired + counts.misscheduled)
        let isCut = Self.isCut(absent, of: told, withPods: withPods, missing: missing, in: index)
        if absent > 0, isCut || Int(beyond) >= absent { unseenPods = absent }
        let isBeyondAll = counts.desired == 0 || Int(status.desiredNumberScheduled) > snapshot.nodes.count
        if beyond > 0, unseenPods > missing.count || isBeyondAll { unseenNodes = max(unseenNodes, Int(beyond)) }
    }

    private static func hasFailedToCreate(_ daemonSet: DaemonSet, in index: ClusterIndex) -> Bool {
        index.events(kind: DaemonSet.kind, namespace: daemonSet.namespace, name: daemonSet.name)
            .contains { $0.reason == "FailedCreate" }
    }

    /// Whether pods are absent because the snapshot was cut, and not because they are gone.
    private static func isCut(
        _ absent: Int, of told: Int, withPods: Int, missing: [Int], in index: ClusterIndex
    ) -> Bool {
        if withPods == 0 || index.snapshot.gaps.contains(where: \.mayHidePods) { return true }
        if absent > 1, absent * 10 >= told { return true }
        return missing.count >= absent && missing.allSatisfy { index.podsByNode[$0].isEmpty }
    }
}

extension Gap {
    /// Whether pods that were there may not be in the snapshot for it.
    fileprivate var mayHidePods: Bool {
        switch code {
        case .podsMissing, .podsPartial, .inputTruncated, .nodesPartial: return true
        case .accessForbidden, .collectorError, .objectUnreadable: return missing.isEmpty || missing.contains(.pods)
        default: return false
        }
    }
}
