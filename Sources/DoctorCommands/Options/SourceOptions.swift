import ArgumentParser

/// Where a cluster is read from: a saved snapshot, or the cluster that kubectl would ask.
struct SourceOptions: ParsableArguments {
    @Option(
        name: .customLong("snapshot"),
        help: ArgumentHelp(
            "A saved snapshot: a file, a directory, an archive, or - for standard input. Given more than once, the parts "
                + "of one cluster are put together. Without it the live cluster is read.", valueName: "path"),
        completion: .file())
    var paths: [String] = []

    @OptionGroup
    var connection: ConnectionArguments

    @OptionGroup
    var collection: CollectionArguments

    /// Whether the snapshot, or a part of it, comes from standard input.
    var readsStandardInput: Bool { paths.contains("-") }

    func validate() throws {
        if paths.isEmpty { return }
        if paths.contains("") { throw ValidationError("The value of --snapshot is empty.") }
        if paths.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("Standard input can be read once, and --snapshot - is given more than once.")
        }
        if let option = connection.givenOption ?? collection.givenOption {
            throw ValidationError("\(option) is for a live cluster, and --snapshot names a saved one.")
        }
    }

    /// Where to read from. `namespaces` are those that the user named; `isStandardInputTaken` tells whether
    /// something else is read from there.
    func origin(namespace: String?, namespaces: [String] = [], isStandardInputTaken: Bool = false) -> SnapshotOrigin {
        if !paths.isEmpty { return .saved(paths: paths) }
        var live = LiveOrigin()
        live.connection = connection.options
        live.connection.namespace = namespace ?? ""
        live.connection.isStandardInputTaken = isStandardInputTaken
        live.collection = collection.options
        live.collection.namespaces = Array(Set(namespaces + [namespace].compactMap(\.self))).sorted()
        return .live(live)
    }
}
