import Glibc

/// A thread of its own, for work that waits most of the time.
///
/// The threads that tasks and queues share are as many as there are processors: whoever waits there keeps others from
/// their work, and may wait for one that never gets its turn.
package enum OwnThread {
    private final class Work: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a thread; false when the system has none to give.
    package static func start(_ run: @escaping @Sendable () -> Void) -> Bool {
        var thread = pthread_t()
        let work = Unmanaged.passRetained(Work(run))
        let failure = pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run() }
                return nil
            }, work.toOpaque())
        if failure != 0 {
            work.release()
            return false
        }
        pthread_detach(thread)
        return true
    }
}
