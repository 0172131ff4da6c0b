import Dispatch
import Synchronization

/// A wish to stop, which wakes whoever sleeps.
final class Stop: Sendable {
    private let state = Atomic(false)
    private let semaphore = DispatchSemaphore(value: 0)

    var isStopped: Bool { state.load(ordering: .acquiring) }

    func stop() {
        state.store(true, ordering: .releasing)
        semaphore.signal()
    }

    /// Waits, unless it is time to stop.
    ///
    /// - Throws: ``ClientError/cancelled``.
    func sleep(_ duration: Duration) throws(ClientError) {
        if isStopped { throw .cancelled }
        if semaphore.wait(timeout: .now() + .milliseconds(duration.milliseconds)) == .success {
            // The next sleeper must wake too.
            semaphore.signal()
            throw .cancelled
        }
    }
}
