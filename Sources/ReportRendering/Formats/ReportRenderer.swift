/// Gives reports of one type a form: a renderer is one report in one format.
package protocol ReportRenderer<Content>: Sendable {
    associatedtype Content: Sendable

    /// The name that `-o` takes.
    static var format: String { get }
    /// Whether people read the result, so that it obeys what they ask for: the page, a summary, more detail.
    static var isForPeople: Bool { get }
    /// Whether the result is a table, whose head can be left out.
    static var isTable: Bool { get }
    /// Whether the result says what to do first, which takes a plan.
    static var tellsFirstStep: Bool { get }
    /// Whether it draws what takes more of the snapshot than the findings: how nodes are grouped, the whole plan.
    static var drawsPictures: Bool { get }

    init(_ report: Content)

    /// Hands the report's bytes to `sink` in order, in chunks, so that a large report is never held twice.
    ///
    /// - Throws: only what `sink` throws.
    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws
}

extension ReportRenderer {
    package static var isTable: Bool { false }
    package static var tellsFirstStep: Bool { isForPeople }
    package static var drawsPictures: Bool { false }
}
