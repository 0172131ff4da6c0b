import ArgumentParser
import ReportRendering

/// `dsdoctor placement`: where DaemonSets run and would run.
struct Placement: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "placement",
        abstract: "Show where a DaemonSet's pods belong, fit, or would preempt others.",
        usage: "dsdoctor placement [<[namespace/]name> ...] [-f <manifest>] [<options>]",
        discussion: """
            Applies the rules of the DaemonSet controller and the scheduler to every node.
            With -f it checks DaemonSets that are not applied yet: a preflight for CI.

            EXAMPLES
              dsdoctor placement logging/agent --snapshot cluster.json
              dsdoctor placement -f agent.yaml --snapshot cluster.json

            EXIT CODES
              0   every eligible node has its pod or would get it
              1   some would not
              2   input unreadable or output not written
              64  usage error
            """)

    @OptionGroup(title: "What to place")
    var selection: SelectionOptions

    @Option(
        name: [.customShort("f", allowingJoined: true), .customLong("filename")],
        help: ArgumentHelp(
            "Check the DaemonSets in this manifest; - for standard input.", valueName: "manifest"),
        completion: .file())
    var manifest: String?

    @OptionGroup(title: "Snapshot")
    var saved: SavedSourceOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions<PlacementReport>

    @OptionGroup(title: "How to print")
    var detail: DetailOptions

    @OptionGroup(title: "More")
    var log: LogOptions

    @OptionGroup(title: "Live cluster")
    var live: LiveSourceOptions

    var source: SourceOptions { SourceOptions(saved: saved, live: live) }

    func validate() throws {
        try source.check()
        if manifest == "-", source.readsStandardInput {
            throw ValidationError("--filename and --snapshot cannot both be standard input.")
        }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let outputs = try output.open(in: context)
        var report = try report(in: context, logger: log.logger)
        report.isVerbose = detail.verbose
        return try outputs.write(report, ending: report.isEveryPodPlaced ? .nothingFound : .found, in: context)
    }
}
