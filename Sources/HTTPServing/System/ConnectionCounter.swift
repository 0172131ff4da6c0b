import Synchronization

/// How many connections there are.
final class ConnectionCounter: Sendable {
    let value = Atomic(0)
}
