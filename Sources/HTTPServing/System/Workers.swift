import Threads

/// A few threads that do jobs in their order.
final class Workers: Sendable {
    private final class Queue: @unchecked Sendable {
        // Guarded by `monitor`.
        var jobs: [@Sendable () -> Void] = []
        var isStopped = false
        let monitor = Monitor()

        /// The next job; nil at the end.
        func next() -> (@Sendable () -> Void)? {
            monitor.locked {
                while jobs.isEmpty, !isStopped { monitor.wait() }
                return jobs.isEmpty ? nil : jobs.removeFirst()
            }
        }
    }

    private let queue = Queue()

    /// Nil where the system has no thread to give.
    init?(count: Int) {
        for _ in 0..<max(1, count) {
            let isStarted = OwnThread.start { [queue] in
                while let job = queue.next() { job() }
            }
            if !isStarted {
                stop()
                return nil
            }
        }
    }

    func add(_ job: @escaping @Sendable () -> Void) {
        queue.monitor.locked {
            if queue.isStopped { return }
            queue.jobs.append(job)
            queue.monitor.notify()
        }
    }

    /// Drops the jobs that nobody has begun; the threads end once theirs are done.
    func stop() {
        queue.monitor.locked {
            queue.jobs = []
            queue.isStopped = true
            queue.monitor.notify()
        }
    }
}
