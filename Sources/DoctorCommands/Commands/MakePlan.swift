import ArgumentParser
import ClusterSnapshot
import DiagnosisEngine
import Logging
import PlacementEngine
import ClusterSimulation
import RemedyPlan
import RemedyPlaybooks
import ReportRendering
import Wording

/// `dsdoctor plan`: which proven remedies to make, and in which order.
struct MakePlan: ContextualCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Plan the steps that make the most pods available at the least risk.",
        discussion: """
            Proven remedies are simulated together: each step on the cluster that the steps
            before it leave. Two steps never take the same port or the same free memory.
            What is left is listed with the reason. Nothing is written to a cluster; with
            -o script you get a script that makes the steps, and stops where a promise is
            not kept.

            EXAMPLES
              dsdoctor plan -A
              dsdoctor plan -n logging --snapshot cluster.json
              dsdoctor plan logging/agent --max-risk low --snapshot cluster.json
              dsdoctor plan --never priority --never taints --snapshot cluster.json
              dsdoctor plan --only 1 --step 1 --snapshot cluster.json
              dsdoctor plan --snapshot cluster.json -o script > plan.sh
              DRY_RUN=1 sh plan.sh
              dsdoctor plan --snapshot cluster.json -o html=plan.html -o text
              dsdoctor plan --snapshot cluster.json -o json > plan.json
              dsdoctor simulate --plan plan.json --snapshot newer.json

            EXIT CODES
              0   every pod is available, or will be after the plan
              1   some stay missing
              2   input unreadable, output not written, or a DaemonSet not judged
              64  usage error
            """)

    @OptionGroup(title: "What to plan for")
    var selection: SelectionOptions

    @Option(
        name: .customLong("only"),
        help: ArgumentHelp(
            "Only remedies of this cause: its number in the overview, or a finding code. May be repeated.",
            valueName: "number|code"))
    var causes: [String] = []

    @Option(name: .customLong("max-risk"), help: "Leave out steps with a higher risk.")
    var maxRisk: RiskLimit = .medium

    @Option(help: ArgumentHelp("Never make this kind of change. May be repeated.", valueName: "change"))
    var never: [ChangeKind] = []

    @OptionGroup(title: "Snapshot")
    var saved: SavedSourceOptions

    @OptionGroup(title: "How to print")
    var output: OutputOptions<PlanReport>

    @Option(
        name: .customLong("step"),
        help: ArgumentHelp("Print only this step, with commands, check and undo. May be repeated.", valueName: "number")
    )
    var steps: [Int] = []

    @Flag(help: "Print every step with commands, check and undo, and every remedy that is not used.")
    var full = false

    @OptionGroup(title: "How to print")
    var detail: DetailOptions

    @OptionGroup(title: "More")
    var playbooks: PlaybookOptions

    @OptionGroup(title: "What to hide")
    var redaction: RedactionOptions

    @OptionGroup(title: "More")
    var log: LogOptions

    @OptionGroup(title: "Live cluster")
    var live: LiveSourceOptions

    var source: SourceOptions { SourceOptions(saved: saved, live: live) }

    func validate() throws {
        try source.check()
        if full { try output.requirePeople(for: "--full") }
        if !steps.isEmpty { try output.requirePeople(for: "--step") }
        if full, !steps.isEmpty { throw ValidationError("--full and --step can't be combined.") }
    }

    func run(in context: CommandContext) throws -> ExitStatus {
        let outputs = try output.open(in: context)
        let redaction = try redaction.redaction()
        var report = try report(in: context, logger: log.logger)
        report.isVerbose = detail.verbose
        report.isFull = full
        report.detailedSteps = Set(steps)
        if let missing = steps.first(where: { step in !report.plan.steps.contains { $0.number == step } }) {
            throw CommandError.stepNotFound(missing, count: report.plan.steps.count)
        }
        // Nothing passes that was not judged.
        let isUnchecked = report.unknown > 0 && report.plan.leftOver.isEmpty
        let status: ExitStatus =
            isUnchecked ? .unreadable : report.isEveryPodAvailable ? .nothingFound : .found
        return try outputs.write(report, ending: status, hiding: redaction, in: context)
    }

    private func report(in context: CommandContext, logger: Logger) throws -> PlanReport {
        let ownPlaybooks = try playbooks.directory.map { try PlaybookFiles.catalogue(addedFrom: $0) }
        let read = try context.read(selection.origin(from: source), logger: logger)
        let diagnosed = try DiagnosedCluster(
            read, selection: selection.selection, playbooks: ownPlaybooks, advisesOnAll: true, makesPlan: true,
            showsPlanOnly: !output.drawsPictures, logger: logger)
        var options = PlanOptions()
        options.maxRisk = maxRisk.risk
        options.never = Set(never)
        if !causes.isEmpty {
            options.onlyCauses = try causes.reduce(into: Set<Int>()) { ids, name in
                let found = diagnosed.report.causes(called: name)
                if found.isEmpty { throw CommandError.onlyCauseNotFound(name, count: diagnosed.whole.causes.count) }
                ids.formUnion(found)
            }
        }
        return logger.timing(.planning) {
            var report = PlanReport(
                diagnosed.whole, for: diagnosed.report, advisor: diagnosed.advisor, options: options)
            if output.drawsPictures {
                report.diagnosis = diagnosed.report
                report.diagnosis?.isLive = saved.paths.isEmpty
                report.diagnosis?.picture = ClusterPicture(
                    diagnosed.engine, diagnosed.report.daemonSets.map(\.diagnosis))
            }
            return report
        }
    }
}

/// The highest risk that a plan may take.
enum RiskLimit: String, ChoiceArgument {
    case low
    case medium
    case high

    var risk: Risk {
        switch self {
        case .low: return .low
        case .medium: return .medium
        case .high: return .high
        }
    }
}

extension ChangeKind: ChoiceArgument {}
