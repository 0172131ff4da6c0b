import Wording

/// A line of Slack's mrkdwn. What is interpolated is text: whoever wrote it, it mentions nobody, links nowhere and
/// changes no style.
struct Slack: ExpressibleByStringInterpolation {
    /// As it is written.
    var source: String

    init(stringLiteral value: String) { source = value }

    init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var source = ""

        init(literalCapacity: Int, interpolationCount: Int) { source.reserveCapacity(literalCapacity * 2) }

        mutating func appendLiteral(_ literal: String) { source += literal }

        mutating func appendInterpolation(_ number: Int) { source += String(number) }

        mutating func appendInterpolation(_ line: Slack) { source += line.source }

        /// Text, whatever is in it, of so many characters at most.
        mutating func appendInterpolation(_ text: String, limit: Int = 200) {
            source += SlackText.escaped(Wording.shortened(text, limit: limit))
        }

        /// Text as code: a name, an amount, a word of the cluster.
        mutating func appendInterpolation(code text: String, limit: Int = 100) {
            source += SlackText.code(Wording.shortened(text, limit: limit))
        }
    }
}

/// Text as mrkdwn has it. Only `&`, `<` and `>` can be escaped there; other marks become letters that look alike.
enum SlackText {
    static func escaped(_ text: String) -> String {
        let words = TerminalText.escaped(text).split(separator: " ", omittingEmptySubsequences: true)
        return words.map { $0.contains("://") ? code(String($0)) : unmarked(String($0)) }.joined(separator: " ")
    }

    /// The text as code, in which Slack makes no links.
    static func code(_ text: String) -> String {
        let text = entities(withoutMentions(TerminalText.escaped(text).replacing("`", with: "'")))
        return text.contains { $0 != " " } ? "`\(text)`" : "(empty)"
    }

    private static func entities(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }

    /// A word without what makes it bold, struck, slanted or code. Within a word, as in `a_b`, the marks mean nothing.
    private static func unmarked(_ word: String) -> String {
        let alike: [Character: Character] = ["*": "∗", "_": "＿", "~": "∼", "`": "'"]
        let characters = Array(word)
        let isLetter = { (position: Int) in
            characters.indices.contains(position) && (characters[position].isLetter || characters[position].isNumber)
        }
        let replaced = characters.enumerated().map { position, character -> Character in
            guard let other = alike[character] else { return character }
            return character != "`" && isLetter(position - 1) && isLetter(position + 1) ? character : other
        }
        return entities(withoutMentions(String(replaced)))
    }

    /// The text without an `@` or `#` that could begin the name of somebody, a group or a channel. In an image's digest
    /// and in an address it stays.
    private static func withoutMentions(_ text: String) -> String {
        var result = ""
        var last: Unicode.Scalar = " "
        var rest = Substring(text)
        while let scalar = rest.unicodeScalars.first {
            rest.unicodeScalars.removeFirst()
            let isInWord = last.properties.isAlphabetic || ("0"..."9").contains(last)
            let word = rest.prefix { $0.isLetter }.lowercased()
            switch scalar {
            case "@" where !isInWord || ["channel", "here", "everyone", "group"].contains(word):
                result.unicodeScalars.append("＠")
            case "#" where !isInWord: result.unicodeScalars.append("＃")
            default: result.unicodeScalars.append(scalar)
            }
            last = scalar
        }
        return result
    }
}
