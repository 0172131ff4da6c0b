import ByteStreams
import ClusterSnapshot
import KubernetesClient
import KubernetesModel
import ObjectDecoding
import SnapshotSaving

/// A live cluster, as far as its user may read it.
///
/// The DaemonSets come first: what is wrong with the connection shows there, once, and their list tells the moment that
/// all other lists are asked for.
struct LiveSource: SnapshotSource {
    let client: APIClient
    var options = CollectionOptions()

    var name: String { client.connection.name }

    func read(into assembly: SnapshotAssembly) throws(CollectorError) {
        let jobs = JobQueue(threadCount: options.concurrency)
        let lists = LiveLists(
            client: client, options: options, jobs: jobs, pipelines: PipelinePool(assembly: assembly))
        let version = VersionRequest(client: client)
        lists.start(.daemonSet) {
            jobs.add { version.send() }
            for kind in ObjectKind.allCases where kind != .daemonSet && kind.liveUse != .never { lists.start(kind) }
        }
        jobs.waitUntilDone()
        try lists.requireEssentials()
        let logs = LogCollection(client: client)
        for container in FailingContainers(
            podLists: lists.batches(of: .pod).map { $0.objects(of: Pod.self) }, perCause: options.logsPerCause
        ).chosen.reversed() {
            logs.fetch(container, with: jobs)
        }
        let summaries = KubeletSummaryCollection(client: client)
        summaries.fetch(nodes: lists.batches(of: .node).flatMap { $0.objects(of: Node.self) }, with: jobs)
        jobs.waitUntilDone()
        try client.requireNotCancelled()
        for kind in ObjectKind.allCases {
            for batch in lists.takeBatches(of: kind) { assembly.add(batch) }
        }
        assembly.add(lists.settledKinds)
        for gap in lists.gaps + logs.readings.gaps + summaries.gaps { assembly.add(gap) }
        for log in logs.readings.logs { assembly.add(log) }
        var envelope = SnapshotEnvelope()
        envelope.capturedAt = version.moment ?? ServerClock.ownMoment
        envelope.kubernetesVersion = version.text
        envelope.kubeletSummaries = summaries.summaries
        assembly.add(envelope)
    }
}

extension APIClient {
    fileprivate func requireNotCancelled() throws(CollectorError) {
        if isCancelled { throw .cluster(.cancelled) }
    }
}
