/// A renderer of text for people, line by line.
protocol PageRenderer: ReportRenderer {
    /// Puts the report on the page.
    func write(to page: inout TextPage)
}

extension PageRenderer {
    package static var format: String { "text" }
    package static var isForPeople: Bool { true }

    package func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        var page = TextPage(style)
        write(to: &page)
        try sink(Array(page.text.utf8))
    }
}
