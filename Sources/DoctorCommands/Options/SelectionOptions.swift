import ArgumentParser

/// Which DaemonSets a command is about.
struct SelectionOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Only these DaemonSets. A name without namespace means all of that name.", valueName: "[namespace/]name"))
    var names: [DaemonSetName] = []

    @Option(name: [.customShort("n", allowingJoined: true), .long], help: "Only DaemonSets of this namespace.")
    var namespace: String?

    @Flag(
        name: [.customShort("A"), .long],
        help:
            "DaemonSets of all namespaces: the default for a saved snapshot; of a live cluster it is the context's namespace."
    )
    var allNamespaces = false

    var selection: DaemonSetSelection {
        DaemonSetSelection(names: names, namespace: namespace, isEveryNamespaceMeant: allNamespaces)
    }

    /// Where to read from, so that there is what is asked about.
    func origin(from source: SourceOptions, isStandardInputTaken: Bool = false) -> SnapshotOrigin {
        source.origin(
            namespace: namespace, namespaces: names.compactMap(\.namespace),
            isStandardInputTaken: isStandardInputTaken)
    }

    func validate() throws {
        guard let namespace else { return }
        if namespace.isEmpty { throw ValidationError("The value of --namespace is empty.") }
        if allNamespaces { throw ValidationError("--namespace and --all-namespaces exclude each other.") }
        if let name = names.first(where: { $0.namespace != nil && $0.namespace != namespace }) {
            throw ValidationError("'\(name)' is not of the namespace '\(namespace)' that --namespace names.")
        }
    }
}

extension DaemonSetName: ExpressibleByArgument {
    package init?(argument: String) {
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }), let name = parts.last else { return nil }
        self.init(namespace: parts.count == 2 ? parts[0] : nil, name: name)
    }
}
