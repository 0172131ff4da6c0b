/// What filters count of the pods of a view, kept up to date pod by pod where many are tried one after the other.
struct ViewCounts {
    /// By how much the counts of the node's domains change.
    var affinity = AffinityChanges()
    /// By how much the matching pods change, by the place of the spread constraint.
    var spread: [Int] = []
    /// By how much the references to the tested pod's exclusive claims change.
    var claimReferences = 0
    /// How many pods use each volume that is attached to the node.
    var attached: [CSIVolume: Int] = [:]
    /// How many volumes of each driver are attached to the node.
    var attachedByDriver: [String: Int] = [:]
}
