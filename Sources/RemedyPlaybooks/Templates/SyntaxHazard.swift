/// Words that the program itself takes apart, where a name could say more than a name: a selector with one condition
/// more, a jsonpath that goes on, a host with a user before it.
enum SyntaxHazard {
    /// Characters with a meaning in selectors, jsonpath expressions and columns.
    private static let structure = Set(",=!()[]{}<>\"'@:;|&$*?\\ \t\n\r")
    private static let selectors: Set<String> = ["-l", "--selector", "--field-selector"]

    /// Whether a cluster's names change what the word `rendered` says beyond being names.
    ///
    /// - Parameters:
    ///   - rendered: the word.
    ///   - source: its template.
    ///   - before: the words before it.
    /// - Returns: true when the command must not be printed.
    static func isChanged(_ rendered: String, from source: String, after before: [String]) -> Bool {
        // Selectors that the program itself has put together of labels.
        if source == "{{podSelector}}" || source == "{{poolLabel}}" { return false }
        if before == ["ssh"] { return !isHost(rendered) }
        // All containers, or all that match: no name has an asterisk.
        if rendered.contains("*"), !withoutTags(source).contains("*") { return true }
        let isSelector = before.last.map(selectors.contains) ?? false
        let isExpression = ["jsonpath", "custom-columns", "--for=", "go-template"].contains { rendered.hasPrefix($0) }
        guard isSelector || isExpression else { return false }
        return rendered.count(where: structure.contains) != withoutTags(source).count(where: structure.contains)
    }

    /// Whether the text is a name or an address, and nothing that ssh reads more into.
    private static func isHost(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: ":"):
                return true
            default: return false
            }
        }
    }

    /// The text of a template between its variables.
    private static func withoutTags(_ source: String) -> String {
        var text = ""
        var rest = source[...]
        while let open = rest.firstRange(of: "{{") {
            text += rest[..<open.lowerBound]
            guard let close = rest[open.upperBound...].firstRange(of: "}}") else { return text }
            rest = rest[close.upperBound...]
        }
        return text + rest
    }
}
