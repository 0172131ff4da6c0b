import Threads

/// Runs jobs on a number of threads of its own, since jobs wait for a server most of the time.
package final class JobQueue: Sendable {
    package typealias Job = @Sendable () -> Void

    private final class State: @unchecked Sendable {
        let monitor = Monitor()
        // Guarded by the monitor.
        var jobs: [Job] = []
        var unfinished = 0
        var isClosed = false

        /// The next job; nil when there will be none.
        func next() -> Job? {
            monitor.locked {
                while jobs.isEmpty, !isClosed { monitor.wait() }
                return jobs.popLast()
            }
        }

        func finish() {
            monitor.locked {
                unfinished -= 1
                if unfinished == 0 { monitor.notify() }
            }
        }

        func work() {
            while let job = next() {
                job()
                finish()
            }
        }
    }

    private let state = State()

    /// A queue with `threadCount` threads.
    package init(threadCount: Int) {
        for _ in 0..<max(1, threadCount) { _ = OwnThread.start { [state] in state.work() } }
    }

    /// The threads end with the queue.
    deinit {
        state.monitor.locked {
            state.isClosed = true
            state.monitor.notify()
        }
    }

    /// Adds a job: the one that was added last comes first, so that what was begun is finished before more is begun.
    package func add(_ job: @escaping Job) {
        state.monitor.locked {
            state.jobs.append(job)
            state.unfinished += 1
            state.monitor.notify()
        }
    }

    /// Waits until every job is done, those that jobs have added among them.
    package func waitUntilDone() {
        state.monitor.locked { while state.unfinished > 0 { state.monitor.wait() } }
    }
}
