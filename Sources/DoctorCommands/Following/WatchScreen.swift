import ReportRendering

/// Shows page after page in place of the one before, on a terminal of its own size.
///
/// The terminal's other screen is used, so that what stood there before is there again at the end.
struct WatchScreen {
    private let context: CommandContext
    private var isOpen = false

    // A line that is longer than the window, such as a command, is cut there: it would take more than its row.
    private static let opening = "\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l"
    private static let closing = "\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l"

    init(in context: CommandContext) { self.context = context }

    /// Shows as much of a page as fits, and a line below it.
    mutating func show(_ page: String, footer: String, on size: ScreenSize) throws {
        var text = isOpen ? "" : Self.opening
        isOpen = true
        text += "\u{1B}[H"
        for line in Self.fitting(page, lines: size.lines - 1) { text += line + "\u{1B}[0m\u{1B}[K\r\n" }
        // The last line has no end, which would scroll.
        text += String(footer.prefix(size.columns)) + "\u{1B}[K\u{1B}[J"
        try context.writeOutput(Array(text.utf8))
    }

    /// Gives the terminal back. Once is enough.
    mutating func close() {
        guard isOpen else { return }
        isOpen = false
        // Where it cannot be written, there is no terminal any more.
        try? context.writeOutput(Array(Self.closing.utf8))
    }

    /// The lines of a page, and where there are too many how many more.
    static func fitting(_ page: String, lines: Int) -> [String] {
        var all = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while all.last == "" { all.removeLast() }
        guard all.count > lines else { return all }
        let kept = max(lines - 1, 0)
        let rest = all.count - kept
        return Array(all[..<kept]) + ["… \(rest) more lines: enlarge the window"]
    }
}
