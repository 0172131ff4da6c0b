import KubernetesModel
import SnapshotCollector
import Synchronization

/// What time it is at the server: its last `Date` header and what has passed since.
final class ServerTime: Sendable {
    private struct State {
        var moment: Timestamp?
        var notedAt = ContinuousClock.now
        /// Two servers of one cluster may differ, and a header has whole seconds: time does not go back for that.
        var latest = Timestamp(seconds: 0)
    }

    private let state = Mutex(State())

    /// Takes the `Date` header of an answer that has just come.
    func note(_ date: String?) {
        if let moment = date.flatMap(ServerClock.moment) { note(moment) }
    }

    func note(_ moment: Timestamp) {
        state.withLock { state in
            state.moment = moment
            state.notedAt = .now
        }
    }

    /// The present moment in whole seconds, as the live collector tells it; this machine's clock before the first answer.
    var now: Timestamp {
        state.withLock { state in
            guard let moment = state.moment else { return ServerClock.ownMoment }
            let passed = WholeNumber((ContinuousClock.now - state.notedAt).components.seconds)
            state.latest = max(state.latest, moment + passed)
            return state.latest
        }
    }
}
