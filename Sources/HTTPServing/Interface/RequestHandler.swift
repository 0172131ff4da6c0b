/// Answers requests.
public protocol RequestHandler: Sendable {
    /// The answer to a request. Called on one of the server's worker threads, of which there are few: it may compute, and
    /// should not wait (``ServerAnswer/later(_:_:)`` waits without a thread).
    func answer(_ request: ServerRequest) -> ServerAnswer

    /// The answer to what is refused before its body is read; the connection ends with it. Called on the thread that
    /// serves all connections: it must be quick.
    func refusal(_ refused: RefusedRequest) -> ServerResponse
}

extension RequestHandler {
    /// The reason as plain text.
    public func refusal(_ refused: RefusedRequest) -> ServerResponse {
        .text(refused.reason + "\n", status: refused.status)
    }
}

/// The result of a request.
public enum ServerAnswer: Sendable {
    case response(ServerResponse)
    /// The function's answer after a pause, unless the client goes or the server stops.
    case later(Duration, @Sendable () -> ServerAnswer)
    /// None: the connection is closed.
    case hangUp
}

/// A request that is refused before its body is read.
public struct RefusedRequest: Hashable, Sendable {
    /// Why it is refused.
    public enum Problem: Hashable, Sendable {
        /// The head is larger than ``ServerLimits/maxHeadBytes``, or is none.
        case malformed(reason: String)
        /// The body is larger than ``ServerLimits/maxBodyBytes``.
        case bodyTooLarge(maxBytes: Int)
        /// The body is in chunks, and ``ServerLimits/acceptsChunkedBodies`` is off.
        case lengthRequired
    }

    /// As it was sent: `POST`.
    public var method: String
    /// Why it is refused.
    public var problem: Problem

    /// The fitting HTTP status: 400, 413 or 411.
    public var status: Int {
        switch problem {
        case .malformed: return 400
        case .bodyTooLarge: return 413
        case .lengthRequired: return 411
        }
    }

    /// A sentence for people.
    public var reason: String {
        switch problem {
        case .malformed(let reason): return reason
        case .bodyTooLarge(let maxBytes): return "the body is larger than \(maxBytes) bytes"
        case .lengthRequired: return "the body has no Content-Length"
        }
    }
}
