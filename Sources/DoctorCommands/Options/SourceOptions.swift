import ArgumentParser

/// The saved snapshot that a cluster is read from.
struct SavedSourceOptions: ParsableArguments {
    @Option(
        name: .customLong("snapshot"),
        help: ArgumentHelp(
            "Read this snapshot: a file, directory, archive, or - for standard input. May be repeated for parts of one "
                + "cluster. Without it, the live cluster is read.", valueName: "path"),
        completion: .file())
    var paths: [String] = []
}

/// How a live cluster is read, where no snapshot is.
struct LiveSourceOptions: ParsableArguments {
    @OptionGroup
    var connection: ConnectionArguments

    @OptionGroup
    var collection: CollectionArguments

    /// Where to read from; see ``SourceOptions/origin(namespace:namespaces:isStandardInputTaken:)``.
    func origin(namespace: String?, namespaces: [String], isStandardInputTaken: Bool = false) -> LiveOrigin {
        var origin = LiveOrigin()
        origin.connection = connection.options
        origin.connection.namespace = namespace ?? ""
        origin.connection.isStandardInputTaken = isStandardInputTaken
        origin.collection = collection.options
        origin.collection.namespaces = Array(Set(namespaces + [namespace].compactMap(\.self))).sorted()
        return origin
    }
}

/// Where a cluster is read from: a saved snapshot, or the cluster that kubectl would ask.
///
/// The two stand at different places of a command's help.
struct SourceOptions {
    var saved: SavedSourceOptions
    var live: LiveSourceOptions

    /// The paths of the parts of a snapshot; none for a live cluster.
    var paths: [String] { saved.paths }

    /// Whether the cluster itself is asked.
    var isLive: Bool { paths.isEmpty }

    /// Whether the snapshot, or a part of it, comes from standard input.
    var readsStandardInput: Bool { paths.contains("-") }

    /// - Throws: a usage error where both a snapshot and a live cluster are asked for.
    func check() throws {
        if paths.isEmpty { return }
        if paths.contains("") { throw ValidationError("The value of --snapshot is empty.") }
        if paths.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("--snapshot - is set twice, but standard input can be read only once.")
        }
        if let option = live.connection.givenOption ?? live.collection.givenOption {
            throw ValidationError("\(option) is for a live cluster: remove it, or --snapshot.")
        }
    }

    /// Where to read from. `namespaces` are those that the user named; `isStandardInputTaken` tells whether
    /// something else is read from there.
    func origin(namespace: String?, namespaces: [String] = [], isStandardInputTaken: Bool = false) -> SnapshotOrigin {
        if !paths.isEmpty { return .saved(paths: paths) }
        return .live(
            live.origin(namespace: namespace, namespaces: namespaces, isStandardInputTaken: isStandardInputTaken))
    }
}
