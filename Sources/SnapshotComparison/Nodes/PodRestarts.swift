import KubernetesModel

/// How often the containers of the pod on a node were started again between the two snapshots.
package struct PodRestarts: Hashable, Sendable {
    /// Restarts since BEFORE; of a pod that BEFORE did not have, all it had.
    package var count: Int
    /// Whether BEFORE had the same pod already.
    package var isSamePod: Bool
    /// For how long the container that was restarted last has run, in seconds; nil where that is not said.
    package var secondsRunning: WholeNumber?

    /// Nil when nothing was restarted.
    init?(before: Pod?, after: Pod?, capturedAt: Timestamp) {
        guard let after else { return nil }
        let isSame = before?.uid == after.uid && !after.uid.isEmpty
        let earlier = Dictionary(
            (isSame ? before : nil)?.status.allContainerStatuses.map { ($0.name, $0.restartCount) } ?? [],
            uniquingKeysWith: { first, _ in first })
        var (count, latest, isKnown) = (WholeNumber(0), Timestamp?.none, true)
        for status in after.status.allContainerStatuses {
            let grown = status.restartCount - (earlier[status.name] ?? 0)
            guard grown > 0 else { continue }
            count += grown
            if case .running(let since) = status.state {
                if let since { latest = max(latest ?? since, since) } else { isKnown = false }
            }
        }
        guard count > 0 else { return nil }
        self.count = Int(count)
        isSamePod = isSame
        secondsRunning = isKnown ? latest.map { max(0, capturedAt.seconds(since: $0)) } : nil
    }

    /// How long a container must have run for the kubelet to forget its restarts, in seconds (twice the longest
    /// back-off, `MaxContainerBackOff`).
    static let steadyAfter: WholeNumber = 600

    /// Whether the container has run for so long that the kubelet counts it as recovered.
    package var isSteady: Bool { secondsRunning.map { $0 >= Self.steadyAfter } ?? false }
}
