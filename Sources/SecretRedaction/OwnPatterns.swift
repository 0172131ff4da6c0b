/// The user's own regular expressions, compiled for one thread.
struct OwnPatterns {
    private let patterns: [Regex<AnyRegexOutput>]

    init(_ redaction: Redaction) { patterns = redaction.patterns.compactMap { try? Self.compiled($0) } }

    var isEmpty: Bool { patterns.isEmpty }

    static func compiled(_ pattern: String) throws(InvalidPattern) -> Regex<AnyRegexOutput> {
        do {
            return try Regex(pattern)
        } catch {
            let reason = String(describing: error).split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            throw InvalidPattern(pattern: pattern, reason: reason)
        }
    }

    /// The text with each match replaced; nil when there is none. What is hidden already is passed over.
    func replaced(in text: String) -> String? {
        var text = text
        var isChanged = false
        for pattern in patterns {
            // The matches of one text are found before any is replaced.
            let matches = text.matches(of: pattern).filter { match in
                !match.range.isEmpty && text[match.range] != Placeholder.text
            }
            for match in matches.reversed() { text.replaceSubrange(match.range, with: Placeholder.text) }
            isChanged = isChanged || !matches.isEmpty
        }
        return isChanged ? text : nil
    }
}
