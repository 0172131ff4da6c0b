import DiagnosisEngine

/// The report's DaemonSets as `kubectl -o name` prints them, a line each: `daemonset.apps/agent`.
///
/// Like kubectl it leaves out the namespace, and prints nothing where there is none. The order is that of `wide`.
struct NameRenderer: ReportRenderer {
    static let format = "name"
    static let isForPeople = false

    private let report: Report

    init(_ report: Report) { self.report = report }

    func render(on style: PageStyle, to sink: ([UInt8]) throws -> Void) throws {
        let lines = TextRenderer(report).inReadingOrder(report.daemonSets)
            .map { "daemonset.apps/\(Self.escaped($0.diagnosis.name))\n" }
        try sink(Array(lines.joined().utf8))
    }

    /// The name; what no name in Kubernetes has is written as in a URL: these lines go to shells and `xargs`.
    private static func escaped(_ name: String) -> String {
        var escaped = ""
        for byte in name.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                escaped += "%" + (digits.utf8.count == 1 ? "0" : "") + digits
            }
        }
        return escaped
    }
}
