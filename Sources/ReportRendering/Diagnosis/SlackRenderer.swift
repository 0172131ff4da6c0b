import DiagnosisEngine
import RemedyPlaybooks
import Wording

/// The report as a message in Slack: mrkdwn of one screen, within what a block takes.
struct SlackRenderer: ReportRenderer {
    static let format = "slack"
    static let isForPeople = false
    static let tellsFirstStep = true

    /// The text of a section block has 3,000 characters at most.
    private static let room = 2_900
    /// As many causes as a screen has room for.
    private static let mostCauses = 12

    private let report: Report
    private let text: TextRenderer

    init(_ report: Report) {
        self.report = report.isLive ? report.wordedForLiveCluster : report
        text = TextRenderer(report)
    }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        try sink(Array((lines.map(\.source).joined(separator: "\n") + "\n").utf8))
    }

    private var lines: [Slack] {
        if text.isEmptyPart { return ["\(text.nothingFound(in: report), limit: 300)"] + gaps }
        if text.isEntirelyWell(report) { return ["\(text.allIsWell(in: report), limit: 300)"] + gaps }
        // The fewest causes are what a screen has room for.
        for most in stride(from: Self.mostCauses, to: 1, by: -1) {
            let lines = lines(causes: most)
            if lines.reduce(0, { $0 + $1.source.utf16.count + 1 }) <= Self.room { return lines }
        }
        return lines(causes: 1)
    }

    private func lines(causes most: Int) -> [Slack] {
        let snapshot = report.snapshot
        var lines: [Slack] = ["*\(text.totals(of: report))*"]
        let name: Slack = snapshot.name.isEmpty ? "" : "\(code: snapshot.name), "
        let version: Slack = snapshot.kubernetesVersion.isEmpty ? "" : ", \(snapshot.kubernetesVersion, limit: 40)"
        let filters: Slack = report.filters.isEmpty ? "" : ", only \(code: report.filters.joined(separator: " "))"
        lines.append(
            "\(name)captured \(text.moment(snapshot.capturedAt))\(version), \(Wording.count(snapshot.nodes, "node"))\(filters)"
        )
        if !report.causes.isEmpty {
            lines += ["", "*Causes*"]
            lines += report.causes.prefix(most).map(line)
            let left = report.causes.dropFirst(most)
            if !left.isEmpty {
                let pods = left.reduce(0) { $0 + $1.cause.podsAffected }
                lines.append("… \(left.count) more with \(Wording.count(pods, "pod"))")
            }
        }
        lines += firstSteps
        return lines + gaps
    }

    private func line(for report: CauseReport) -> Slack {
        let cause = report.cause
        let place = text.place(of: cause, columns: 40)
        let isCount = place == Wording.count(cause.nodes.count, "node")
        let location: Slack = place.isEmpty ? "" : isCount ? " on \(place)" : " on \(code: place, limit: 60)"
        let sets = Wording.count(cause.daemonSets.count, "DaemonSet")
        let pods = cause.podsAffected > 0 ? "\(Wording.count(cause.podsAffected, "pod")) of \(sets)" : "no pod missing"
        let fix: Slack
        switch report.outlook {
        case .proven: fix = ", fix proven"
        case .untried: fix = ", fix not proven"
        case .decision: fix = ""
        }
        return "\(cause.id). *\(cause.title.capitalizedFirst, limit: 80)*\(location): \(pods)\(fix)"
    }

    private var firstSteps: [Slack] {
        let steps = FirstStep.all(of: report, most: 2).prefix(2)
        guard !steps.isEmpty else { return [] }
        return ["", "*Do first*"] + steps.map { "• \($0.title, limit: 160). \($0.effect, limit: 260)" }
    }

    private var gaps: [Slack] {
        guard let line = text.gapsLine(report) else { return [] }
        return ["", "*Missing data*: \(line, limit: 240)"]
    }
}
