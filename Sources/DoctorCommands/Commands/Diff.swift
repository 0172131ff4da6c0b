import ArgumentParser
import ReportRendering

/// `dsdoctor diff`: what became of DaemonSets between two snapshots.
struct Diff: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compare two snapshots: what healed, what broke. Did the fix work?",
        // The parser would spell out all options.
        usage: "dsdoctor diff [<options>] <before> <after> [<[namespace/]name> ...]",
        discussion: """
            DaemonSets and nodes are matched by name. Critical: a node lost its available
            pod, or a DaemonSet that ran is gone or has no eligible node left. Warning: a
            node is no longer eligible. A finding that is new or reaches more nodes counts
            with its own severity. Data that only one snapshot has does not count.

            EXAMPLES
              dsdoctor diff before.json after.json
              dsdoctor diff before.json after.json logging/agent --require-healthy
              dsdoctor diff before.json after.json -n logging -o json
              kubectl get -A -o json nodes,pods,daemonsets | dsdoctor diff before.json -

            EXIT CODES
              0   nothing is worse or new at or above the severity of --fail-on
              1   something is; with --require-healthy also if a DaemonSet is not
                  healthy in AFTER
              2   input unreadable or output not written
              64  usage error
            """)

    @Argument(
        help: ArgumentHelp(
            "The earlier snapshot: a file, directory, archive, or - for standard input.",
            valueName: "before"),
        completion: .file())
    var before: String

    @Argument(help: ArgumentHelp("The later snapshot.", valueName: "after"), completion: .file())
    var after: String

    @OptionGroup(title: "What to compare")
    var selection: SelectionOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions<DiffReport>

    @OptionGroup(title: "How to print")
    var detail: DetailOptions

    @Option(
        name: .customLong("fail-on"),
        help: "Exit with 1 if something of at least this severity is worse or new in AFTER.")
    var failureThreshold: FailureThreshold = .critical

    @Flag(
        name: .customLong("require-healthy"),
        help: "Exit with 1 also if a DaemonSet is not healthy in AFTER.")
    var requiresHealthy = false

    @OptionGroup(title: "What to hide")
    var redaction: RedactionOptions

    @OptionGroup(title: "More")
    var log: LogOptions

    func validate() throws {
        if before == "-", after == "-" { throw ValidationError("BEFORE and AFTER cannot both be standard input.") }
        if before.isEmpty || after.isEmpty { throw ValidationError("The path of a snapshot is empty.") }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let outputs = try output.open(in: context)
        let redaction = try redaction.redaction()
        var report = try report(in: context, logger: log.logger)
        report.isVerbose = detail.verbose
        let comparison = report.comparison
        let isFailure =
            failureThreshold.isReached(by: comparison.worst) || requiresHealthy && !comparison.isWell
        return try outputs.write(report, ending: isFailure ? .found : .nothingFound, hiding: redaction, in: context)
    }
}
