import DiagnosisEngine
import KubernetesModel

/// Which revision a rollout brings.
package struct RolloutTarget: Equatable, Sendable {
    package var uid: String
    /// The DaemonSet's `metadata.generation`.
    package var generation: WholeNumber?
    /// The template's generation; nil where the API server does not count it.
    package var templateGeneration: WholeNumber?
    /// The number of the newest ControllerRevision; nil where none is recorded.
    package var revision: WholeNumber?
    /// The hash that pods of the revision carry; empty where none is recorded.
    package var hash: String

    /// Whether both are of one template of one DaemonSet.
    func isSameTemplate(as other: RolloutTarget) -> Bool {
        if uid != other.uid { return false }
        if let templateGeneration, let its = other.templateGeneration { return templateGeneration == its }
        return hash == other.hash
    }

    /// `revision 4 (7f5bbd8b97)`.
    package var words: String {
        if let revision { return "revision \(revision)" + (hash.isEmpty ? "" : " (\(hash))") }
        return templateGeneration.map { "template generation \($0)" } ?? "the newest revision"
    }
}

/// What is known of a rollout at a moment.
package struct RolloutState: Sendable {
    package var time: Timestamp
    /// Seconds since the rollout is followed.
    package var elapsed: WholeNumber = 0
    /// Nil before the DaemonSet was read.
    package var target: RolloutTarget?
    /// How the template reaches the nodes; nil before the DaemonSet was read.
    package var strategy: DaemonSet.UpdateStrategy?
    /// How many slots there are; nil where nobody rolls.
    package var budget: Int?
    package var isSurging = false
    /// Every node, by name.
    package var nodes: [RolloutStanding] = []
    /// The slots that were used and are used, in order.
    package var slots: [SlotUse] = []
    /// What has happened since the moment before.
    package var news: [RolloutNews] = []
    /// How it ended; nil while it goes on.
    package var decision: RolloutDecision?

    package init(time: Timestamp) { self.time = time }

    package func count(_ state: RolloutStanding.State) -> Int { nodes.count { $0.state == state } }

    /// How many nodes are to have a pod.
    package var eligible: Int { nodes.count { $0.state != .ineligible } }

    /// `maxUnavailable 1`, `maxSurge 2`, `OnDelete`.
    package var strategyWords: String {
        if strategy == .onDelete { return "OnDelete" }
        return budget.map { "\(isSurging ? "maxSurge" : "maxUnavailable") \($0)" } ?? "RollingUpdate"
    }
}

/// Something that has happened.
package struct RolloutNews: Equatable, Sendable {
    /// What has happened, in a word.
    package enum Kind: String, CaseIterable, Sendable {
        /// The rollout is followed from here on.
        case started
        /// Nodes stand otherwise than before.
        case nodes
        /// The controller has not seen the newest spec yet.
        case specUnseen = "spec-unseen"
        /// A newer revision takes the place of the one that was followed.
        case superseded
        /// The DaemonSet was deleted and made anew.
        case recreated
        /// The rollout stands still.
        case stalled
        /// The cluster cannot be read at the moment.
        case trouble
        /// It can be read again.
        case recovered
    }

    package var kind: Kind
    /// A line for people.
    package var message: String
    /// How nodes stood and stand, for ``Kind/nodes``.
    package var changes: [StandingChange] = []
    /// Whether it is worth a line where nothing is redrawn.
    package var isNotable = true

    package init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }
}

/// A node that stands otherwise than before.
package struct StandingChange: Equatable, Sendable {
    /// Nil for a node that is new.
    package var before: RolloutStanding.State?
    package var now: RolloutStanding
}
