/// Gives a report a form: a renderer a format.
public protocol ReportRenderer: Sendable {
    /// Hands the report's bytes to `sink` in order, in chunks, so that a large report is never held twice.
    ///
    /// - Throws: only what `sink` throws.
    func render(_ report: Report, to sink: ([UInt8]) throws -> Void) throws
}

extension ReportRenderer {
    /// The whole report as one string.
    ///
    /// - Throws: nothing of its own: the sink that it uses does not throw.
    public func text(of report: Report) throws -> String {
        var bytes: [UInt8] = []
        try render(report) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}
