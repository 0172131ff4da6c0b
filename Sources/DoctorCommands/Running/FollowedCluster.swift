import ClusterConfiguration
import ClusterWatching
import Logging

/// A live cluster that a command follows.
package struct FollowedCluster: Sendable {
    package var moments: any ClusterMoments & Sendable
    /// The namespace that is meant where none is named, as with kubectl.
    package var currentNamespace: String?
    /// Ends the moments; any thread may call it.
    package var cancel: @Sendable () -> Void

    package init(
        _ moments: any ClusterMoments & Sendable, currentNamespace: String? = nil,
        cancel: @escaping @Sendable () -> Void = {}
    ) {
        self.moments = moments
        self.currentNamespace = currentNamespace
        self.cancel = cancel
    }

    /// Begins to watch the cluster that kubectl would ask.
    ///
    /// - Throws: ``ConfigurationError`` where it is not known how to reach it.
    package static func following(_ live: LiveOrigin, logger: Logger) throws -> FollowedCluster {
        let connection = try ConnectionResolver().connection(for: live.connection, in: .current)
        var options = live.collection
        // As kubectl: where not all namespaces can be read, the current one is meant.
        if options.namespaces.isEmpty { options.namespaces = [connection.namespace] }
        let watch = try LiveClusterWatch(connection, options: options) { message in
            logger.info("watching", metadata: ["message": "\(message)"])
        }
        return FollowedCluster(watch, currentNamespace: connection.namespace) { watch.cancel() }
    }
}
