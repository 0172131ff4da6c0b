import ArgumentParser
import ClusterConfiguration
import DiagnosisEngine
import KubernetesModel
import ReportRendering
import RolloutGate
import Wording

/// `dsdoctor rollout`: follows a rollout and decides.
struct Rollout: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollout",
        abstract: "Follow a rollout; stop with the cause once waiting won't help.",
        usage: "dsdoctor rollout <[namespace/]name> [<options>]",
        discussion: """
            Watches the DaemonSet until every eligible node has an available pod of the
            newest revision, or something fails that waiting won't fix: a bad image, a
            crash loop, a missing ConfigMap, a refused pod. Each node without an
            available pod is blamed on the revision or on the node. A node that is
            NotReady, full or being removed does not stop it. Never writes to a cluster:
            at the end it prints what to do. docs/rollout.md has the rules.

            EXAMPLES
              dsdoctor rollout logging/agent
              dsdoctor rollout agent -n logging --timeout 15m -o json
              dsdoctor rollout logging/agent -o text -o json=rollout.ndjson
              dsdoctor rollout logging/agent --max-unavailable-by-node 5%
              dsdoctor rollout logging/agent --ignore readiness-probe-failing
              dsdoctor rollout logging/agent --snapshot cluster.json

            EXIT CODES
              0   done: every eligible node runs the newest revision
              1   stopped because waiting won't help, or the DaemonSet was deleted
              2   the cluster, or data needed from it, can't be read
              3   timed out: --timeout or --progress-deadline is over
              64  usage error
            """)

    @Argument(
        help: ArgumentHelp(
            "The DaemonSet: NAME, NAMESPACE/NAME, or kubectl's daemonset/NAME and ds/NAME.",
            valueName: "[namespace/]name"))
    var name: DaemonSetName

    @Option(
        name: [.customShort("n", allowingJoined: true), .customLong("namespace")],
        help: ArgumentHelp("The DaemonSet's namespace.", valueName: "namespace"))
    var namespaces: [String] = []

    @Option(
        name: .customLong("ignore"),
        help: ArgumentHelp(
            "Don't stop for this finding or wait for its nodes. May be repeated.", valueName: "code"))
    var ignoredCodes: [String] = []

    @Option(
        name: .customLong("max-unavailable-by-node"),
        help: ArgumentHelp(
            "Finish even if up to this many nodes lack a pod by their own fault: a number or a percentage.",
            valueName: "nodes"))
    var maxUnavailableByNode: NodeAllowance?

    @Option(
        help: ArgumentHelp("Give up after this time: 90, 15m, 1h30m. By default never.", valueName: "duration"))
    var timeout: RequestTimeout?

    @Option(
        name: .customLong("progress-deadline"),
        help: ArgumentHelp(
            "Give up after this time without progress. By default 10m plus the pods' own startup time.",
            valueName: "duration"))
    var progressDeadline: RequestTimeout?

    @Flag(name: .customLong("allow-no-nodes"), help: "Accept that no node is eligible.")
    var allowsNoNodes = false

    @Flag(
        name: .customLong("pin"), help: "Stop with 1 if a newer revision supersedes this one, instead of following it.")
    var isPinned = false

    @OptionGroup(title: "Snapshot")
    var saved: SavedSourceOptions

    @Option(
        name: [.customShort("o", allowingJoined: true), .customLong("output")],
        help: ArgumentHelp(
            "text, or json: an event a line; with =FILE write it to that file. May be repeated.",
            valueName: "format[=file]"))
    var outputs: [EventOutput] = [.usual]

    @OptionGroup(title: "How to print")
    var page: PageOptions

    @OptionGroup(title: "How to print")
    var detail: DetailOptions

    @OptionGroup(title: "More")
    var playbooks: PlaybookOptions

    @OptionGroup(title: "What to hide")
    var redaction: RedactionOptions

    @OptionGroup(title: "More")
    var log: LogOptions

    @OptionGroup(title: "Live cluster")
    var live: LiveSourceOptions

    var source: SourceOptions { SourceOptions(saved: saved, live: live) }

    /// The namespace that was named.
    var namespace: String? { name.namespace ?? namespaces.first }

    func validate() throws {
        try source.check()
        try OutputFiles.check(outputs.map { (format: $0.format.rawValue, file: $0.file) })
        try GivenOnce.check(namespaces, "--namespace")
        try name.requireNoPath()
        if namespaces.first?.isEmpty ?? false { throw ValidationError("The value of --namespace is empty.") }
        if let given = name.namespace, let namespace = namespaces.first, given != namespace {
            throw ValidationError("'\(name)' is not in namespace '\(namespace)', which --namespace sets.")
        }
        for code in ignoredCodes where !FindingCode.allCases.contains(where: { $0.rawValue == code }) {
            let nearest = NearestName.completing(code, among: FindingCode.allCases.map(\.rawValue))
            throw ValidationError(
                "--ignore \(code): no finding has this code" + (nearest.map { "; did you mean \($0)?" } ?? "."))
        }
        guard !saved.paths.isEmpty else { return }
        if timeout != nil { throw ValidationError("--timeout is for a live cluster: remove it, or --snapshot.") }
        if progressDeadline != nil {
            throw ValidationError("--progress-deadline is for a live cluster: remove it, or --snapshot.")
        }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let ownPlaybooks = try playbooks.directory.map { try PlaybookFiles.catalogue(addedFrom: $0) }
        let printer = try RolloutPrinter(
            outputs, style: page.style(in: context, isTerminal: true),
            fileStyle: page.style(in: context, isTerminal: false), isVerbose: detail.verbose,
            redaction: redaction.redaction(), context: context)
        let follower = RolloutFollower(
            wanted: DaemonSetName(namespace: namespace, name: name.name), options: options, playbooks: ownPlaybooks,
            printer: printer, logger: log.logger)
        guard saved.paths.isEmpty else { return try follower.judge(saved.paths, in: context) }
        guard case .live(let origin) = source.origin(namespace: namespace) else { return .usage }
        return try follower.follow(origin, in: context)
    }

    private var options: RolloutOptions {
        var options = RolloutOptions()
        options.ignored = Set(FindingCode.allCases.filter { ignoredCodes.contains($0.rawValue) })
        options.maxUnavailableByNode = maxUnavailableByNode?.value
        options.timeout = timeout?.duration.map { WholeNumber($0.components.seconds) }
        // 0 is kubectl's word for no limit.
        options.progressDeadline = progressDeadline.map { limit in
            limit.duration.map { WholeNumber($0.components.seconds) } ?? .max
        }
        options.allowsNoNodes = allowsNoNodes
        options.isPinned = isPinned
        options.isSingle = !saved.paths.isEmpty
        return options
    }
}

/// How many nodes may stay without an available pod: `3` or `10%`.
struct NodeAllowance: ExpressibleByArgument {
    var value: IntOrPercent

    /// Reads a number or a percentage that is not negative; nil for anything else.
    init?(argument: String) {
        guard let value = IntOrPercent(argument), !argument.hasPrefix("-") else { return nil }
        self.value = value
    }
}
