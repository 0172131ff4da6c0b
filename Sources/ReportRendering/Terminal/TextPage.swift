import Wording

/// Gathers lines of text for a terminal.
///
/// Everything that is put on the page is escaped here, so that nothing from a cluster reaches a terminal unescaped,
/// and coloured here, after the lines are broken, so that colours take no columns.
struct TextPage {
    /// A stretch of text in one style.
    struct Span {
        let text: String
        let style: TextStyle

        init(_ text: String, _ style: TextStyle = .plain) {
            self.text = TerminalText.escaped(text)
            self.style = style
        }
    }

    /// How many columns the page has.
    let columns: Int
    /// How many columns prose takes at most: longer lines are hard to read.
    let proseColumns: Int
    private let style: PageStyle
    private(set) var text = ""

    init(_ style: PageStyle) {
        // In ASCII a mark may take two columns more: `…` becomes `...`.
        columns = max(style.columns, 20) - (style.isASCII ? 2 : 0)
        proseColumns = min(columns, 120)
        self.style = style
    }

    /// A page like this one with nothing on it, to see how much something takes.
    var empty: TextPage { TextPage(style) }

    /// How many lines are on the page.
    var lineCount: Int { text.utf8.count { $0 == UInt8(ascii: "\n") } }

    /// Puts what is on another page below.
    mutating func append(_ other: TextPage) { text += other.text }

    /// Puts what is on another page below, its first line behind `prefix` and the others indented as far.
    mutating func append(_ other: TextPage, prefix: String, indent: Int) {
        for (number, line) in other.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
            .enumerated()
        {
            text += (number == 0 ? prefix : String(repeating: " ", count: indent)) + line + "\n"
        }
    }

    /// Text as the page shows it, to be measured: in ASCII where the page is.
    func shown(_ text: String) -> String {
        let escaped = TerminalText.escaped(text)
        return style.isASCII ? ASCIIText.of(escaped) : escaped
    }

    /// An empty line, but never two of them and none at the beginning.
    mutating func blankLine() {
        if !text.isEmpty, !text.hasSuffix("\n\n") { text += "\n" }
    }

    /// One line, whatever its length.
    mutating func line(indent: Int = 0, _ spans: Span...) { line(indent: indent, spans) }

    mutating func line(indent: Int = 0, _ spans: [Span]) {
        text += String(repeating: " ", count: indent)
        for span in spans {
            let words = style.isASCII ? ASCIIText.of(span.text) : span.text
            text += style.isColored ? span.style.applied(to: words) : words
        }
        while text.hasSuffix(" ") { text.removeLast() }
        text += "\n"
    }

    /// One line with something at its right end; false, and nothing is written, when there is no room for that.
    mutating func line(_ spans: [Span], right: Span) -> Bool {
        let gap = proseColumns - width(of: spans) - DisplayWidth.of(right.text)
        guard gap >= 3 else { return false }
        line(spans + [Span(String(repeating: " ", count: gap)), right])
        return true
    }

    /// Prose behind a label: its lines begin at column `indent`, where the label ends.
    ///
    /// After `lineLimit` lines the rest is cut with `…`.
    mutating func paragraph(
        _ label: [Span] = [], indent: Int, _ prose: String, _ style: TextStyle = .plain, lineLimit: Int = .max
    ) {
        let room = max(proseColumns - indent, 16)
        var lines = TextWrapping.lines(of: shown(prose), columns: room)
        if lines.count > lineLimit {
            let last = lines[lineLimit - 1] + " …"
            lines = lines.prefix(lineLimit - 1) + [DisplayWidth.of(last) <= room ? last : clip(last, room)]
        }
        let padding = Span(String(repeating: " ", count: max(indent - width(of: label), 0)))
        for (position, text) in lines.enumerated() {
            position == 0 ? line(label + [padding, Span(text, style)]) : line(indent: indent, Span(text, style))
        }
    }

    /// How many columns `spans` take.
    func width(of spans: [Span]) -> Int { spans.reduce(0) { $0 + DisplayWidth.of($1.text) } }

    private func clip(_ line: String, _ room: Int) -> String {
        String(DisplayWidth.prefix(of: line, columns: room - 2)) + " …"
    }
}
