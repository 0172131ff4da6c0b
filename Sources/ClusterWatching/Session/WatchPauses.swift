import Threads

/// Lets threads wait for a time, or until all are woken.
final class WatchPauses: @unchecked Sendable {
    private let monitor = Monitor()
    // Guarded by the monitor.
    private var wakeCount = 0
    private var hasStopped = false

    var isStopped: Bool { monitor.locked { hasStopped } }

    /// Wakes all, and lets nobody wait any more.
    func stop() {
        monitor.locked {
            hasStopped = true
            monitor.notify()
        }
    }

    /// Wakes whoever waits now: the server answers again.
    func wakeAll() {
        monitor.locked {
            wakeCount += 1
            monitor.notify()
        }
    }

    /// Waits, at most for so long; with `untilWoken` false only for the time or the end.
    func sleep(_ duration: Duration, untilWoken: Bool = true) {
        let end = ContinuousClock.now + duration
        monitor.locked {
            let count = wakeCount
            while !hasStopped, !(untilWoken && wakeCount != count) {
                let left = end - ContinuousClock.now
                if left <= .zero { break }
                monitor.wait(for: left)
            }
        }
    }
}

/// The pauses of one that fails again and again: each twice as long as the one before, up to a limit, half by chance.
struct Backoff {
    private let timing: WatchTiming
    private(set) var failureCount = 0

    init(_ timing: WatchTiming) { self.timing = timing }

    mutating func reset() { failureCount = 0 }

    mutating func next() -> Duration {
        let doubled = timing.firstPause * (1 << min(failureCount, 20))
        failureCount += 1
        let pause = min(doubled, timing.longestPause)
        return pause / 2 + pause / 2 * Double.random(in: 0...1)
    }
}
