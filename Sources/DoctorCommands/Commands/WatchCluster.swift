import ArgumentParser
import ClusterConfiguration
import DiagnosisEngine
import ReportRendering

/// `dsdoctor watch`: the overview of a live cluster, kept current.
struct WatchCluster: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Keep the cluster's overview current until you press Ctrl-C.",
        // The parser would spell out all options.
        usage: "dsdoctor watch [<[namespace/]name> ...] [<options>]",
        discussion: """
            Lists the cluster once, then watches it. On a terminal the overview is redrawn
            in place. Elsewhere it is printed again, with the time, whenever it changes.

            While lists or watches fail, a line NOT CURRENT says which, since when and
            why; dsdoctor keeps retrying. Watching needs the verb watch in addition to
            list; without it, lists are read again every 10 s.

            EXAMPLES
              dsdoctor watch -A
              dsdoctor watch -n logging --interval 5
              dsdoctor watch logging/agent --context production
              dsdoctor watch -A --fail-on warning > overview.log
              dsdoctor watch -A -o json | jq -r 'select(.event == "daemon-set") | .message'

            EXIT CODES
              0   at the end, nothing at or above the severity of --fail-on
              1   at the end, something at or above it
              2   cluster unreadable, output not written, a DaemonSet not judged because
                  its data is missing, or nodes, pods or DaemonSets not current
              64  usage error
            """)

    @OptionGroup(title: "What to diagnose")
    var selection: SelectionOptions

    @OptionGroup(title: "What to diagnose")
    var filters: FilterOptions

    @Option(
        help: ArgumentHelp(
            "Diagnose at most once in this time: 5, 500ms, 1m. By default 2s.", valueName: "duration"))
    var interval: RequestTimeout?

    @Option(
        name: [.customShort("o", allowingJoined: true), .customLong("output")],
        help: ArgumentHelp(
            "text, or json: a line for each change; with =FILE write it to that file. May be repeated.",
            valueName: "format[=file]"))
    var outputs: [EventOutput] = [.usual]

    @OptionGroup(title: "How to print")
    var page: PageOptions

    @OptionGroup(title: "More")
    var judging: JudgingOptions

    @OptionGroup(title: "What to hide")
    var redaction: RedactionOptions

    @OptionGroup(title: "More")
    var log: LogOptions

    @OptionGroup(title: "Live cluster")
    var live: LiveSourceOptions

    func validate() throws {
        try OutputFiles.check(outputs.map { (format: $0.format.rawValue, file: $0.file) })
        if interval?.duration.map({ $0 > .seconds(24 * 3600) }) == true {
            throw ValidationError("--interval must be at most a day.")
        }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let origin = live.origin(
            namespace: selection.namespace, namespaces: selection.names.compactMap(\.namespace))
        var run = try WatchRun(
            context: context, selection: selection.selection, filters: filters, judging: judging, page: page,
            redaction: redaction.redaction(), interval: interval.map { $0.duration ?? .zero } ?? .seconds(2),
            outputs: outputs)
        let stop = StopRequest()
        // Before there are other threads, which would take the signals.
        context.onInterruption { stop.stop() }
        let followed = try context.followCluster(origin, log.logger)
        stop.onStop(followed.cancel)
        return try run.follow(followed)
    }
}
