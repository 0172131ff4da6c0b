import ArgumentParser
import ReportRendering

/// `dsdoctor diff`: what became of DaemonSets between two snapshots.
struct Diff: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Tell what healed, what broke and what changed between two snapshots: did the fix work?",
        // The parser would spell out all options.
        usage: "dsdoctor diff [<options>] <before> <after> [<[namespace/]name> ...]",
        discussion: """
            DaemonSets and nodes are matched by name. Critical is a node that was served
            and is not, and a DaemonSet that served and is gone or has no eligible node
            left; a warning is a node that is no longer eligible or whose pod no longer
            belongs there; a finding that is new or reaches other nodes counts with its
            own severity, also where it takes the place of another. What differs only
            because one snapshot holds less than the other does not count.

            EXAMPLES
              dsdoctor diff before.json after.json
              dsdoctor diff before.json after.json logging/agent --require-healthy
              dsdoctor diff before.json after.json -n logging -o json
              kubectl get -A -o json nodes,pods,daemonsets | dsdoctor diff before.json -

            EXIT CODES
              0   nothing is worse or new at or above the severity of --fail-on
              1   something is; with --require-healthy also when a DaemonSet of AFTER
                  is not healthy
              2   an input could not be read, or the output not be written
              64  the command line could not be understood
            """)

    @Argument(
        help: ArgumentHelp(
            "The snapshot from before: a file, a directory, an archive, or - for standard input.",
            valueName: "before"),
        completion: .file())
    var before: String

    @Argument(help: ArgumentHelp("The snapshot from after.", valueName: "after"), completion: .file())
    var after: String

    @OptionGroup(title: "What to compare")
    var selection: SelectionOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions<DiffReport>

    @OptionGroup(title: "How to print")
    var detail: DetailOptions

    @Option(
        name: .customLong("fail-on"),
        help: "Exit with 1 when something of this severity, or of a greater one, is worse or new in AFTER.")
    var failureThreshold: FailureThreshold = .critical

    @Flag(
        name: .customLong("require-healthy"),
        help: "Exit with 1 also when a DaemonSet is not healthy in AFTER: whether the fix worked.")
    var requiresHealthy = false

    @OptionGroup(title: "What to hide")
    var redaction: RedactionOptions

    @OptionGroup
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
