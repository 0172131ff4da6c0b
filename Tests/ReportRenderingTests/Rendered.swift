@testable import ReportRendering

extension RenderableReport {
    /// The whole report as one string.
    func rendered(as format: String = "text", on style: PageStyle = PageStyle()) throws -> String {
        guard let format = ReportFormat<Self>(named: format) else { throw NotOffered(format: format) }
        var bytes: [UInt8] = []
        try format.render(self, on: style) { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// No renderer has this name.
struct NotOffered: Error {
    var format: String
}

/// How much of a report is asked for.
enum Detail {
    case usual
    case verbose
    case summary
}
