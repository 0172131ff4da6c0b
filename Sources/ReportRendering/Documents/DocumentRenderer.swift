/// Any document in any notation.
///
/// Members stand in the contract's order, one a line, but what comes in great numbers (nodes, evidence, words of
/// commands) takes one line an item. Members without a value are left out where the schema says that they may be.
struct DocumentRenderer<Content: DocumentReport, Writer: DocumentWriter & ~Copyable>: ReportRenderer {
    static var format: String { Writer.format }
    static var isForPeople: Bool { false }

    private let report: Content

    init(_ report: Content) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        try withoutActuallyEscaping(sink) { sink in
            var writer = Writer(sink: sink)
            try report.write(to: &writer)
            try writer.finish()
        }
    }
}
