/// The limits of a server for its clients.
public struct ServerLimits: Equatable, Sendable {
    /// Connections at a time; later ones wait in the system's queue. Where the process may not open as many files, fewer.
    public var maxConnections = 2048
    /// Connections at a time from one IP address; later ones are closed. Nil for no limit.
    public var maxConnectionsPerAddress: Int?
    /// A connection on which nothing is sent for so long is closed, within a request and between requests; not while the
    /// server itself keeps the client waiting. Whole seconds, at least one.
    public var idleTimeout = Duration.seconds(60)
    /// A request that is not complete so long after its first byte, or after its connection was made, is dropped with the
    /// connection, however much of it still comes.
    public var requestTimeout = Duration.seconds(10)
    /// Memory for what has arrived of a request and was not handled, and for small writes, per connection. Heads that do
    /// not fit are refused by the library, with 431 or 414.
    public var bytesPerConnection = 32 << 10
    /// Target and headers of a request, together.
    public var maxHeadBytes = 8 << 10
    /// The body of a request.
    public var maxBodyBytes = 1 << 20
    /// Whether a body may come in chunks, without saying how large it is.
    public var acceptsChunkedBodies = true
    /// Threads that compute answers.
    public var workerCount = 4

    /// The usual limits.
    public init() {}
}
