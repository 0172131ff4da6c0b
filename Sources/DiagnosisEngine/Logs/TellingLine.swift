/// The line of a log that tells why a container ended, and what it is known for.
struct TellingLine: Sendable {
    /// Nil where the line is of no known kind.
    var signature: LogSignature?
    var line: String
    /// The last line that sounds alarming, where that is a later one.
    var last: String?
    var container: String

    var evidence: Evidence {
        Evidence(kind: .log, object: "container \(container)", text: last.map { "\(line) … \($0)" } ?? line)
    }
}
