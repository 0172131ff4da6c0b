import DiagnosisEngine
import Wording

/// The meaning of a code, for people; or all codes.
struct ExplanationTextRenderer: PageRenderer {
    private let explanation: Explanation

    init(_ explanation: Explanation) { self.explanation = explanation }

    func write(to page: inout TextPage) {
        switch explanation {
        case .code(let code): write(code, to: &page)
        case .gap(let gap): write(gap, to: &page)
        case .list(let findings, let gaps): write(findings, gaps, to: &page)
        }
    }

    private func write(_ code: CodeExplanation, to page: inout TextPage) {
        page.line(TextPage.Span(code.code.rawValue, .bold), TextPage.Span("    \(code.family.rawValue)", .dim))
        page.blankLine()
        page.paragraph(indent: 0, code.summary)
        page.blankLine()
        page.paragraph(indent: 0, code.explanation)
        write("Found where", code.firingExamples, to: &page)
        write("Not found where", code.silentExamples, to: &page)
        write("Parameters (-o json)", code.parameters.flatMap(\.lines), to: &page)
        write("Playbooks", code.playbooks.map { "\($0.id): \($0.title)" }, to: &page)
    }

    private func write(_ gap: GapExplanation, to page: inout TextPage) {
        page.line(TextPage.Span(gap.code.rawValue, .bold), TextPage.Span("    gap: missing data", .dim))
        page.blankLine()
        page.paragraph(indent: 0, gap.summary)
        if let remedy = gap.remedy {
            page.blankLine()
            page.paragraph(indent: 0, remedy)
        }
        guard !gap.affects.isEmpty else { return }
        page.blankLine()
        page.line(TextPage.Span("Affects", .bold))
        page.paragraph(indent: 2, gap.affects.joined(separator: ", "))
    }

    private func write(_ findings: [CodeExplanation], _ gaps: [GapExplanation], to page: inout TextPage) {
        let codes = findings.map(\.code.rawValue) + gaps.map(\.code.rawValue)
        let width = min(codes.map(\.count).max() ?? 0, max(page.columns / 2, 20))
        let room = max(page.proseColumns - width - 4, 20)
        func row(_ code: String, _ summary: String, _ page: inout TextPage) {
            var trial = page.empty
            trial.row([TextPage.Cell(code, width), TextPage.Cell(summary, room, .dim)])
            page.append(trial, prefix: "  ", indent: 2)
        }
        for family in FindingFamily.allCases {
            page.blankLine()
            page.line(TextPage.Span(family.rawValue.uppercased(), .bold))
            for code in findings where code.family == family { row(code.code.rawValue, code.summary, &page) }
        }
        page.blankLine()
        page.line(TextPage.Span("GAPS: missing data", .bold))
        for gap in gaps { row(gap.code.rawValue, gap.summary, &page) }
    }

    private func write(_ title: String, _ lines: [String], to page: inout TextPage) {
        if lines.isEmpty { return }
        page.blankLine()
        page.line(TextPage.Span(title, .bold))
        for line in lines { page.paragraph([TextPage.Span("  -")], indent: 4, line) }
    }
}
