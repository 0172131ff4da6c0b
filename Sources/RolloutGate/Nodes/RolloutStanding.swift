import DiagnosisEngine

/// How a node stands in a rollout.
package struct RolloutStanding: Equatable, Sendable {
    /// How a node stands in a rollout, in a word.
    package enum State: String, CaseIterable, Sendable {
        /// The pod is of the newest revision, and available.
        case updated
        /// The pod of the newest revision does not get available, or is not created.
        case failing
        /// The old pod ends, or the new one starts.
        case replacing
        /// The old pod serves, and is to be replaced.
        case old
        /// The old pod serves, and the budget is used up by others.
        case waiting
        /// The old pod does not serve; it is replaced whatever the budget.
        case oldFailing = "old-failing"
        /// The node is none of the DaemonSet's.
        case ineligible
        /// The node is about to be removed, or has not joined yet.
        case leaving
    }

    package var node: String
    package var state: State
    /// The pod that counts there; nil where there is none.
    package var pod: String?
    /// Why the node is not served.
    package var cause: FindingCode?
    /// Whose fault that is.
    package var blame: Blame?
    /// What speaks for that, in half a sentence.
    package var reason = ""
    /// Whether only that it fails alike on other nodes speaks against the revision, which serves elsewhere.
    package var isBlamedByNumber = false
    /// Whether waiting heals it; nil without a cause.
    package var course: RolloutMeaning.Course?

    package init(node: String, state: State, pod: String? = nil) {
        self.node = node
        self.state = state
        self.pod = pod
    }
}

/// Whose fault it is that a node is not served.
package enum Blame: String, CaseIterable, Sendable {
    /// The revision fails where the older one worked, or on several nodes alike.
    case revision
    /// The node is not ready, about to go, or full, or it is the only one where the revision fails.
    case node
    /// What creates, places or admits pods of any revision.
    case cluster
    case unknown
}
