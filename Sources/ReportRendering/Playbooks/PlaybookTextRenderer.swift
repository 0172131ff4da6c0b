import RemedyPlaybooks
import Wording

/// One playbook for people.
struct PlaybookTextRenderer: PageRenderer {
    private static let indent = 2
    private let entry: PlaybookList.Entry

    init(_ entry: PlaybookList.Entry) { self.entry = entry }

    func write(to page: inout TextPage) {
        let outline = entry.playbook.outline
        page.line(TextPage.Span(outline.id, .bold))
        page.paragraph(indent: Self.indent, outline.title, .bold)
        let place = entry.replacesBuiltIn ? ", in place of the built-in one" : ""
        page.paragraph(indent: Self.indent, "Source: \(entry.source)\(place).")
        write(outline.appliesTo, to: &page)
        writeTrial(outline, to: &page)
        write(outline.steps, to: &page)
        write(outline.commands, "Commands", to: &page)
        write(outline.verify, "Check", to: &page)
        write(outline.rollback, "Undo", to: &page)
        if outline.changesTemplate { writeChange(to: &page) }
        writeReferences(outline.references, to: &page)
        page.blankLine()
        page.paragraph(
            indent: 0, "<name> comes from the finding; […] is left out if the finding lacks it.", .dim)
    }

    private func head(_ text: String, to page: inout TextPage) {
        page.blankLine()
        page.line(TextPage.Span(text, .good))
    }

    /// The simulator's trial, or why there is none.
    private func writeTrial(_ outline: PlaybookOutline, to page: inout TextPage) {
        if outline.changes.isEmpty, outline.notSimulated == nil { return }
        head("Simulated on the snapshot", to: &page)
        for change in outline.changes { page.paragraph(indent: Self.indent, change) }
        if let reason = outline.unproven { page.paragraph(indent: Self.indent, "Not proven by that: \(reason).") }
        if let reason = outline.notSimulated { page.paragraph(indent: Self.indent, "Not simulated: \(reason).") }
    }

    private func write(_ applications: [PlaybookOutline.Application], to page: inout TextPage) {
        head("Applies to", to: &page)
        for application in applications {
            page.line(indent: Self.indent, TextPage.Span(application.code.rawValue, .bold))
            writeConditions(application.conditions, to: &page)
        }
    }

    private func write(_ steps: [PlaybookOutline.Step], to page: inout TextPage) {
        if steps.isEmpty { return }
        head("Steps", to: &page)
        let width = DisplayWidth.of("\(steps.count). ")
        for (position, step) in steps.enumerated() {
            let number = TextPage.Span("  \(position + 1). ")
            page.paragraph([number], indent: Self.indent + width, step.text)
            writeConditions(step.conditions, to: &page)
        }
    }

    private func write(_ commands: [PlaybookOutline.Command], _ title: String, to page: inout TextPage) {
        if commands.isEmpty { return }
        head(title, to: &page)
        for command in commands {
            for line in command.lines { page.line(indent: Self.indent, TextPage.Span(line, .notice)) }
            writeConditions(command.conditions, repeatedFor: command.repeatedFor, to: &page)
        }
    }

    /// Under what it restricts: `(for each of nodes, when finishedPods is above 0)`.
    private func writeConditions(_ tests: [String], repeatedFor list: String? = nil, to page: inout TextPage) {
        var parts = list.map { ["for each of \($0)"] } ?? []
        if !tests.isEmpty { parts.append("when " + tests.joined(separator: " and ")) }
        if parts.isEmpty { return }
        page.paragraph(indent: Self.indent + 3, "(" + parts.joined(separator: ", ") + ")", .dim)
    }

    private func writeChange(to page: inout TextPage) {
        page.blankLine()
        page.paragraph(
            indent: 0,
            "It changes the pod template: the remedy says how many pods restart, waits with `rollout status`, and "
                + "is undone with `rollout undo` unless it says otherwise.")
    }

    private func writeReferences(_ references: [String], to page: inout TextPage) {
        if references.isEmpty { return }
        head("References", to: &page)
        for reference in references { page.line(indent: Self.indent, TextPage.Span(reference)) }
    }
}
