import ReportRendering

/// A command line that every input goes through.
struct FuzzedCommand: Sendable {
    /// What the inputs are called in command lines.
    enum Input {
        static let mutated = "mutated"
        static let base = "base"
        /// Stands for a file that holds the DaemonSet of the input alone.
        static let manifest = "{manifest}"
        /// Stands for a file that holds the plan for the base.
        static let plan = "{plan}"
    }

    var name: String
    /// Its arguments, of which a run has one group, in turns.
    var arguments: [[String]]
    /// The formats that its report is offered in, first the one that is printed; none where it saves a snapshot.
    var formats: [String]
    /// The schema of its JSON, in `docs/schema`.
    var schema: String?
    /// Options behind them, of which a run has one group too.
    var options: [[String]]

    /// Whether it takes a manifest, and is for inputs that have one only.
    var takesManifest: Bool { arguments[0].contains(Input.manifest) }

    /// A command with a report.
    private static func report<Content: RenderableReport>(
        _ name: String, _ arguments: [String]..., type: Content.Type, schema: String, options: [[String]] = []
    ) -> FuzzedCommand {
        let pages = [[], ["--verbose"], ["--width", "40"], ["--verbose", "--width", "200"]]
        return FuzzedCommand(
            name: name, arguments: arguments.map { [name] + $0 }, formats: Content.formats.map(\.name), schema: schema,
            options: pages + options)
    }

    /// All of them. A new command is a line here.
    static let all: [FuzzedCommand] = [
        .report(
            "diagnose", ["--snapshot", Input.mutated], type: Report.self, schema: "report",
            options: [["--full"], ["--advice", "--verbose"], ["--summary"], ["--cause", "1"]]),
        .report("placement", ["--snapshot", Input.mutated], type: PlacementReport.self, schema: "placement"),
        .report(
            "diff", [Input.base, Input.mutated], [Input.mutated, Input.base], type: DiffReport.self, schema: "diff"),
        .report(
            "simulate", ["logging/agent"] + changes, ["collector", "-n", "logging"] + otherChanges,
            type: SimulationReport.self, schema: "simulation"),
        FuzzedCommand(
            name: "collect", arguments: [["collect", "--snapshot", Input.mutated, "-o", "-"]], formats: [],
            schema: "snapshot", options: [[], ["--no-redact"], ["--redact-pattern", "agent-[a-z]+"]]),
        .report(
            "placement", ["-f", Input.manifest, "--snapshot", Input.base], type: PlacementReport.self,
            schema: "placement"),
        .report(
            "simulate", ["logging/agent", "--patch", Input.manifest, "--snapshot", Input.base],
            type: SimulationReport.self,
            schema: "simulation"),
        .report(
            "plan", ["--snapshot", Input.mutated, "--max-risk", "high"], ["--snapshot", Input.mutated],
            type: PlanReport.self, schema: "plan",
            options: [["--full"], ["--step", "1"], ["--never", "requests"], ["--only", "1"]]),
        .report(
            "simulate", ["--plan", Input.plan, "--snapshot", Input.mutated], type: PlanReplayReport.self,
            schema: "plan-replay"),
    ]

    /// Changes of the DaemonSet that has most.
    private static let changes = [
        "--snapshot", Input.mutated, "--set-request", "agent:memory=200Mi", "--tolerate", "*", "--node-allocatable",
        "*:cpu=8",
        "--add-node", "n1=2", "--priority-class", "platform-critical", "--remove-taint", "dedicated", "--evict",
        "apps/web-aaaaa",
    ]

    private static let otherChanges = [
        "--snapshot", Input.mutated, "--set-limit", "cpu=1", "--node-selector", "pool=main",
    ]
}
