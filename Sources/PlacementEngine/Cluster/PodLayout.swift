/// The pods of a cluster with their nodes. Clusters that are only thought of share it as long as no pod moves, and with it
/// what is prepared from the pods alone.
final class PodLayout: Sendable {
    /// Finds the groups of pods.
    let groups: PodGroupIndex

    init(_ groups: PodGroupIndex) { self.groups = groups }
}
