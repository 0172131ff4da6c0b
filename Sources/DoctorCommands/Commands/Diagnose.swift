import ArgumentParser
import ReportRendering

/// `dsdoctor diagnose`: which DaemonSets are not healthy, why, and what to do.
struct Diagnose: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "diagnose",
        abstract: "Tell for every DaemonSet that is not healthy which nodes are affected, why, and what to do.",
        discussion: """
            EXAMPLES
              dsdoctor diagnose -A
              dsdoctor diagnose --context production -n logging
              dsdoctor diagnose --snapshot cluster.json
              dsdoctor diagnose -n logging --snapshot cluster.json
              dsdoctor diagnose --cause 1 --snapshot cluster.json
              dsdoctor diagnose logging/mem-hungry --snapshot cluster.json -o json
              dsdoctor diagnose --snapshot cluster.json -o json=report.json -o text
              kubectl get -A -o json nodes,pods,daemonsets | dsdoctor --snapshot -
            """)

    @OptionGroup(title: "What to diagnose")
    var selection: SelectionOptions

    @OptionGroup(title: "Where from")
    var source: SourceOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions<Report>

    @OptionGroup(title: "How to print")
    var extent: ExtentOptions

    @OptionGroup(title: "How to print")
    var detail: DetailOptions

    @Option(
        help: ArgumentHelp(
            "Only one cause: its number in the overview, or a finding code.", valueName: "number|code"))
    var cause: String?

    @Option(
        name: .customLong("fail-on"),
        help: "Exit with 1 when there is a finding of this severity or a worse one.")
    var failureThreshold: FailureThreshold = .critical

    @OptionGroup
    var playbooks: PlaybookOptions

    @Option(
        name: .customLong("log-signatures"),
        help: ArgumentHelp(
            "Search the logs also for the signatures of this YAML file; they take the place of built-in ones with the "
                + "same name.",
            valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var logSignatureFile: String?

    @Flag(help: "Tell also what could be better where nothing is wrong: priorities, requests, limits, tolerations.")
    var advice = false

    @Option(
        name: .customLong("save"),
        help: ArgumentHelp(
            "Save what was read in this file too, redacted: see `dsdoctor collect`.", valueName: "file"),
        completion: .file(extensions: ["json", "gz", "zst"]))
    var savedFile: String?

    @OptionGroup(title: "What to hide")
    var redaction: RedactionOptions

    @OptionGroup
    var log: LogOptions

    func validate() throws {
        if extent.summary { try output.requirePeople(for: "--summary") }
        if extent.full { try output.requirePeople(for: "--full") }
        if savedFile == "" { throw ValidationError("The value of --save is empty.") }
        if savedFile == "-" { throw ValidationError("--save takes a file: the report goes to standard output.") }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let outputs = try output.open(in: context)
        let redaction = try redaction.redaction()
        var report = try report(in: context, hiding: redaction, logger: log.logger)
        report.isVerbose = detail.verbose
        report.extent = printedExtent
        if let cause {
            let ids = report.causes(called: cause)
            guard !ids.isEmpty else { throw CommandError.causeNotFound(cause, count: report.causes.count) }
            report = report.part(ofCauses: ids)
        }
        let isReached = failureThreshold.isReached(by: report.worstSeverity)
        let isUnchecked = report.isPartlyUnknown && failureThreshold != .never
        return try outputs.write(
            report, ending: isReached ? .found : isUnchecked ? .unreadable : .nothingFound, hiding: redaction,
            in: context)
    }

    /// An overview of many DaemonSets, and all about those that were asked for by name, or one cause.
    private var printedExtent: Report.Extent {
        if extent.summary { return .summary }
        return extent.full || detail.verbose || cause != nil || !selection.names.isEmpty ? .full : .overview
    }
}
