/// The list of options that programs print when they are called wrongly: its words are about what could be, none about
/// what went wrong.
enum UsageText {
    /// The lines but for such lists: what is indented below a line that begins with `Usage:` or `Usage of`.
    static func without(_ lines: [String]) -> [String] {
        var isListing = false
        var kept: [String] = []
        for line in lines {
            let isInside = line.first == " " || line.first == "\t" || line.first == "-"
            if isListing, isInside { continue }
            let folded = line.prefix(24).lowercased()
            // `Flags:`, `Available Commands:` and the like are parts of the list.
            isListing =
                folded.hasPrefix("usage:") || folded.hasPrefix("usage of ") || isListing && line.last == ":"
            kept.append(line)
        }
        return kept
    }
}
