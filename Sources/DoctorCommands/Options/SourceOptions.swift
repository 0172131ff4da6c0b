import ArgumentParser

/// Where a cluster is read from: a saved snapshot, or the cluster that kubectl would ask.
struct SourceOptions: ParsableArguments {
    @Option(
        name: .customLong("snapshot"),
        help: ArgumentHelp(
            "A saved snapshot: a file, a directory, an archive, or - for standard input. Without it the live cluster is "
                + "read.", valueName: "path"),
        completion: .file())
    var path: String?

    @OptionGroup
    var connection: ConnectionArguments

    @OptionGroup
    var collection: CollectionArguments

    func validate() throws {
        guard let path else { return }
        if path.isEmpty { throw ValidationError("The value of --snapshot is empty.") }
        if let option = connection.givenOption ?? collection.givenOption {
            throw ValidationError("\(option) is for a live cluster, and --snapshot names a saved one.")
        }
    }

    /// Where to read from. `namespaces` are those that the user named; `isStandardInputTaken` tells whether
    /// something else is read from there.
    func origin(namespace: String?, namespaces: [String] = [], isStandardInputTaken: Bool = false) -> SnapshotOrigin {
        if let path { return .saved(path: path) }
        var live = LiveOrigin()
        live.connection = connection.options
        live.connection.namespace = namespace ?? ""
        live.connection.isStandardInputTaken = isStandardInputTaken
        live.collection = collection.options
        live.collection.namespaces = Array(Set(namespaces + [namespace].compactMap(\.self))).sorted()
        return .live(live)
    }
}
