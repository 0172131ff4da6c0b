import KubernetesModel

/// The order in which the scheduler takes waiting pods (`PrioritySort.Less`): by priority, and then, as a snapshot does not
/// tell who came back to the queue first, the older ones.
struct WaitingRank: Comparable {
    private let priority: WholeNumber
    private let created: Timestamp?
    private let position: Int

    init(_ pod: Pod, at position: Int) {
        priority = pod.priority
        created = pod.metadata.creationTimestamp
        self.position = position
    }

    static func < (left: WaitingRank, right: WaitingRank) -> Bool {
        if left.priority != right.priority { return left.priority > right.priority }
        if let first = left.created, let second = right.created, first != second { return first < second }
        return left.position < right.position
    }
}
