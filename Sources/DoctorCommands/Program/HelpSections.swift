/// The sections of a help text, in the order that people look for them.
///
/// The argument parser puts a command's own options last, below those of the connection, and mixes them with `--version`
/// and `--help`.
enum HelpSections {
    /// The help with the command's own options before those that other commands have too.
    static func ordered(_ help: String) -> String {
        var blocks = help.split(separator: "\n\n", omittingEmptySubsequences: false).map(String.init)
        guard let last = blocks.lastIndex(where: { $0.hasPrefix("OPTIONS:\n") }),
            let place = blocks.firstIndex(where: isCommon), place < last
        else { return help }
        let entries = entries(of: blocks[last])
        let own = entries.filter { !isGeneral($0) }
        blocks[last] = (["HELP:"] + entries.filter(isGeneral)).joined(separator: "\n")
        if !own.isEmpty { blocks.insert((["OPTIONS:"] + own).joined(separator: "\n"), at: place) }
        return blocks.joined(separator: "\n\n")
    }

    /// Whether a section is one that several commands have.
    private static func isCommon(_ block: String) -> Bool {
        block.hasPrefix("SNAPSHOT:\n") || block.hasPrefix("HOW TO PRINT:\n") || block.hasPrefix("WHAT TO HIDE:\n")
    }

    private static func isGeneral(_ entry: String) -> Bool {
        entry.hasPrefix("  --version ") || entry.hasPrefix("  -h, --help ")
    }

    /// The options of a section, each with the lines that belong to it.
    private static func entries(of block: String) -> [String] {
        block.split(separator: "\n").dropFirst().reduce(into: []) { entries, line in
            if line.hasPrefix("  -") || entries.isEmpty {
                entries.append(String(line))
            } else {
                entries[entries.count - 1] += "\n\(line)"
            }
        }
    }
}
