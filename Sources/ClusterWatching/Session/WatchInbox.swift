import KubernetesClient
import KubernetesModel
import ObjectDecoding
import SnapshotCollector
import Threads

/// What threads that watch hand to whoever waits for the next moment.
final class WatchInbox: @unchecked Sendable {
    /// Something that a thread tells.
    enum Delivery: Sendable {
        /// A list was read.
        case listed(WatchedPlace, ListedPages)
        /// Objects have changed.
        case changed(WatchedPlace, ChangeRun)
        /// Every list was asked for, with these outcomes where one was not read whole.
        case begun(ListOutcomes)
        /// Logs, kubelets or the version were read.
        case read(SideReadings)
        /// The cluster cannot be read at all.
        case failed(CollectorError)
    }

    /// Why a place is not kept current.
    struct Trouble: Sendable {
        var since: Timestamp
        var error: ClientError
    }

    private let timing: WatchTiming
    private let monitor = Monitor()
    // Guarded by the monitor.
    private var deliveries: [Delivery] = []
    private var pendingCount = 0
    private var firstArrival: ContinuousClock.Instant?
    private var placesInTrouble: [WatchedPlace: Trouble] = [:]
    private var isStopped = false

    init(timing: WatchTiming) { self.timing = timing }

    /// What is broken now.
    var troubles: [WatchedPlace: Trouble] { monitor.locked { placesInTrouble } }

    /// Adds what is told; waits while too much of it has not been taken.
    func post(_ delivery: Delivery) {
        var count = 0
        if case .changed(_, let run) = delivery { count = run.count }
        monitor.locked {
            while count > 0, pendingCount > timing.maxPendingCount, !isStopped { monitor.wait() }
            deliveries.append(delivery)
            pendingCount += count
            noteArrival()
        }
    }

    /// Tells that a place is not kept current, or with nil that it is again.
    func post(_ error: ClientError?, since: Timestamp, at place: WatchedPlace) {
        monitor.locked {
            let known = placesInTrouble[place]
            placesInTrouble[place] = error.map { Trouble(since: known?.since ?? since, error: $0) }
            if known?.error.code != error?.code { noteArrival() }
        }
    }

    /// Ends all waiting.
    func stop() {
        monitor.locked {
            isStopped = true
            monitor.notify()
        }
    }

    /// Waits until something is told, and a moment longer for more of it; nothing at the deadline, nil at the end.
    func take(until deadline: ContinuousClock.Instant) -> [Delivery]? {
        monitor.locked {
            while !isStopped {
                let due = firstArrival.map { min($0 + timing.gathering, max(deadline, $0)) } ?? deadline
                let left = due - ContinuousClock.now
                if left <= .zero { break }
                monitor.wait(for: left)
            }
            if isStopped { return nil }
            defer {
                deliveries = []
                pendingCount = 0
                firstArrival = nil
                monitor.notify()
            }
            return deliveries
        }
    }

    private func noteArrival() {
        if firstArrival == nil { firstArrival = .now }
        monitor.notify()
    }
}
