import Wording

extension ShellQuoting {
    /// The command in lines of at most `columns` where its words allow that; nil when it may not be shown.
    ///
    /// Lines are broken between words only, each but the last ends in ` \`, and the following are indented: copied
    /// together they are the same command. A word that is longer than a line stays whole.
    static func lines(of words: [String], columns: Int) -> [String]? {
        guard let quoted = quotedWords(words) else { return nil }
        var lines: [String] = []
        var line = ""
        for (position, word) in quoted.enumerated() {
            let room = position == quoted.count - 1 ? columns : columns - 2
            let longer = line.isEmpty ? word : line + " " + word
            if line.isEmpty || DisplayWidth.of(longer) <= room {
                line = longer
            } else {
                lines.append(line + " \\")
                line = "  " + word
            }
        }
        return lines + [line]
    }
}
