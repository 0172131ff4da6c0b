import Wording

/// A stretch of Markdown within a block. What is interpolated is text: whoever wrote it, it stays text.
///
/// `"**\(title)** on \(code: node)"`: the literal parts are Markdown, and nothing else is. Escaped text holds no markup
/// of CommonMark, no HTML, and nothing that GitHub and GitLab turn into links, mentions, references or commands.
struct Markdown: ExpressibleByStringInterpolation {
    /// As it is written.
    var source: String

    init(stringLiteral value: String) { source = value }

    init(stringInterpolation: StringInterpolation) { source = stringInterpolation.source }

    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var source = ""

        init(literalCapacity: Int, interpolationCount: Int) { source.reserveCapacity(literalCapacity * 2) }

        mutating func appendLiteral(_ literal: String) { source += literal }

        mutating func appendInterpolation(_ number: Int) { source += String(number) }

        mutating func appendInterpolation(_ markdown: Markdown) { source += markdown.source }

        /// Text, whatever is in it, of so many characters at most.
        mutating func appendInterpolation(_ text: String, limit: Int = 2_000) {
            source += MarkdownText.escaped(Wording.shortened(text, limit: limit), isAtStart: source.isEmpty)
        }

        /// Text as code: a name, an amount, a word of the cluster.
        mutating func appendInterpolation(code text: String) { source += MarkdownText.code(text) }
    }
}

extension [Markdown] {
    /// One behind the other, with `separator` between them.
    func joined(separator: String) -> Markdown {
        Markdown(stringLiteral: map(\.source).joined(separator: separator))
    }
}

/// Text as Markdown has it.
enum MarkdownText {
    /// The longest stretch of code within a line, in characters.
    private static let longestCode = 400

    /// The text as text in a line, without the space around it. At the start of a block more means something than
    /// within it.
    static func escaped(_ text: String, isAtStart: Bool) -> String {
        let words = TerminalText.escaped(text).split(separator: " ", omittingEmptySubsequences: true)
        guard !words.isEmpty else { return "(empty)" }
        let escaped = words.map { isReference($0) ? code(String($0)) : escapedWord($0) }.joined(separator: " ")
        return isAtStart ? escapedStart(escaped) : escaped
    }

    /// The text as code in a line.
    static func code(_ text: String) -> String {
        let text = TerminalText.escaped(Wording.shortenedInMiddle(text, limit: longestCode))
        guard text.contains(where: { $0 != " " }) else { return "(empty)" }
        let fence = String(repeating: "`", count: longestRun(in: text) + 1)
        let needsSpace = text.hasPrefix("`") || text.hasSuffix("`") || text.hasPrefix(" ") && text.hasSuffix(" ")
        return needsSpace ? "\(fence) \(text) \(fence)" : "\(fence)\(text)\(fence)"
    }

    /// The text as HTML has it, for the few lines that are HTML.
    static func html(_ text: String) -> String {
        let words = TerminalText.escaped(text).split(separator: " ", omittingEmptySubsequences: true)
        return words.map { word in
            let escaped = word.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
            return isReference(word) ? "<code>\(escaped)</code>" : escaped
        }.joined(separator: " ")
    }

    /// How many backticks stand one behind the other at most.
    static func longestRun(in text: String) -> Int {
        var (longest, run) = (0, 0)
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "`") ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }

    /// Whether a place where tickets are read would make a link, a mention or a reference of a word. Code stays code.
    private static func isReference(_ word: Substring) -> Bool {
        if word.contains("://") || word.contains("www.") { return true }
        var last: Unicode.Scalar?
        for scalar in word.unicodeScalars {
            if let mark = last,
                mark == "@" && !isSpaceOrMark(scalar) || "#!".unicodeScalars.contains(mark) && isDigit(scalar)
            {
                return true
            }
            last = scalar
        }
        return false
    }

    private static func isSpaceOrMark(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isAlphabetic && !isDigit(scalar)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func escapedWord(_ word: Substring) -> String {
        var escaped = ""
        for character in word.unicodeScalars {
            if "\\`*_[]<>&~$^|".unicodeScalars.contains(character) { escaped += "\\" }
            escaped.unicodeScalars.append(character)
        }
        return escaped
    }

    /// What begins a heading, an item, a line below a heading, a fence or a command of GitLab is text.
    private static func escapedStart(_ text: String) -> String {
        guard let first = text.unicodeScalars.first else { return text }
        if "#-+=/:".unicodeScalars.contains(first) { return "\\" + text }
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let rest = text[digits.endIndex...]
        guard !digits.isEmpty, let mark = rest.first, mark == "." || mark == ")" else { return text }
        return "\(digits)\\\(rest)"
    }
}
