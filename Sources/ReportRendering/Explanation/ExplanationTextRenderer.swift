/// What a code means, for people.
struct ExplanationTextRenderer: PageRenderer {
    private let explanation: CodeExplanation

    init(_ explanation: CodeExplanation) { self.explanation = explanation }

    func write(to page: inout TextPage) {
        page.line(
            TextPage.Span(explanation.code.rawValue, .bold),
            TextPage.Span("    \(explanation.family.rawValue)", .dim))
        page.blankLine()
        page.paragraph(indent: 0, explanation.summary)
        page.blankLine()
        page.paragraph(indent: 0, explanation.explanation)
        write("It is found where", explanation.firingExamples, to: &page)
        write("It is not where", explanation.silentExamples, to: &page)
        write("Findings carry", explanation.parameters.flatMap(\.lines), to: &page)
        write("Playbooks", explanation.playbooks.map { "\($0.id): \($0.title)" }, to: &page)
    }

    private func write(_ title: String, _ lines: [String], to page: inout TextPage) {
        if lines.isEmpty { return }
        page.blankLine()
        page.line(TextPage.Span(title, .bold))
        for line in lines { page.paragraph([TextPage.Span("  -")], indent: 4, line) }
    }
}
