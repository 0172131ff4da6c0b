import Synchronization

/// Counts requests that had no answer, one after the other, until it is plain that others will have none either.
final class FailureRow: Sendable {
    private struct State: Sendable {
        var count = 0
        var last: ClientError?
    }

    private let state = Mutex(State())

    /// - Throws: what the last of them failed with, when no further one makes sense.
    func check() throws(ClientError) {
        if let last = state.withLock({ $0.last }) { throw last }
    }

    /// An answer came: a row of failures is over.
    func end() { state.withLock { $0.count = 0 } }

    /// Counts the end of a request that failed for good. Any other refusal than that of a server which is busy is an
    /// answer.
    func note(_ error: ClientError, most: Int) {
        state.withLock { state in
            switch error {
            case .unreachable, .notTrusted, .timedOut, .connectionLost, .refused(_, 429, _):
                state.count += 1
                if state.count >= most { state.last = state.last ?? error }
            default: state.count = 0
            }
        }
    }
}
