import SecretRedaction

/// A report that says itself which formats it is offered in.
package protocol RenderableReport: Sendable {
    /// The formats, first the one that is used where none is named.
    ///
    /// This is the only place that lists them: what `-o` takes, its help, its completion and its errors follow from it.
    static var formats: [ReportFormat<Self>] { get }

    /// The report without secrets in what it quotes: events, conditions, termination messages, logs. Every format passes
    /// here before it is rendered.
    func redacted(by texts: TextRedactor) -> Self
}

/// A report as its formats may show it: without secrets. It is searched once, however many formats are asked for.
package struct ShownReport<Content: RenderableReport>: Sendable {
    fileprivate let content: Content

    /// Where `redaction` is nil nothing is hidden.
    package init(_ report: Content, hiding redaction: Redaction? = .standard) {
        content = redaction.map { report.redacted(by: TextRedactor($0)) } ?? report
    }
}

/// A format that reports of one type are offered in.
package struct ReportFormat<Content: RenderableReport>: Sendable {
    /// The name that `-o` takes.
    package let name: String
    /// Whether people read the result, so that it obeys what they ask for: the page, a summary, more detail.
    package let isForPeople: Bool
    /// Whether the result is a table, whose head can be left out.
    package let isTable: Bool
    /// Whether the result says what to do first, which takes a plan.
    package let tellsFirstStep: Bool
    /// Whether it draws what takes more of the snapshot than the findings.
    package let drawsPictures: Bool
    private let renderReport: @Sendable (Content, PageStyle, ([UInt8]) throws -> Void) throws -> Void

    // A closure and no existential of the renderer: only so is a document's renderer compiled for its report and its
    // notation, and not as generic code.
    init<Renderer: ReportRenderer>(_ renderer: Renderer.Type) where Renderer.Content == Content {
        name = Renderer.format
        isForPeople = Renderer.isForPeople
        isTable = Renderer.isTable
        tellsFirstStep = Renderer.tellsFirstStep
        drawsPictures = Renderer.drawsPictures
        renderReport = { report, style, sink in try Renderer(report).render(on: style, to: sink) }
    }

    /// The format of this name; nil where the report is not offered in it.
    package init?(named name: String) {
        guard let format = Content.formats.first(where: { $0.name == name }) else { return nil }
        self = format
    }

    /// Hands the report's bytes to `sink` in order, in chunks.
    ///
    /// - Throws: only what `sink` throws.
    package func render(
        _ report: ShownReport<Content>, on style: PageStyle = PageStyle(), to sink: ([UInt8]) throws -> Void
    ) throws {
        try renderReport(report.content, style, sink)
    }

    /// Hands the bytes of a report that is shown in this format alone to `sink` in order, in chunks.
    ///
    /// Where `redaction` is nil nothing is hidden in it.
    ///
    /// - Throws: only what `sink` throws.
    package func render(
        _ report: Content, on style: PageStyle = PageStyle(), hiding redaction: Redaction? = .standard,
        to sink: ([UInt8]) throws -> Void
    ) throws {
        try render(ShownReport(report, hiding: redaction), on: style, to: sink)
    }
}
