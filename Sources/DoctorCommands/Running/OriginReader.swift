import ClusterConfiguration
import KubernetesClient
import Logging
import SnapshotCollector

/// Reads snapshots from wherever they are.
enum OriginReader {
    /// - Throws: ``CollectorError``, and ``ConfigurationError`` where it is not known how to reach the cluster.
    static func read(_ origin: SnapshotOrigin, logger: Logger) throws -> ReadSnapshot {
        switch origin {
        case .saved(let paths):
            let snapshot = try SnapshotReader.read(paths: paths)
            try snapshot.requireNodes()
            return ReadSnapshot(snapshot)
        case .live(let live):
            let (client, options) = try connect(live, logger: logger)
            let snapshot = try SnapshotReader.read(client, options: options)
            try snapshot.requireNodes()
            return ReadSnapshot(snapshot, currentNamespace: client.connection.namespace)
        }
    }

    /// Reads a snapshot and keeps its objects for saving.
    ///
    /// - Throws: as ``read(_:logger:)``; a snapshot without nodes is none of its errors.
    static func record(
        _ origin: SnapshotOrigin, by recorder: SnapshotRecorder, logger: Logger
    ) throws -> (RecordedSnapshot, currentNamespace: String?) {
        switch origin {
        case .saved(let paths): return (try SnapshotReader.record(paths: paths, by: recorder), nil)
        case .live(let live):
            let (client, options) = try connect(live, logger: logger)
            let recorded = try SnapshotReader.record(client, options: options, by: recorder)
            return (recorded, client.connection.namespace)
        }
    }

    private static func connect(_ live: LiveOrigin, logger: Logger) throws -> (APIClient, CollectionOptions) {
        let connection = try ConnectionResolver().connection(for: live.connection, in: .current)
        var options = live.collection
        // As kubectl: where not all namespaces can be read, the current one is meant.
        if options.namespaces.isEmpty { options.namespaces = [connection.namespace] }
        let client = try APIClient(connection, mostConnections: options.concurrency) { failure in
            logger.info("trying again", metadata: ["failure": "\(failure)"])
        }
        return (client, options)
    }
}
