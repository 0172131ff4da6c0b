import ClusterSnapshot
import RemedyPlan
import RemedyPlaybooks
import Wording

/// The outcome of a plan's steps on a snapshot, before it is rendered.
package struct PlanReplayReport: Equatable, Sendable {
    package var snapshot: SnapshotSummary
    package var steps: [ReplayedStep]

    package init(snapshot: SnapshotSummary, steps: [ReplayedStep]) {
        self.snapshot = snapshot
        self.steps = steps
    }

    /// Whether every step keeps its promise, or is made already.
    package var isEveryStepKept: Bool { steps.allSatisfy { $0.verdict == .holds || $0.verdict == .done } }
}

extension PlanReplayReport: RenderableReport {
    package static let formats: [ReportFormat<PlanReplayReport>] =
        [ReportFormat(PlanReplayTextRenderer.self)] + documentFormats + [ReportFormat(PlanReplayMarkdownRenderer.self)]
}

/// The steps for people: what was promised, what each does now.
struct PlanReplayTextRenderer: PageRenderer {
    private let report: PlanReplayReport

    init(_ report: PlanReplayReport) { self.report = report }

    func write(to page: inout TextPage) {
        page.paragraph(indent: 0, headline, .bold)
        guard !report.steps.isEmpty else { return }
        page.blankLine()
        let now = report.steps.map { step -> String in
            guard let before = step.before, let after = step.after else { return "" }
            return PlanWording.pods(before, after)
        }
        let promised = report.steps.map { "\($0.step.promise.before) → \($0.step.promise.after)" }
        let widths = (
            promised: max(promised.map(DisplayWidth.of).max() ?? 0, 8), now: max(now.map(DisplayWidth.of).max() ?? 0, 3)
        )
        let room = max(page.columns - widths.promised - widths.now - 24, 16)
        page.line(
            TextPage.Span(
                padded("STEP", room + 6) + padded("PROMISED", widths.promised + 2) + padded("NOW", widths.now + 2),
                .bold))
        for (position, step) in report.steps.enumerated() {
            let name = DisplayWidth.clipped(TerminalText.escaped(step.step.daemonSet), columns: room)
            let number = String(step.step.number)
            page.line(
                TextPage.Span(String(repeating: " ", count: max(3 - number.count, 0)) + number + "   "),
                TextPage.Span(padded(name, room), .bold),
                TextPage.Span(padded(promised[position], widths.promised + 2)),
                TextPage.Span(padded(now[position], widths.now + 2)),
                TextPage.Span(step.verdict.words, step.verdict.style))
            let why = step.why.map { ": \($0)" } ?? ""
            page.paragraph(indent: 6, step.step.title + why, lineLimit: 3)
        }
    }

    var headline: String {
        let count = report.steps.count
        guard count > 0 else { return "The plan has no steps." }
        if report.steps.allSatisfy({ $0.verdict == .holds }) {
            return count == 1 ? "The step still holds." : "All \(count) steps still hold."
        }
        let parts = ReplayedStep.Verdict.allCases.compactMap { verdict -> String? in
            let numbers = report.steps.filter { $0.verdict == verdict }.map { String($0.step.number) }
            guard !numbers.isEmpty else { return nil }
            if verdict == .holds { return "\(numbers.count) of \(count) steps still hold" }
            let several = numbers.count > 1
            return "\(several ? "steps" : "step") \(Wording.list(numbers)) \(verdict.sentence(several: several))"
        }
        return parts.joined(separator: "; ").capitalizedFirst + "."
    }

    private func padded(_ text: String, _ columns: Int) -> String {
        text + String(repeating: " ", count: max(columns - DisplayWidth.of(text), 0))
    }
}

extension ReplayedStep.Verdict {
    /// A word or two for a table.
    var words: String {
        switch self {
        case .holds: return "holds"
        case .weaker: return "achieves less"
        case .done: return "done"
        case .bringsNothing: return "no gain"
        case .impossible: return "impossible"
        }
    }

    fileprivate func sentence(several: Bool) -> String {
        switch self {
        case .holds: return several ? "hold" : "holds"
        case .weaker: return several ? "heal less than promised" : "heals less than promised"
        case .done: return several ? "are done already" : "is done already"
        case .bringsNothing: return several ? "no longer bring anything" : "no longer brings anything"
        case .impossible: return "can't be made any more"
        }
    }

    fileprivate var style: TextStyle {
        switch self {
        case .holds, .done: return .good
        case .weaker, .bringsNothing: return .warning
        case .impossible: return .critical
        }
    }
}

/// A replayed plan for programs: JSON to the contract, which `docs/schema/plan-replay.schema.json` states.
extension PlanReplayReport: DocumentReport {
    func write<Writer: DocumentWriter & ~Copyable>(to writer: inout Writer) throws {
        try writer.beginObject()
        writer.member("schemaVersion", DocumentContract.schemaVersion)
        writer.name("snapshot")
        try writer.write(snapshot)
        writer.name("steps")
        try writer.beginArray()
        for step in steps { try writer.write(step) }
        writer.endArray()
        writer.endObject()
    }
}

extension DocumentWriter where Self: ~Copyable {
    fileprivate mutating func write(_ step: ReplayedStep) throws {
        try beginObject()
        member("number", step.step.number)
        member("daemonSet", step.step.daemonSet)
        member("title", step.step.title)
        member("verdict", step.verdict.rawValue)
        name("promised")
        try beginObject(.inline)
        member("servedBefore", step.step.promise.before)
        member("servedAfter", step.step.promise.after)
        endObject()
        if let before = step.before { try write(before, "before") }
        if let after = step.after { try write(after, "after") }
        if let why = step.why { member("why", why) }
        if let risk = step.risk { member("risk", risk.rawValue) }
        if let simulation = step.simulation {
            name("evicts")
            try write(simulation.evicts)
            member("restarts", simulation.deletedPods)
        }
        endObject()
    }
}
