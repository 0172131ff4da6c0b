/// A place that a snapshot comes from.
protocol SnapshotSource {
    /// Its name in messages and in the snapshot.
    var name: String { get }

    /// Puts everything that it holds into the assembly.
    func read(into assembly: SnapshotAssembly) throws(CollectorError)
}
