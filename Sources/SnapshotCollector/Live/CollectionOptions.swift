/// What of a live cluster is collected, and how hard it is asked.
public struct CollectionOptions: Equatable, Sendable {
    /// The namespaces that are asked for one by one where the user may not read all of them.
    public var namespaces: [String] = []
    /// Objects that a page of a list holds; zero for all in one page.
    public var chunkSize = 500
    /// Requests at a time.
    public var concurrency = 4
    /// Pods of which logs are fetched, for each way in which a DaemonSet's container fails; zero for no logs.
    public var logsPerCause = 3

    /// Objects that are read of a list at most. Kubernetes is made for 150,000 pods.
    public var maxListObjectCount = 150_000

    /// The options of a collection that nothing was said of.
    public init() {}
}
