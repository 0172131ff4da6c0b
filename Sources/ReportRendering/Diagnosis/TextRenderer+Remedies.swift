import RemedyPlaybooks
import Wording

extension TextRenderer {
    /// As many alternatives as are named.
    private static let mostAlternatives = 4
    /// As many commands as are printed of a remedy.
    private static let mostCommands = 12
    /// The column at which the texts of remedies begin.
    private static let indent = 9

    /// The ways out: the first in full, the others by title with effect and risk.
    ///
    /// A remedy that stands in the same block already is only named. Where none is proven to help, it is said what was
    /// tried.
    func write(_ report: FindingReport, remediesPrinted alreadyPrinted: inout PrintedRemedies, to page: inout TextPage)
    {
        write(report.remedies.map { (nil, $0) }, alreadyPrinted: &alreadyPrinted, to: &page)
        guard isVerbose || !report.isProvenCurable else { return }
        for (position, line) in report.inVain.enumerated() {
            let label = TextPage.Span(position == 0 ? "  Tried" : "", .dim)
            page.paragraph([label], indent: Self.indent, line, .dim)
        }
    }

    /// Remedies, best first, each with the DaemonSet that it is for where that is not told elsewhere.
    func write(
        _ remedies: [(daemonSet: String?, remedy: Remedy)], alreadyPrinted: inout PrintedRemedies,
        to page: inout TextPage
    ) {
        for (position, (daemonSet, remedy)) in remedies.enumerated() {
            let isInFull = position == 0 || showsAllRemedies
            guard isInFull || position <= Self.mostAlternatives else { break }
            let title = (daemonSet.map { "\($0): " } ?? "") + remedy.title
            let label = position == 0 ? "Fix" : "Or"
            guard !alreadyPrinted.contains(remedy) else {
                page.paragraph([self.label(label)], indent: Self.indent, "\(title): as above")
                continue
            }
            if isInFull { alreadyPrinted.insert(remedy) }
            writeTitle(title, risk: remedy.risk, label: label, to: &page)
            let effects = SimulationWording.lines(remedy.simulation)
            guard isInFull else {
                if !effects.isEmpty {
                    page.paragraph(indent: Self.indent, effects.joined(separator: " "), .dim, lineLimit: 3)
                }
                continue
            }
            for line in effects { page.paragraph(indent: Self.indent, line, .dim) }
            writeSteps(remedy.steps, to: &page)
            write(commands: remedy.commands, to: &page)
            write(commands: remedy.verify, label: "Check", to: &page)
            write(commands: remedy.rollback, label: "Undo", to: &page)
        }
        let others = showsAllRemedies ? 0 : remedies.count - Self.mostAlternatives - 1
        if others > 0 {
            page.line(indent: Self.indent, TextPage.Span("… \(others) more: --all-remedies", .dim))
        } else if remedies.count > 1, !showsAllRemedies {
            page.line(indent: Self.indent, TextPage.Span("--all-remedies prints each in full", .dim))
        }
    }

    private func label(_ text: String) -> TextPage.Span { TextPage.Span("  " + text, .good) }

    private func writeTitle(_ title: String, risk: Risk, label text: String, to page: inout TextPage) {
        let label = label(text)
        let padding = TextPage.Span(String(repeating: " ", count: Self.indent - page.width(of: [label])))
        let risk = TextPage.Span("risk \(risk.rawValue)", risk.style)
        if !page.line([label, padding, TextPage.Span(title, .bold)], right: risk) {
            page.paragraph([label], indent: Self.indent, "\(title) (\(risk.text))", .bold)
        }
    }

    private func writeSteps(_ steps: [String], to page: inout TextPage) {
        guard steps.count > 1 else {
            for step in steps { page.paragraph(indent: Self.indent, step) }
            return
        }
        let width = DisplayWidth.of("\(steps.count). ")
        for (position, step) in steps.enumerated() {
            let number = TextPage.Span(String(repeating: " ", count: Self.indent) + "\(position + 1). ")
            page.paragraph([number], indent: Self.indent + width, step)
        }
    }

    /// Commands that can be copied as they stand.
    private func write(
        commands all: [[String]], label text: String = "", most: Int = Self.mostCommands, to page: inout TextPage
    ) {
        // One command more is no reason to leave it out.
        let commands = isVerbose || all.count <= most + 1 ? all[...] : all.prefix(most)
        defer {
            let left = all.count - commands.count
            if left > 0 {
                page.line(indent: Self.indent, TextPage.Span("… \(left) more commands with -o json", .dim))
            }
        }
        for (position, command) in commands.enumerated() {
            let label = label(position == 0 ? text : "")
            let padding = TextPage.Span(String(repeating: " ", count: Self.indent - page.width(of: [label])))
            guard let lines = ShellQuoting.lines(of: command, columns: page.columns - Self.indent) else {
                let note = "(a command with characters that a terminal does not show: see -o json)"
                page.paragraph([label], indent: Self.indent, note, .dim)
                continue
            }
            for (number, line) in lines.enumerated() {
                let start =
                    number == 0 ? [label, padding] : [TextPage.Span(String(repeating: " ", count: Self.indent))]
                page.line(start + [TextPage.Span(line, .notice)])
            }
        }
    }
}

extension Risk {
    var style: TextStyle {
        switch self {
        case .low: return .good
        case .medium: return .warning
        case .high: return .critical
        }
    }
}
