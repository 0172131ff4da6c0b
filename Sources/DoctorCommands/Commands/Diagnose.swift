import ArgumentParser
import ReportRendering

/// `dsdoctor diagnose`: which DaemonSets are not healthy, why, and what to do.
struct Diagnose: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell for every DaemonSet that is not healthy which nodes are affected, why, and what to do.",
        discussion: """
            EXAMPLES
              dsdoctor diagnose -A
              dsdoctor diagnose --context production -n logging
              dsdoctor diagnose --snapshot cluster.json
              dsdoctor diagnose -n logging --snapshot cluster.json
              dsdoctor diagnose logging/mem-hungry --snapshot cluster.json -o json
              kubectl get -A -o json nodes,pods,daemonsets | dsdoctor --snapshot -
            """)

    @OptionGroup(title: "What to diagnose")
    var selection: SelectionOptions

    @OptionGroup(title: "Where from")
    var source: SourceOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions

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

    @OptionGroup
    var log: LogOptions

    func run(in context: CommandContext) throws -> ExitStatus {
        let report = try context.pipeline.report(
            on: selection.selection, origin: selection.origin(from: source),
            playbooksDirectory: playbooks.directory,
            logSignatureFile: logSignatureFile, givesAdvice: advice, logger: log.logger)
        let isReached = failureThreshold.isReached(by: report.worstSeverity)
        return try context.printing(ending: isReached ? .found : .nothingFound) {
            try output.renderer(in: context).render(report, to: $0)
        }
    }
}
