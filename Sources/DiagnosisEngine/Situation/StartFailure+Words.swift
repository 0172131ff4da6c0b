import Wording

extension StartFailure {
    /// The phrases that runtimes put around the cause; the text behind the last of them is the cause.
    private static let wrappers = [
        "unable to start container process: ", "error during container init: ", "failed to generate spec: ", "stderr: ",
        "runc create failed: ", "OCI runtime create failed: ", "OCI runtime error: ", "oci runtime error: ",
        "starting container process caused: ",
        "container init caused: ", "container init caused \"", "starting container process caused \"",
    ]

    static func innermost(of line: String) -> String {
        var cause = line[...]
        for wrapper in wrappers {
            while let found = cause.firstRange(of: wrapper), found.upperBound < cause.endIndex {
                cause = cause[found.upperBound...]
            }
        }
        var text = String(cause)
        for end in [": unknown", " :unknown"] where text.hasSuffix(end) { text = String(text.dropLast(end.count)) }
        // Quotes whose beginning was cut off with what stood before.
        while text.hasSuffix("\""), text.count(where: { $0 == "\"" }) % 2 == 1 || text.hasSuffix("\"\"") {
            text.removeLast()
        }
        let trimmed = Wording.sentence(text, limit: .max)
        return trimmed.isEmpty ? Wording.sentence(line, limit: .max) : trimmed
    }

    /// The first absolute path of a message, in quotes or not.
    static func path(in message: String) -> String? {
        let words = message.split { $0 == " " || $0 == "\"" || $0 == "'" || $0 == "`" || $0 == ":" || $0 == "," }
        return words.first { $0.hasPrefix("/") && $0.count > 1 }.map { String($0.prefix { $0 != "\\" }) }
    }

    /// The message without what differs from pod to pod: identifiers of containers and pods.
    var grouping: String {
        let words = said.split(separator: " ").map { word in
            word.contains { $0.isNumber } && word.filter({ $0.isHexDigit }).count >= 12 ? "…" : String(word)
        }
        return "\(kind.rawValue) \(words.joined(separator: " "))"
    }
}
