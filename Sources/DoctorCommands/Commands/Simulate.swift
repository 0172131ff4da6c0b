import ArgumentParser
import ReportRendering
import Wording

/// `dsdoctor simulate`: what changes would do, before anybody makes them.
struct Simulate: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Try changes on a copy of the cluster: who gets a pod, who loses one.",
        usage: "dsdoctor simulate <[namespace/]name> <change>... [<options>]",
        discussion: """
            All changes are made together, then Kubernetes' rules are applied again: which
            nodes get the pod, which pods are evicted and where they go, which
            PodDisruptionBudgets are violated, how many pods restart. Never writes to a
            cluster.

            EXAMPLES
              dsdoctor simulate logging/agent --set-request memory=200Mi --snapshot c.json
              dsdoctor simulate logging/agent --tolerate dedicated=gpu --snapshot c.json
              dsdoctor simulate logging/agent --patch agent-patch.yaml --snapshot c.json
              dsdoctor simulate logging/agent --node-allocatable pool=small:memory=8Gi \\
                --snapshot c.json
              dsdoctor simulate --plan plan.json --snapshot newer.json

            EXIT CODES
              0   every eligible node has an available pod afterwards; every step of the
                  plan holds
              1   some nodes have none, or no node is eligible; a step does not hold
              2   input unreadable, output not written, or a change impossible
              64  usage error
            """)

    @Argument(help: ArgumentHelp("The DaemonSet; not with --plan.", valueName: "[namespace/]name"))
    var name: DaemonSetName?

    @Option(
        name: [.customShort("n", allowingJoined: true), .customLong("namespace")],
        help: ArgumentHelp("The DaemonSet's namespace.", valueName: "namespace"))
    var namespaces: [String] = []

    /// The namespace that was named.
    var namespace: String? { namespaces.first }

    @OptionGroup(title: "What to try")
    var changes: ChangeOptions

    @Option(
        help: ArgumentHelp(
            "Replay this plan (from plan -o json): does each step still keep its promise?",
            valueName: "file"),
        completion: .file(extensions: ["json"]))
    var plan: String?

    @OptionGroup(title: "Snapshot")
    var saved: SavedSourceOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions<SimulationReport>

    @OptionGroup(title: "How to print")
    var detail: DetailOptions

    @OptionGroup(title: "What to hide")
    var redaction: RedactionOptions

    @OptionGroup(title: "More")
    var log: LogOptions

    @OptionGroup(title: "Live cluster")
    var live: LiveSourceOptions

    var source: SourceOptions { SourceOptions(saved: saved, live: live) }

    func validate() throws {
        try source.check()
        try GivenOnce.check(namespaces, "--namespace")
        if let plan { return try validate(plan: plan) }
        guard let name else { throw ValidationError("Name the DaemonSet to change, or use --plan.") }
        try name.requireNoPath()
        if changes.isEmpty {
            throw ValidationError("No change given; add for example --set-request memory=200Mi.")
        }
        if changes.patch == "-", source.readsStandardInput {
            throw ValidationError("--patch and --snapshot cannot both be standard input.")
        }
        if let namespace, let own = name.namespace, own != namespace {
            throw ValidationError("'\(name)' is not in namespace '\(namespace)', which --namespace sets.")
        }
    }

    private func validate(plan: String) throws {
        if plan.isEmpty { throw ValidationError("The value of --plan is empty.") }
        if name != nil || namespace != nil {
            throw ValidationError("The plan names its DaemonSets: remove the name and --namespace.")
        }
        if !changes.isEmpty { throw ValidationError("--plan and single changes can't be combined.") }
        try output.requireFormats(of: PlanReplayReport.self, for: "--plan")
        if plan == "-", source.readsStandardInput {
            throw ValidationError("--plan and --snapshot cannot both be standard input.")
        }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        if let plan { return try replay(plan, in: context) }
        let outputs = try output.open(in: context)
        let redaction = try redaction.redaction()
        var report = try report(in: context, logger: log.logger)
        report.isVerbose = detail.verbose
        for path in report.ignored { context.writeError("dsdoctor: the patch: \(TerminalText.escaped(path))") }
        return try outputs.write(
            report, ending: report.isEveryNodeServed ? .nothingFound : .found, hiding: redaction, in: context)
    }
}
