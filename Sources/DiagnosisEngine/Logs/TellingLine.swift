/// The line of a log that tells why a container ended, and what it is known for.
struct TellingLine: Sendable {
    /// Nil where the line is of no known kind.
    var signature: LogSignature?
    var line: String
    /// An earlier line of another known kind that is as near to the root; nil where there is none.
    var before: String?
    /// The last line that sounds alarming, where that is a later one.
    var last: String?
    var container: String

    var evidence: Evidence {
        Evidence(
            kind: .log, object: "container \(container)",
            text: [before, line, last].compactMap { $0 }.joined(separator: " … "))
    }
}
