import DiagnosisEngine
import KubernetesModel

/// How a rollout that was followed ended.
package struct RolloutDecision: Equatable, Sendable {
    /// How it ended, in a word.
    package enum Outcome: String, CaseIterable, Sendable {
        /// Every node that is to have a pod has an available one of the newest revision.
        case done
        /// Something stops it that waiting does not heal.
        case stopped
        /// The cluster, or what of it is needed, cannot be read.
        case unreadable
        /// The time is over.
        case timedOut = "timed-out"
    }

    /// Why it ended so, for programs.
    package enum Reason: String, CaseIterable, Sendable {
        case complete
        /// No node is eligible.
        case noNodes = "no-nodes"
        /// The newest revision fails.
        case revisionFails = "revision-fails"
        /// What creates, places or admits pods refuses them.
        case clusterRefuses = "cluster-refuses"
        /// More nodes fail than may, and nothing else moves.
        case nodesFail = "nodes-fail"
        case deleted
        case superseded
        case timeout
        case noProgress = "no-progress"
        /// A saved snapshot shows a rollout that is not over.
        case unfinished
        case dataMissing = "data-missing"
        case disconnected
    }

    package var outcome: Outcome
    package var reason: Reason
    /// One or two sentences for people.
    package var message: String
    /// The nodes that led to it.
    package var nodes: [RolloutStanding] = []
    /// What was found wrong there, worst first.
    package var findings: [Finding] = []
    /// The revision to go back to; nil where the newest is not at fault, or none was seen to serve.
    package var wayBack: WayBack?

    /// An older revision that was seen to serve.
    package struct WayBack: Equatable, Sendable {
        /// The number of its ControllerRevision.
        package var revision: WholeNumber
        /// How many nodes it served at most.
        package var nodes: Int
    }

    package init(_ outcome: Outcome, _ reason: Reason, _ message: String) {
        self.outcome = outcome
        self.reason = reason
        self.message = message
    }
}
