/// An answer to a request. `Date`, `Content-Length` or `Transfer-Encoding`, and `Connection` are added when it is sent;
/// a HEAD gets the headers alone.
public struct ServerResponse: Sendable {
    /// The bytes of an answer.
    public enum Body: Sendable {
        case bytes([UInt8])
        /// Bytes that lie in many places, and are sent from there.
        case pieces([[UInt8]])
        /// Bytes that are made while they are sent: `count` of them, or as many as come where it is nil.
        case stream(any BodyStream, count: Int? = nil)
    }

    /// The HTTP status code.
    public var status: Int
    /// The media type: `application/json`.
    public var contentType: String
    /// Further headers. A name or value that would break the head ends the connection instead.
    public var headers: [(name: String, value: String)]
    /// Sent after the headers.
    public var body: Body

    /// An answer of these parts; 200 where nothing else is said.
    public init(
        status: Int = 200, contentType: String, headers: [(name: String, value: String)] = [], body: Body
    ) {
        self.status = status
        self.contentType = contentType
        self.headers = headers
        self.body = body
    }

    /// Plain text in UTF-8.
    public static func text(_ text: String, status: Int = 200) -> ServerResponse {
        ServerResponse(status: status, contentType: "text/plain; charset=utf-8", body: .bytes(Array(text.utf8)))
    }

    /// How many bytes the body has; nil where nobody knows yet.
    public var count: Int? {
        switch body {
        case .bytes(let bytes): return bytes.count
        case .pieces(let pieces): return pieces.reduce(0) { $0 + $1.count }
        case .stream(_, let count): return count
        }
    }
}

/// A body that is made while it is sent.
///
/// It is asked for more only when the client has taken what came before, so that it never runs ahead of a slow one by
/// more than one ``BodyPiece``.
public protocol BodyStream: Sendable {
    /// The next bytes. Called on one of the server's worker threads, one call at a time; it may compute, and should not
    /// wait: ``BodyPiece/pause(_:)`` waits without a thread.
    mutating func next() -> BodyPiece
}

/// A step of a ``BodyStream``.
public enum BodyPiece: Sendable {
    /// Some bytes; none counts as asking again at once.
    case bytes([UInt8])
    /// Nothing for so long. The stream is not asked again if the client goes meanwhile, or the server stops: it then
    /// ends as after ``end``.
    case pause(Duration)
    /// All is said.
    case end
    /// The connection is to be closed in the middle of the body.
    case cutOff
}
