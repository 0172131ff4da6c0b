import Wording

extension TextPage {
    /// A cell of a row: its text is wrapped in its column, and nothing of it is cut but what no page has room for.
    struct Cell {
        let text: String
        let columns: Int
        var style = TextStyle.plain
        var isRight = false

        init(_ text: String, _ columns: Int, _ style: TextStyle = .plain) {
            self.text = text
            self.columns = columns
            self.style = style
        }

        /// A number at the right end of its column.
        static func number(_ number: Int, _ columns: Int) -> Cell {
            var cell = Cell(String(number), columns)
            cell.isRight = true
            return cell
        }
    }

    /// A row of a table, of as many lines as its longest cell; after `mostLines` a cell is cut with `…`.
    mutating func row(_ cells: [Cell], gap: Int = 2, mostLines: Int = 4) {
        let columns = cells.map { cell in
            var lines = TextWrapping.lines(ofNames: shown(cell.text), columns: cell.columns)
            if lines.count > mostLines {
                let last = DisplayWidth.clipped(lines[mostLines - 1] + " …", columns: cell.columns)
                lines = lines.prefix(mostLines - 1) + [last]
            }
            return lines
        }
        for number in 0..<(columns.map(\.count).max() ?? 0) {
            var spans: [Span] = []
            for (cell, lines) in zip(cells, columns) {
                let text = number < lines.count ? lines[number] : ""
                let padding = String(repeating: " ", count: max(cell.columns - DisplayWidth.of(text), 0))
                if !spans.isEmpty { spans.append(Span(String(repeating: " ", count: gap))) }
                spans +=
                    cell.isRight ? [Span(padding), Span(text, cell.style)] : [Span(text, cell.style), Span(padding)]
            }
            line(spans)
        }
    }
}

extension TextWrapping {
    /// Text in lines of at most `columns`, broken at spaces. A word that is longer than a line, such as a name with its
    /// namespace, a list of names or a taint, is broken behind `/`, `,`, `:` and `=`.
    static func lines(ofNames text: String, columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            let isLong = DisplayWidth.of(word) > columns
            for (position, piece) in (isLong ? pieces(of: word) : [String(word)]).enumerated() {
                let space = position == 0 && !line.isEmpty ? " " : ""
                if line.isEmpty || DisplayWidth.of(line + space + piece) <= columns {
                    line += space + piece
                } else {
                    lines.append(line)
                    line = piece
                }
            }
        }
        lines.append(line)
        return lines.flatMap { Self.lines(of: $0, columns: columns) }
    }

    private static func pieces(of word: Substring) -> [String] {
        var pieces = [""]
        for character in word {
            pieces[pieces.count - 1].append(character)
            if "/,:=".contains(character) { pieces.append("") }
        }
        return pieces.filter { !$0.isEmpty }
    }
}
