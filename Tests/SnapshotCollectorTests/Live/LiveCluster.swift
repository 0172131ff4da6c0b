import ClusterConfiguration
import ClusterSnapshot
import HTTPServing
import KubernetesModel
import ObjectDecoding
import Synchronization
import Testing

@testable import KubernetesClient
@testable import SnapshotCollector
@testable import SnapshotServer

/// The shipped sample as a live cluster, with faults.
struct LiveCluster {
    static let samplePath = "snapshots/mixed-faults.json.gz"
    static let sample = Result { try SnapshotReader.readRaw(path: samplePath) }

    let server: ReplayServer

    /// `fault` is told how often the request's path and continuation came before.
    init(
        logs: [ContainerLog] = [],
        _ fault: @escaping @Sendable (ServerRequest, _ repetition: Int) -> ReplayFault? = { _, _ in nil }
    ) throws {
        let counts = Mutex<[String: Int]>([:])
        var snapshot = try Self.sample.get()
        snapshot.snapshot.logs = logs
        server = ReplayServer(snapshot: snapshot, recordsRequests: true) { request in
            let repetition = counts.withLock { counts in
                let key = request.path + (request.parameter("continue") ?? "")
                defer { counts[key, default: 0] += 1 }
                return counts[key, default: 0]
            }
            return fault(request, repetition)
        }
        try server.start()
    }

    /// A client that does not wait long.
    func client(namespace: String = "default") throws -> APIClient {
        var policy = RetryPolicy()
        policy.firstPause = .milliseconds(1)
        policy.longestAskedPause = .milliseconds(10)
        var deadlines = Deadlines()
        deadlines.silence = .seconds(2)
        return try APIClient(
            ClusterConnection(server: server.url, name: "test", namespace: namespace), deadlines: deadlines,
            retryPolicy: policy)
    }

    func collect(_ change: (inout CollectionOptions) -> Void = { _ in }) throws -> Snapshot {
        var options = CollectionOptions()
        options.chunkSize = 50
        options.namespaces = ["logging"]
        change(&options)
        return try SnapshotReader.read(try client(), options: options)
    }

    /// The paths that were asked for, each once.
    var paths: Set<String> { Set(server.requests.map(\.path)) }
}

extension Snapshot {
    /// The snapshot without what depends on how it was read, each kind in the order of names.
    var objectsAlone: Snapshot {
        var copy = Snapshot()
        func sorted<Object: KubernetesObject>(_ objects: [Object]) -> [Object] {
            objects.sorted { $0.metadata.qualifiedName < $1.metadata.qualifiedName }
        }
        copy.nodes = sorted(nodes)
        copy.pods = sorted(pods)
        copy.daemonSets = sorted(daemonSets)
        copy.controllerRevisions = sorted(controllerRevisions)
        copy.events = sorted(events)
        copy.services = sorted(services)
        copy.endpointSlices = sorted(endpointSlices)
        copy.podDisruptionBudgets = sorted(podDisruptionBudgets)
        copy.priorityClasses = sorted(priorityClasses)
        copy.runtimeClasses = sorted(runtimeClasses)
        copy.resourceQuotas = sorted(resourceQuotas)
        copy.limitRanges = sorted(limitRanges)
        copy.persistentVolumeClaims = sorted(persistentVolumeClaims)
        copy.persistentVolumes = sorted(persistentVolumes)
        copy.storageClasses = sorted(storageClasses)
        copy.namespaces = sorted(namespaces)
        copy.serviceAccounts = sorted(serviceAccounts)
        copy.csiNodes = sorted(csiNodes)
        return copy
    }
}
