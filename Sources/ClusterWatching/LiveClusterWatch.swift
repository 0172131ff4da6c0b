import ClusterConfiguration
import KubernetesClient
import SnapshotCollector

/// A live cluster that is watched: everything is listed once, and then kept current.
public struct LiveClusterWatch: ClusterMoments, Sendable {
    private let client: APIClient
    private let options: CollectionOptions

    /// Watches the cluster of a connection from the first ``next(within:)`` on. `onTrouble` is told, on any thread, of what
    /// breaks and is tried again.
    ///
    /// - Throws: ``ClientError`` where libcurl or memory is missing. What is wrong with the server, the first moment throws.
    public init(
        _ connection: ClusterConnection, options: CollectionOptions = CollectionOptions(),
        onTrouble: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(ClientError) {
        client = try APIClient(connection, onRetry: onTrouble)
        self.options = options
    }

    /// The next moment.
    ///
    /// - Throws: ``CollectorError`` where the cluster cannot be read at all.
    public mutating func next(within: Duration) throws -> WatchedMoment? {
        if client.isCancelled { return nil }
        return WatchedMoment(snapshot: try SnapshotReader.read(client, options: options))
    }

    /// Ends the watch; ``next(within:)`` returns nil. Any thread may call it, on any copy.
    public func cancel() { client.cancel() }
}
