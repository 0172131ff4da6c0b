import RemedyPlaybooks
import Wording

extension TextRenderer {
    /// As many ways out as are printed of a finding; `-o json` has all of them.
    private static let mostRemedies = 3
    /// As many commands as are printed of the best way out, and of the others.
    private static let mostCommands = (best: 12, other: 4)
    /// The column at which the texts of remedies begin.
    private static let indent = 9

    /// The ways out: the first with all that belongs to it, the next with their commands, the others by their number.
    ///
    /// A remedy that stands in the same block already is only named. Where none is proven to help, it is said what was
    /// tried.
    func write(_ report: FindingReport, remediesPrinted alreadyPrinted: inout [Remedy], to page: inout TextPage) {
        let remedies = report.remedies
        for (position, remedy) in remedies.prefix(Self.mostRemedies).enumerated() {
            let label = position == 0 ? "Fix" : "or"
            guard !alreadyPrinted.contains(remedy) else {
                page.paragraph([self.label(label)], indent: Self.indent, "\(remedy.title): as above")
                continue
            }
            alreadyPrinted.append(remedy)
            writeTitle(of: remedy, label: label, to: &page)
            for line in SimulationWording.lines(remedy.simulation) { page.paragraph(indent: Self.indent, line, .dim) }
            if position == 0 || isVerbose {
                writeSteps(remedy.steps, to: &page)
                write(commands: remedy.commands, to: &page)
                write(commands: remedy.verify, label: "Check", to: &page)
                write(commands: remedy.rollback, label: "Undo", to: &page)
            } else if remedy.commands.isEmpty {
                writeSteps(Array(remedy.steps.prefix(1)), to: &page)
            } else {
                write(commands: remedy.commands, most: Self.mostCommands.other, to: &page)
            }
        }
        let others = remedies.count - Self.mostRemedies
        if others > 0 { page.line(indent: Self.indent, TextPage.Span("… \(others) more with -o json", .dim)) }
        guard isVerbose || !report.isProvenCurable else { return }
        for (position, line) in report.inVain.enumerated() {
            let label = TextPage.Span(position == 0 ? "  Tried" : "", .dim)
            page.paragraph([label], indent: Self.indent, line, .dim)
        }
    }

    private func label(_ text: String) -> TextPage.Span { TextPage.Span("  " + text, .good) }

    private func writeTitle(of remedy: Remedy, label text: String, to page: inout TextPage) {
        let label = label(text)
        let padding = TextPage.Span(String(repeating: " ", count: Self.indent - page.width(of: [label])))
        let risk = TextPage.Span("risk \(remedy.risk.rawValue)", remedy.risk.style)
        if !page.line([label, padding, TextPage.Span(remedy.title, .bold)], right: risk) {
            page.paragraph([label], indent: Self.indent, "\(remedy.title) (\(risk.text))", .bold)
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
        commands all: [[String]], label text: String = "", most: Int = Self.mostCommands.best, to page: inout TextPage
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
