import ArgumentParser

/// Where a cluster is read from.
struct SnapshotOptions: ParsableArguments {
    @Option(
        name: .customLong("snapshot"),
        help: ArgumentHelp(
            "A saved snapshot: a file, a directory, an archive, or - for standard input.", valueName: "path"),
        completion: .file())
    var path: String?

    /// The path of the snapshot.
    ///
    /// - Throws: ``CommandError/snapshotNotNamed`` when there is none.
    func requiredPath() throws -> String {
        guard let path, !path.isEmpty else { throw CommandError.snapshotNotNamed }
        return path
    }
}
