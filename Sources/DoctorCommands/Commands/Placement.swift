import ArgumentParser
import ReportRendering

/// `dsdoctor placement`: where DaemonSets run and would run.
struct Placement: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "placement",
        abstract: "Tell for every node whether a DaemonSet's pod belongs there, fits, or could by preemption.",
        discussion: """
            The verdicts are those of Kubernetes' own controller and scheduler. With -f it
            asks about DaemonSets that are not applied yet: the preflight for CI.

            EXAMPLES
              dsdoctor placement logging/agent --snapshot cluster.json
              dsdoctor placement -f agent.yaml --snapshot cluster.json

            EXIT CODES
              0   every eligible node has or would get its pod
              1   some would not
              2   the input could not be read, or the output not be written
              64  the command line could not be understood
            """)

    @OptionGroup(title: "What to place")
    var selection: SelectionOptions

    @Option(
        name: [.customShort("f", allowingJoined: true), .customLong("filename")],
        help: ArgumentHelp(
            "Ask about the DaemonSets of this manifest instead, - for standard input.", valueName: "manifest"),
        completion: .file())
    var manifest: String?

    @OptionGroup(title: "Where from")
    var source: SourceOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions<PlacementReport>

    @OptionGroup(title: "How to print")
    var detail: DetailOptions

    @OptionGroup
    var log: LogOptions

    func validate() throws {
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
