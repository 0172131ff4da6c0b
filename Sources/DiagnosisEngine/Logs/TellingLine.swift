/// The line of a log that tells why a container ended, and what it is known for.
struct TellingLine: Sendable {
    /// Nil where the line is of no known kind.
    var signature: LogSignature?
    var line: String
    /// The whole of what that line says; ``line`` may be shortened.
    var full = ""
    /// An earlier line of another known kind that is as near to the root; nil where there is none.
    var before: String?
    /// The last line that sounds alarming, where that is a later one.
    var last: String?
    /// The program's own advice; nil where it gives none.
    var advice: String?
    var container: String
    /// Whether the line sounds alarming, or is of a known kind: it is not just the log's last.
    var isTelling: Bool

    var evidence: Evidence {
        Evidence(
            kind: .log, object: "container \(container)",
            text: [before, line, last].compactMap { $0 }.joined(separator: " … "))
    }
}
