import ArgumentParser
import ReportRendering
import Wording

/// `dsdoctor simulate`: what changes would do, before anybody makes them.
struct Simulate: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Try changes on the snapshot, and tell how a DaemonSet would stand on every node.",
        discussion: """
            Kubernetes' own rules are asked again with all changes made together: where the
            pod then has a place, who loses one and where those pods go, which disruption
            budgets are broken, how many pods restart. Nothing is written to a cluster.

            EXAMPLES
              dsdoctor simulate logging/agent --set-request memory=200Mi --snapshot c.json
              dsdoctor simulate logging/agent --tolerate dedicated=gpu --snapshot c.json
              dsdoctor simulate logging/agent --patch agent-patch.yaml --snapshot c.json
              dsdoctor simulate logging/agent --node-allocatable pool=small:memory=8Gi \\
                --snapshot c.json

            EXIT CODES
              0   every eligible node is served afterwards
              1   some are not, or no node is eligible
              2   the input could not be read, a change cannot be tried, or the output
                  not be written
              64  the command line could not be understood
            """)

    @Argument(help: ArgumentHelp("The DaemonSet.", valueName: "[namespace/]name"))
    var name: DaemonSetName

    @Option(name: [.customShort("n", allowingJoined: true), .long], help: "The DaemonSet's namespace.")
    var namespace: String?

    @OptionGroup(title: "What to try")
    var changes: ChangeOptions

    @OptionGroup(title: "Where from")
    var source: SourceOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions<SimulationReport>

    @OptionGroup(title: "How to print")
    var detail: DetailOptions

    @OptionGroup(title: "What to hide")
    var redaction: RedactionOptions

    @OptionGroup
    var log: LogOptions

    func validate() throws {
        if changes.isEmpty {
            throw ValidationError("Nothing is to be tried: add a change, for instance --set-request memory=200Mi.")
        }
        if changes.patch == "-", source.readsStandardInput {
            throw ValidationError("--patch and --snapshot cannot both be standard input.")
        }
        if let namespace, let own = name.namespace, own != namespace {
            throw ValidationError("'\(name)' is not of the namespace '\(namespace)' that --namespace names.")
        }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let outputs = try output.open(in: context)
        let redaction = try redaction.redaction()
        var report = try report(in: context, logger: log.logger)
        report.isVerbose = detail.verbose
        for path in report.ignored { context.writeError("dsdoctor: the patch: \(TerminalText.escaped(path))") }
        return try outputs.write(
            report, ending: report.isEveryNodeServed ? .nothingFound : .found, hiding: redaction, in: context)
    }
}
