import Wording

/// Gathers blocks of Markdown that every reader of CommonMark shows alike: no tables, and no HTML but `details`.
struct MarkdownPage {
    private(set) var text = ""
    /// The list that the last block is an item of; nil where it is none.
    private var list: List?

    private enum List {
        case plain
        case numbered
    }

    /// As many columns as a command has before it goes on in the next line.
    private static let columns = 100

    /// How much is on the page, in bytes.
    var size: Int { text.utf8.count }

    mutating func heading(_ level: Int, _ line: Markdown) {
        block("\(String(repeating: "#", count: level)) \(line.source)")
    }

    mutating func paragraph(_ line: Markdown) {
        guard !line.source.isEmpty else { return }
        block(line.source)
    }

    /// An item of a list.
    mutating func item(_ line: Markdown) { item("- \(line.source)", of: .plain) }

    /// An item of a list with numbers.
    mutating func item(_ number: Int, _ line: Markdown) { item("\(number). \(line.source)", of: .numbered) }

    private mutating func item(_ line: String, of list: List) {
        if self.list == list { text += line + "\n" } else { block(line) }
        self.list = list
    }

    /// Commands that can be copied; a line below says how many have no readable form.
    mutating func commands(_ commands: [[String]], most: Int = 12) {
        let shown = commands.prefix(most).compactMap { ShellQuoting.lines(of: $0, columns: Self.columns) }
        if !shown.isEmpty {
            let lines = shown.joined().joined(separator: "\n")
            let fence = String(repeating: "`", count: max(MarkdownText.longestRun(in: lines) + 1, 3))
            block("\(fence)sh\n\(lines)\n\(fence)")
        }
        let left = commands.count - shown.count
        if left > 0 { paragraph("\(Wording.count(left, "more command")) with `-o json`.") }
    }

    /// Blocks that are folded away behind a line, where the reader knows HTML.
    mutating func details(_ summary: String, _ write: (inout MarkdownPage) -> Void) {
        var inside = MarkdownPage()
        write(&inside)
        block("<details>\n<summary>\(MarkdownText.html(summary))</summary>\n\n\(inside.text)\n</details>")
    }

    /// Puts what is on another page below.
    mutating func append(_ other: MarkdownPage) {
        guard !other.text.isEmpty else { return }
        block(String(other.text.dropLast()))
    }

    private mutating func block(_ lines: String) {
        if !text.isEmpty { text += "\n" }
        text += lines + "\n"
        list = nil
    }
}
