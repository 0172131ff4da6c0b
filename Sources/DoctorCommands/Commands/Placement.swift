import ArgumentParser
import ReportRendering

/// `dsdoctor placement`: where DaemonSets run and would run.
struct Placement: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "placement", _superCommandName: DoctorCommand.name,
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
        name: [.customShort("f"), .customLong("filename")],
        help: ArgumentHelp(
            "Ask about the DaemonSets of this manifest instead, - for standard input.", valueName: "manifest"),
        completion: .file())
    var manifest: String?

    @OptionGroup(title: "Where from")
    var source: SourceOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions

    func validate() throws {
        if manifest == "-", source.readsStandardInput {
            throw ValidationError("--filename and --snapshot cannot both be standard input.")
        }
        if output.summary { throw ValidationError("--summary is none of this command's.") }
    }

    @OptionGroup
    var log: LogOptions

    func run(in context: CommandContext) throws -> ExitStatus {
        let report = try context.pipeline.placement(
            of: selection.selection, origin: selection.origin(from: source, isStandardInputTaken: manifest == "-"),
            manifest: manifest,
            logger: log.logger)
        return try context.printing(ending: report.isEveryPodPlaced ? .nothingFound : .found) {
            switch output.format {
            case .text: try PlacementTextRenderer(output.textOptions(in: context)).render(report, to: $0)
            case .json: try PlacementJSONRenderer().render(report, to: $0)
            }
        }
    }
}
