import ClusterSnapshot
import KubernetesModel

/// What one input holds: a file, a directory, an archive, a live cluster.
struct AssembledInput {
    var path: String
    var batch = ObjectBatch()
    /// What is said of the cluster beside its objects.
    var envelopes: [SnapshotEnvelope] = []
    var gaps: [Gap] = []
    var logs: [ContainerLog] = []
    /// The latest moment that any object told of.
    var latest: Timestamp?
    /// The kinds, each with its namespaces, for which a file was there and held something.
    var places: Set<ListPlace> = []
    /// Whether it is what `kubectl cluster-info dump` writes: a list of pods for each namespace.
    var isClusterDump = false
    var podListCount = 0
    /// Kinds of which a collector told that it could not read some.
    var failedKinds: Set<String> = []

    init(path: String) { self.path = path }

    /// Whether it is a dump without `--all-namespaces`: every cluster has four namespaces (`kube-system`, `kube-public`,
    /// `kube-node-lease`, `default`), of which such a dump has two.
    var isPartialDump: Bool { isClusterDump && podListCount < 4 }

    /// When it was taken, as far as that is known: as it says, or the latest moment in it.
    var moment: Timestamp? { envelopes.compactMap(\.capturedAt).max() ?? latest }

    /// The path's last part.
    var name: String {
        path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
    }
}
