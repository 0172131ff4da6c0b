import ClusterConfiguration

/// A GET of one path of a server, ready to be sent.
struct HTTPRequest: Sendable {
    /// Path and query, as they stand on the wire: `/api/v1/pods?limit=500`.
    var target: String
    /// Lines such as `Accept: application/json`.
    var headers: [String]
    var deadlines: Deadlines
    var credentials: Credentials
}

/// How long things may take.
public struct Deadlines: Equatable, Sendable {
    /// Until a connection stands, TLS and proxy included.
    public var connecting = Duration.seconds(15)
    /// Without a byte of an answer.
    public var silence = Duration.seconds(30)
    /// Fewer bytes a second, for as long as that, are silence too.
    public var fewestBytes = 500
    /// For a request in all, until the last byte of its answer.
    public var total = Duration.seconds(600)

    /// Those that suit most clusters.
    public init() {}
}

/// The head of an answer.
struct ResponseHead: Equatable, Sendable {
    var status = 0
    /// The last value of each header, by its name in small letters.
    var headers: [String: String] = [:]
}
