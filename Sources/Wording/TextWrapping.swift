/// Breaks prose into lines.
public enum TextWrapping {
    /// `text` in lines of at most `columns`, broken at spaces; a word that is longer than a line is broken too.
    ///
    /// The text must be escaped already. There is always at least one line.
    public static func lines(of text: String, columns: Int) -> [String] {
        let columns = max(columns, 8)
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in words(of: text) {
            var rest = word
            var width = DisplayWidth.of(rest)
            if !line.isEmpty, used + 1 + width <= columns {
                line += " " + rest
                used += 1 + width
                continue
            }
            if !line.isEmpty { lines.append(line) }
            // The width is counted down: to measure what is left after each piece takes a long word's square.
            while width > columns {
                let head = DisplayWidth.prefix(of: rest, columns: columns)
                lines.append(String(head))
                rest = rest[head.endIndex...]
                width -= DisplayWidth.of(head)
            }
            line = String(rest)
            used = width
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }

    /// The words between spaces. In ASCII text a character is a byte.
    private static func words(of text: String) -> [Substring] {
        text.utf8.allSatisfy { $0 < 0x80 }
            ? text.utf8.split(separator: UInt8(ascii: " ")).map { Substring($0) } : text.split(separator: " ")
    }

    /// `list` in lines of at most `columns`, broken after commas only.
    public static func lines(ofList list: String, columns: Int) -> [String] {
        var lines = [""]
        for item in list.split(separator: ",") {
            let isFirst = lines.count == 1 && lines[0].isEmpty
            let longer = isFirst ? String(item) : lines[lines.count - 1] + "," + item
            if isFirst || DisplayWidth.of(longer) < columns {
                lines[lines.count - 1] = longer
            } else {
                lines[lines.count - 1] += ","
                lines.append(String(item.drop { $0 == " " }))
            }
        }
        return lines
    }
}
