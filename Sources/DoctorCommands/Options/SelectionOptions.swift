import ArgumentParser
import KubernetesModel

/// Which DaemonSets a command is about.
struct SelectionOptions: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Only these DaemonSets: NAME, NAMESPACE/NAME, or kubectl's daemonset/NAME and ds/NAME.",
            valueName: "[namespace/]name"))
    var names: [DaemonSetName] = []

    @Option(
        name: [.customShort("n", allowingJoined: true), .customLong("namespace")],
        help: ArgumentHelp("Only this namespace.", valueName: "namespace"))
    var namespaces: [String] = []

    @Flag(
        name: [.customShort("A"), .long],
        help: "All namespaces; the default for a snapshot. On a live cluster the default is the context's namespace.")
    var allNamespaces = false

    @Option(
        name: [.customShort("l", allowingJoined: true), .customLong("selector")],
        help: ArgumentHelp("Only DaemonSets with these labels: app=agent,tier!=dev.", valueName: "selector"))
    var labels: [String] = []

    /// The namespace that was named.
    var namespace: String? { namespaces.first }

    var selection: DaemonSetSelection {
        DaemonSetSelection(
            names: names, namespace: namespace, isEveryNamespaceMeant: allNamespaces,
            labels: labels.first.flatMap { LabelSelector(parsing: $0) })
    }

    /// Where to read from, so that there is what is asked about.
    func origin(from source: SourceOptions, isStandardInputTaken: Bool = false) -> SnapshotOrigin {
        source.origin(
            namespace: namespace, namespaces: names.compactMap(\.namespace),
            isStandardInputTaken: isStandardInputTaken)
    }

    func validate() throws {
        try GivenOnce.check(namespaces, "--namespace")
        try GivenOnce.check(labels, "--selector")
        if let text = labels.first, LabelSelector(parsing: text) == nil {
            throw ValidationError("--selector: '\(text)' is not a label selector; for example app=agent,tier!=dev.")
        }
        for name in names { try name.requireNoPath() }
        guard let namespace else { return }
        if namespace.isEmpty { throw ValidationError("The value of --namespace is empty.") }
        if allNamespaces { throw ValidationError("--namespace and --all-namespaces can't be combined.") }
        if let name = names.first(where: { $0.namespace != nil && $0.namespace != namespace }) {
            throw ValidationError("'\(name)' is not in namespace '\(namespace)', which --namespace sets.")
        }
    }
}
