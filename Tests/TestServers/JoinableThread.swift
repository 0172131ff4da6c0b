import Glibc

/// A thread that a test can wait for.
public final class JoinableThread: Sendable {
    private let thread: pthread_t

    /// Starts a thread that runs `body`.
    public init(_ body: @escaping @Sendable () -> Void) {
        final class Box: Sendable {
            let body: @Sendable () -> Void
            init(_ body: @escaping @Sendable () -> Void) { self.body = body }
        }
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { context in
                if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body() }
                return nil
            }, Unmanaged.passRetained(Box(body)).toOpaque())
        self.thread = thread
    }

    /// Runs `body` on a thread that nobody waits for.
    static func detached(_ body: @escaping @Sendable () -> Void) { pthread_detach(JoinableThread(body).thread) }

    /// Waits for its end.
    public func join() { pthread_join(thread, nil) }
}
