import DiagnosisEngine

/// The change of a node for a DaemonSet, in a word.
package enum NodeChange: String, CaseIterable, Sendable {
    /// Was served, is not.
    case broken
    /// Serves, but restarts or evictions go on: nothing shows that it will stay so.
    case unsteady
    /// Was not served for one cause, is not for another.
    case otherCause = "other-cause"
    /// Is not served, as before.
    case stillFailing = "still-failing"
    /// A pod is there now that does not belong there.
    case misplaced
    /// A pod is there that does not belong there, as before.
    case stillMisplaced = "still-misplaced"
    /// Was not served, is.
    case healed
    /// A pod that was on its way in BEFORE serves.
    case cameUp = "came-up"
    /// The pod that did not belong there has gone.
    case cleared
    /// The pod is coming or going, and nothing is wrong with that yet.
    case underway
    /// The DaemonSet's node only now.
    case newlyEligible = "newly-eligible"
    /// The DaemonSet's node no more.
    case noLongerEligible = "no-longer-eligible"
    /// An eligible node that only AFTER has.
    case joined
    /// An eligible node that only BEFORE has.
    case left
    /// Served in both, and restarted in between.
    case restarted
    /// A snapshot lacks what would tell.
    case uncertain

    /// Whether it is good news.
    var isBetter: Bool { self == .healed || self == .cleared }
    /// Whether it is bad news.
    var isWorse: Bool { self == .broken || self == .misplaced }
}

/// The change of one node for a DaemonSet.
package struct NodeTransition: Equatable, Sendable {
    package var node: String
    package var change: NodeChange
    /// Nil where BEFORE does not have the node.
    package var before: NodeAssessment?
    /// Nil where AFTER does not have the node.
    package var after: NodeAssessment?
    /// Nil when nothing was restarted, or nothing serves.
    package var restarts: PodRestarts?

    package init(
        node: String, change: NodeChange, before: NodeAssessment? = nil, after: NodeAssessment? = nil,
        restarts: PodRestarts? = nil
    ) {
        self.node = node
        self.change = change
        self.before = before
        self.after = after
        self.restarts = restarts
    }

    /// Whether the pod there serves in AFTER.
    package var isServed: Bool { after.map { $0.state == .available || $0.state == .stale } ?? false }

    /// Whether it is as it was, or only the cluster has grown or shrunk there, which is told once for all DaemonSets.
    var isQuiet: Bool {
        switch change {
        case .stillFailing, .stillMisplaced, .left: return true
        case .joined: return isServed
        default: return false
        }
    }

    /// Whether it was served in BEFORE.
    var wasServed: Bool { before.map { $0.state == .available || $0.state == .stale } ?? false }
}
