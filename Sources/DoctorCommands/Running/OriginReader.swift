import ClusterConfiguration
import KubernetesClient
import Logging
import SnapshotCollector
import SnapshotSaving

/// Reads snapshots from wherever they are.
package enum OriginReader {
    /// Reads a snapshot; with a recorder also its objects as they are saved.
    ///
    /// - Throws: ``CollectorError``, and ``ConfigurationError`` where it is not known how to reach the cluster.
    package static func read(
        _ origin: SnapshotOrigin, by recorder: SnapshotRecorder?, logger: Logger
    ) throws -> ReadSnapshot {
        switch origin {
        case .saved(let paths):
            guard let recorder else { return ReadSnapshot(try SnapshotReader.read(paths: paths)) }
            return ReadSnapshot(try SnapshotReader.record(paths: paths, by: recorder))
        case .live(let live):
            let (client, options) = try connect(live, logger: logger)
            let namespace = client.connection.namespace
            guard let recorder else {
                let snapshot = try SnapshotReader.read(client, options: options)
                return ReadSnapshot(snapshot, currentNamespace: namespace)
            }
            let recorded = try SnapshotReader.record(client, options: options, by: recorder)
            return ReadSnapshot(recorded, currentNamespace: namespace)
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
