import DiagnosisEngine
import RemedyPlaybooks
import Wording

/// The report for a ticket: the causes first, a line each; evidence and remedies folded away below.
struct MarkdownRenderer: ReportRenderer {
    static let format = "markdown"
    static let isForPeople = true

    /// As much as a comment on GitHub has room for, in bytes, with some left for who pastes it. With `--full` a file is
    /// as long as it takes.
    private static let room = 60_000
    private static let mostCauses = 60
    private static let mostDaemonSets = 10

    let report: Report
    let text: TextRenderer

    init(_ report: Report) {
        self.report = report.isLive ? report.wordedForLiveCluster : report
        text = TextRenderer(report)
    }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var page = MarkdownPage()
        write(to: &page)
        try sink(Array(page.text.utf8))
    }

    private func write(to page: inout MarkdownPage) {
        if text.isEmptyPart {
            page.paragraph("\(text.nothingFound(in: report))")
            return writeGaps(to: &page)
        }
        if text.isEntirelyWell(report), report.extent != .summary {
            page.paragraph("\(text.allIsWell(in: report))")
            return writeGaps(to: &page)
        }
        writeHead(to: &page)
        if report.extent == .summary {
            writeSummary(to: &page)
        } else {
            writeCauses(to: &page)
            if report.extent != .causes {
                writeMostAffected(to: &page)
                writeFirstSteps(to: &page)
            }
            writeDetails(to: &page)
        }
        writeGaps(to: &page)
    }

    private func writeHead(to page: inout MarkdownPage) {
        page.heading(1, "\(text.totals(of: report))")
        let snapshot = report.snapshot
        let name = snapshot.name
        var facts: [Markdown] = name.isEmpty ? [] : ["\(code: name)"]
        facts.append("captured \(text.moment(snapshot.capturedAt))")
        if !snapshot.kubernetesVersion.isEmpty { facts.append("Kubernetes \(code: snapshot.kubernetesVersion)") }
        facts.append("\(Wording.count(snapshot.nodes, "node"))")
        if !report.filters.isEmpty { facts.append("only \(code: report.filters.joined(separator: " "))") }
        page.paragraph(facts.joined(separator: ", "))
    }

    private func writeCauses(to page: inout MarkdownPage) {
        guard !report.causes.isEmpty else { return }
        page.heading(2, "Causes")
        let most = report.extent == .overview ? Self.mostCauses : Int.max
        for cause in report.causes.prefix(most) { page.item(line(for: cause)) }
        let left = report.causes.dropFirst(most)
        if !left.isEmpty {
            let pods = left.reduce(0) { $0 + $1.cause.podsAffected }
            page.item("\(left.count) more causes with \(Wording.count(pods, "pod")): `--full`")
        }
    }

    /// `**1. Not enough memory free** on small-a-{01..06}: 36 pods of 6 DaemonSets. Lower … (proven)`
    private func line(for report: CauseReport) -> Markdown {
        let cause = report.cause
        let place = text.place(of: cause, columns: 60)
        let sets = Wording.count(cause.daemonSets.count, "DaemonSet")
        let pods = cause.podsAffected > 0 ? "\(Wording.count(cause.podsAffected, "pod")) of \(sets)" : "no pod missing"
        let origin = cause.isConsequenceOf.map { ", follows from cause \($0)" } ?? ""
        let fix: Markdown =
            report.remedies.first.map { "Fix: \($0.remedy.title) (\(outlook(report)))." } ?? "No remedy known."
        let head: Markdown = "**\(cause.id). \(cause.title.capitalizedFirst)**"
        let isCount = place == Wording.count(cause.nodes.count, "node")
        let location: Markdown = place.isEmpty ? "" : isCount ? " on \(place)" : " (\(code: place))"
        return "\(head)\(location): \(pods)\(Markdown(stringLiteral: origin)). \(fix)"
    }

    private func outlook(_ cause: CauseReport) -> String {
        switch cause.outlook {
        case .proven: return "proven on the snapshot"
        case .untried: return "not proven"
        case .decision: return "your decision"
        }
    }

    private func writeMostAffected(to page: inout MarkdownPage) {
        let affected = report.mostAffected
        guard affected.count > 1 else { return }
        page.heading(2, "Most affected")
        for (daemonSet, causes) in affected.prefix(Self.mostDaemonSets) {
            let ids = "cause\(causes.count == 1 ? "" : "s") \(Wording.list(causes.map(String.init)))"
            page.item("\(code: daemonSet.name): \(text.served(daemonSet.diagnosis)) (\(ids))")
        }
        let left = affected.count - Self.mostDaemonSets
        if left > 0 { page.item("\(left) more: `--summary`") }
    }

    private func writeFirstSteps(to page: inout MarkdownPage) {
        let steps = FirstStep.all(of: report, most: 2)
        guard !steps.isEmpty else { return }
        page.heading(2, "Do first")
        for step in steps {
            page.paragraph("**\(step.title)**")
            page.paragraph("\(step.effect)")
            page.commands(step.commands, most: 3)
        }
    }

    private func writeSummary(to page: inout MarkdownPage) {
        for daemonSet in text.inReadingOrder(report.daemonSets) {
            let codes = text.codes(of: daemonSet)
            let findings: Markdown = codes.isEmpty ? "" : ": \(codes)"
            page.item(
                "\(code: daemonSet.name) \(daemonSet.diagnosis.verdict.rawValue), \(text.served(daemonSet.diagnosis))\(findings)"
            )
        }
    }

    private func writeDetails(to page: inout MarkdownPage) {
        let parts = report.extent == .full ? daemonSetDetails() : causeDetails()
        guard !parts.isEmpty else { return }
        page.heading(2, "Details")
        for (position, part) in parts.enumerated() {
            // What is asked for by name is written whole.
            if report.extent == .overview, page.size + part.size > Self.room {
                page.paragraph("\(parts.count - position) more: `--full`, or `--cause N` for one.")
                break
            }
            page.append(part)
        }
        let notices = notices
        if report.extent != .full, notices > 0 { page.paragraph("\(Wording.count(notices, "notice")): `--full`") }
    }

    /// How many findings have no cause: they are worth knowing, and nothing is broken.
    private var notices: Int {
        let caused = report.causes.reduce(0) { $0 + $1.cause.findings.count }
        return max(report.daemonSets.reduce(report.clusterFindings.count) { $0 + $1.findings.count } - caused, 0)
    }

    private func writeGaps(to page: inout MarkdownPage) {
        page.write(report.snapshot.gaps, isWhole: report.isVerbose || report.extent == .full)
    }
}
