import ArgumentParser
import DiagnosisEngine
import ReportRendering

/// `dsdoctor diagnose`: which DaemonSets are not healthy, why, and what to do.
struct Diagnose: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "diagnose",
        abstract: "Diagnose unhealthy DaemonSets: nodes, cause, fix.",
        // The parser would spell out all options.
        usage: "dsdoctor diagnose [<[namespace/]name> ...] [<options>]",
        discussion: """
            EXAMPLES
              dsdoctor diagnose -A
              dsdoctor diagnose --context production -n logging
              dsdoctor diagnose --snapshot cluster.json
              dsdoctor diagnose logging/mem-hungry --snapshot cluster.json
              dsdoctor diagnose --cause 1 --snapshot cluster.json
              dsdoctor diagnose --node small-a-01 --snapshot cluster.json
              dsdoctor diagnose -l app=agent --severity critical --snapshot cluster.json
              dsdoctor diagnose --snapshot cluster.json -o json=report.json -o text
              kubectl get -A -o json nodes,pods,daemonsets | dsdoctor --snapshot -

            EXIT CODES
              0   nothing found at or above the severity of --fail-on
              1   something found at or above it
              2   input unreadable, output not written, or a DaemonSet not judged
                  because its data is missing
              64  usage error
            """)

    @OptionGroup(title: "What to diagnose")
    var selection: SelectionOptions

    @OptionGroup(title: "What to diagnose")
    var filters: FilterOptions

    @OptionGroup(title: "Snapshot")
    var saved: SavedSourceOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions<Report>

    @OptionGroup(title: "How to print")
    var extent: ExtentOptions

    @OptionGroup(title: "How to print")
    var detail: DetailOptions

    @OptionGroup(title: "More")
    var more: DiagnosisOptions

    @OptionGroup(title: "What to hide")
    var redaction: RedactionOptions

    @OptionGroup(title: "More")
    var log: LogOptions

    @OptionGroup(title: "Live cluster")
    var live: LiveSourceOptions

    var source: SourceOptions { SourceOptions(saved: saved, live: live) }

    func validate() throws {
        try source.check()
        for (isGiven, option) in [
            (extent.summary, "--summary"), (extent.full, "--full"), (extent.allRemedies, "--all-remedies"),
        ] where isGiven { try output.requirePeople(for: option) }
        if extent.noHeaders, !extent.summary, !output.requests.contains(where: \.format.isTable) {
            throw ValidationError("--no-headers works only with --summary or -o wide.")
        }
        if extent.summary, filters.cause != nil {
            throw ValidationError("--cause prints one cause in full: remove --summary.")
        }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let outputs = try output.open(in: context)
        let redaction = try redaction.redaction()
        var report = try report(in: context, hiding: redaction, logger: log.logger)
        report.isVerbose = detail.verbose
        report.extent = printedExtent
        report.showsAllRemedies = extent.allRemedies
        report.hidesHeaders = extent.noHeaders
        report.isLive = saved.paths.isEmpty
        report.failsFrom = more.failureThreshold.severity
        // What could not be judged stays unjudged whatever is filtered out.
        let isUnchecked = report.isPartlyUnknown && more.failureThreshold != .never
        report = try filters.filtered(report)
        let isReached = more.failureThreshold.isReached(by: report.worstSeverity)
        return try outputs.write(
            report, ending: isReached ? .found : isUnchecked ? .unreadable : .nothingFound, hiding: redaction,
            in: context)
    }

    /// The node that was asked about.
    var node: String? { filters.nodes.first }

    /// An overview of many DaemonSets, and all about those that were asked for by name, or one cause or node.
    var printedExtent: Report.Extent {
        if extent.summary { return .summary }
        if extent.full { return .full }
        if filters.cause != nil || node != nil { return .causes }
        return detail.verbose || !selection.names.isEmpty ? .full : .overview
    }
}
