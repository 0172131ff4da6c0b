import ArgumentParser
import ReportRendering

/// `dsdoctor diagnose`: which DaemonSets are not healthy, why, and what to do.
struct Diagnose: ContextualCommand {
    static let configuration = CommandConfiguration(
        abstract: "Tell for every DaemonSet that is not healthy which nodes are affected, why, and what to do.",
        discussion: """
            EXAMPLES
              dsdoctor diagnose --snapshot cluster.json
              dsdoctor diagnose -n logging --snapshot cluster.json
              dsdoctor diagnose logging/mem-hungry --snapshot cluster.json -o json
              kubectl get -A -o json nodes,pods,daemonsets | dsdoctor --snapshot -
            """)

    @OptionGroup(title: "What to diagnose")
    var selection: SelectionOptions

    @OptionGroup(title: "Where from")
    var source: SnapshotOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions

    @Option(
        name: .customLong("fail-on"),
        help: "Exit with 1 when there is a finding of this severity or a worse one.")
    var failureThreshold: FailureThreshold = .critical

    @Option(
        name: .customLong("playbooks"),
        help: ArgumentHelp("Take remedies from this directory instead of the built-in ones.", valueName: "dir"),
        completion: .directory)
    var playbooksDirectory: String?

    @Flag(help: "Tell also what could be better where nothing is wrong: priorities, requests, limits, tolerations.")
    var advice = false

    func run(in context: CommandContext) throws -> ExitStatus {
        let report = try context.pipeline.report(
            on: selection.selection, source: source.requiredPath(), playbooksDirectory: playbooksDirectory,
            givesAdvice: advice)
        do {
            try output.renderer(in: context).render(report, to: context.writeOutput)
        } catch CommandError.outputClosed {
            // Who reads `dsdoctor | head` has seen what they wanted; the exit code tells the rest.
        }
        return failureThreshold.isReached(by: report.worstSeverity) ? .found : .nothingFound
    }
}
