import ClusterSnapshot
import KubernetesModel
import ObjectDecoding
import SnapshotSaving

/// The content of one input: a file, a directory, an archive, a live cluster.
struct AssembledInput: Sendable {
    var path: String
    var batch = ObjectBatch()
    /// The statements about the cluster besides its objects.
    var envelopes: [SnapshotEnvelope] = []
    var gaps: [Gap] = []
    var logs: [ContainerLog] = []
    /// The latest moment that any object told of.
    var latest: Timestamp?
    /// The kinds, each with its namespaces, for which a file was there and held something.
    var places: Set<ListPlace> = []
    /// The functions that find the gaps of the recognised forms, by the form's name.
    var checks: [String: @Sendable (AssembledInput) -> [Gap]] = [:]
    /// How many lists of pods there were.
    var podListCount = 0
    /// Kinds of which a collector told that it could not read some.
    var failedKinds: Set<String> = []

    init(path: String) { self.path = path }

    /// The gaps of its form as a whole.
    var formGaps: [Gap] { checks.sorted { $0.key < $1.key }.flatMap { $0.value(self) } }

    /// When it was taken, as far as that is known: as it says, or the latest moment in it.
    var moment: Timestamp? { envelopes.compactMap(\.capturedAt).max() ?? latest }

    /// The path's last part.
    var name: String {
        path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
    }
}
