import ClusterConfiguration
import KubernetesClient
import SnapshotCollector

/// What all threads of a watch share.
final class WatchSession: Sendable {
    /// Asks for lists, logs and all else that has an end.
    let client: APIClient
    /// Asks for watches, which are silent for long.
    let watchClient: APIClient
    let options: CollectionOptions
    let timing: WatchTiming
    let time = ServerTime()
    let pauses = WatchPauses()
    let inbox: WatchInbox
    /// What lists of all places are read with, a few at a time.
    let jobs: JobQueue
    /// Told of what breaks.
    let onTrouble: @Sendable (String) -> Void

    /// More watches than that are not open at once on servers without HTTP/2.
    private static let mostConnections = 256

    init(
        _ connection: ClusterConnection, options: CollectionOptions, timing: WatchTiming, deadlines: Deadlines,
        onTrouble: @escaping @Sendable (String) -> Void
    ) throws(ClientError) {
        self.options = options
        self.timing = timing
        self.onTrouble = onTrouble
        inbox = WatchInbox(timing: timing)
        jobs = JobQueue(threadCount: options.concurrency)
        // However long a server is gone, it is asked again.
        var policy = RetryPolicy()
        policy.mostFailuresInRow = .max
        client = try APIClient(
            connection, mostConnections: options.concurrency, deadlines: deadlines, retryPolicy: policy,
            onRetry: onTrouble)
        var watching = deadlines
        watching.silence = timing.longestSilence
        watching.fewestBytes = 1
        // A watch lasts as long as it is asked to, not as long as other requests may take.
        var unlimited = connection
        unlimited.requestTimeout = nil
        if let limit = connection.requestTimeout { watching.connecting = min(watching.connecting, limit) }
        watchClient = try APIClient(
            unlimited, mostConnections: Self.mostConnections, deadlines: watching, retryPolicy: policy)
    }

    var isStopped: Bool { pauses.isStopped }

    /// Ends everything. Threads end soon after.
    func stop() {
        pauses.stop()
        inbox.stop()
        client.cancel()
        watchClient.cancel()
    }
}
