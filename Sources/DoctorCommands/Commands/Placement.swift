import ArgumentParser
import Preflight
import ReportRendering

/// `dsdoctor placement`: where DaemonSets run and would run.
struct Placement: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "placement",
        abstract: "Show where a DaemonSet's pods belong, fit, or would preempt others.",
        usage: "dsdoctor placement [<[namespace/]name> ...] [-f <manifest>] [<options>]",
        discussion: """
            Applies the rules of the DaemonSet controller and the scheduler to every node.
            With -f it is the gate for CI: would the API server take the manifest,
            would admission create the pods, does every eligible node have room for
            all DaemonSets of the manifest together, would the rollout end?

            EXAMPLES
              dsdoctor placement logging/agent --snapshot cluster.json
              dsdoctor placement -f agent.yaml --snapshot cluster.json
              helm template agent | dsdoctor placement -f - --snapshot cluster.json
              dsdoctor placement -f deploy/ -R --snapshots clusters/
              dsdoctor placement -f agent.yaml --snapshot c.json -o sarif=a.sarif -o text

            EXIT CODES
              0   every eligible node has its pod or would get it, and all was checked
              1   some would not, no node is eligible, or the manifest would be refused
              2   input unreadable, output not written, or something not checked because
                  the snapshot lacks it (see --allow-gaps)
              64  usage error
            """)

    @OptionGroup(title: "What to place")
    var selection: SelectionOptions

    @Option(
        name: [.customShort("f", allowingJoined: true), .customLong("filename")],
        help: ArgumentHelp(
            "Check the DaemonSets of this manifest: a file, a directory, - for standard input. May be repeated. "
                + "-n is then the namespace, as in kubectl apply.", valueName: "manifest"),
        completion: .file())
    var manifests: [String] = []

    @Flag(
        name: [.customShort("R"), .customLong("recursive")], help: "With -f: read subdirectories too.")
    var isRecursive = false

    @Flag(name: .customLong("allow-no-nodes"), help: "With -f: accept that no node is eligible.")
    var allowsNoNodes = false

    @Flag(name: .customLong("allow-preemption"), help: "With -f: accept pods that preempt others.")
    var allowsPreemption = false

    @Flag(name: .customLong("allow-gaps"), help: "With -f: accept data that the snapshot lacks.")
    var allowsGaps = false

    @Option(
        name: .customLong("snapshots"),
        help: ArgumentHelp(
            "With -f: a directory with one saved cluster per file or subdirectory. Or name clusters one by one with "
                + "--snapshot NAME=PATH, repeated.", valueName: "directory"),
        completion: .directory)
    var snapshotDirectory: String?

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
        if manifests.contains(""), !manifests.isEmpty { throw ValidationError("The value of --filename is empty.") }
        if manifests.filter({ $0 == "-" }).count > 1 {
            throw ValidationError("--filename - is set more than once, but standard input can be read only once.")
        }
        if manifests.contains("-"), source.readsStandardInput {
            throw ValidationError("--filename and --snapshot cannot both be standard input.")
        }
        if snapshotDirectory != nil, !source.paths.isEmpty {
            throw ValidationError("--snapshot and --snapshots can't be combined.")
        }
        guard manifests.isEmpty else { return }
        let given = [
            ("--recursive", isRecursive), ("--allow-no-nodes", allowsNoNodes), ("--allow-gaps", allowsGaps),
            ("--allow-preemption", allowsPreemption), ("--snapshots", snapshotDirectory != nil),
        ]
        if let option = given.first(where: \.1)?.0 { throw ValidationError("\(option) works only with --filename.") }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let outputs = try output.open(in: context)
        var report = try report(in: context, logger: log.logger)
        report.isVerbose = detail.verbose
        return try outputs.write(report, ending: ExitStatus(report), in: context)
    }
}

extension ExitStatus {
    /// The result of a placement.
    fileprivate init(_ report: PlacementReport) {
        switch report.verdict {
        case .pass?: self = .nothingFound
        case .fail?: self = .found
        case .notChecked?, .unreadable?: self = .unreadable
        case nil: self = !report.isEveryPodPlaced ? .found : report.isPartial ? .unreadable : .nothingFound
        }
    }
}
