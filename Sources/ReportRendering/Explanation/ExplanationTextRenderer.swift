/// What a code means, for people.
public struct ExplanationTextRenderer: Sendable {
    public let options: TextRenderer.Options

    public init(_ options: TextRenderer.Options = TextRenderer.Options()) { self.options = options }

    /// Hands the text's bytes to `sink` in order.
    ///
    /// - Throws: only what `sink` throws.
    public func render(_ explanation: CodeExplanation, to sink: ([UInt8]) throws -> Void) throws {
        var page = TextPage(columns: options.columns, isColored: options.isColored)
        page.line(
            TextPage.Span(explanation.code.rawValue, .bold),
            TextPage.Span("    \(explanation.code.family.rawValue)", .dim))
        page.blankLine()
        page.paragraph(indent: 0, explanation.summary)
        page.blankLine()
        page.paragraph(indent: 0, explanation.explanation)
        write("It is found where", explanation.firingExamples, to: &page)
        write("It is not where", explanation.silentExamples, to: &page)
        write("Findings carry", explanation.parameters.flatMap(\.lines), to: &page)
        write("Playbooks", explanation.playbooks.map { "\($0.id): \($0.title)" }, to: &page)
        try sink(Array(page.text.utf8))
    }

    private func write(_ title: String, _ lines: [String], to page: inout TextPage) {
        if lines.isEmpty { return }
        page.blankLine()
        page.line(TextPage.Span(title, .bold))
        for line in lines { page.paragraph([TextPage.Span("  -")], indent: 4, line) }
    }
}
