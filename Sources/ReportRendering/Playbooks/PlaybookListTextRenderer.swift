import RemedyPlaybooks
import Wording

/// The playbooks as a table that fits the page: one line each.
struct PlaybookListTextRenderer: PageRenderer {
    private let list: PlaybookList

    init(_ list: PlaybookList) { self.list = list }

    func write(to page: inout TextPage) {
        let rows = list.entries.map { Row($0, isBuiltIn: list.isBuiltIn) }
        let head = Row(
            id: "ID", simulated: "TRIED", source: list.isBuiltIn ? "" : "FROM", codes: ["CODES"],
            title: "TITLE")
        let columns = Columns(of: [head] + rows, in: page.columns)
        columns.write(head, style: .bold, to: &page)
        for row in rows { columns.write(row, style: .plain, to: &page) }
    }

    /// The texts of a line.
    fileprivate struct Row {
        var id: String
        /// Whether the simulator tries it.
        var simulated: String
        var source: String
        var codes: [String]
        var title: String

        /// The codes that fit, and how many more there are: `eviction-loop +2`.
        func codes(in columns: Int) -> String {
            let all = codes.joined(separator: ",")
            if DisplayWidth.of(all) <= columns { return all }
            for shown in (1..<max(codes.count, 1)).reversed() {
                let some = codes.prefix(shown).joined(separator: ",") + " +\(codes.count - shown)"
                if DisplayWidth.of(some) <= columns { return some }
            }
            return DisplayWidth.clipped(all, columns: columns)
        }
    }

    /// How wide the columns are.
    fileprivate struct Columns {
        private static let gap = 2
        private let id: Int
        private let simulated: Int
        private let source: Int
        private let codes: Int
        private let title: Int

        /// The ids are never cut; of what is left the titles get the half.
        init(of rows: [Row], in columns: Int) {
            func widest(_ text: (Row) -> String) -> Int { rows.map { DisplayWidth.of(text($0)) }.max() ?? 0 }
            id = widest(\.id)
            simulated = widest(\.simulated)
            source = min(widest(\.source), columns / 4)
            let others = source == 0 ? 3 : 4
            let left = max(columns - id - simulated - source - others * Self.gap, 24)
            codes = min(widest { $0.codes.joined(separator: ",") }, max(left / 2, left - widest(\.title)))
            title = left - codes
        }

        func write(_ row: Row, style: TextStyle, to page: inout TextPage) {
            var spans = [cell(row.id, id, .bold), cell(row.simulated, simulated, style)]
            if source > 0 { spans.append(cell(row.source, source, style)) }
            spans.append(cell(row.codes(in: codes), codes, style))
            spans.append(TextPage.Span(DisplayWidth.clipped(row.title, columns: title), style))
            page.line(spans)
        }

        private func cell(_ text: String, _ width: Int, _ style: TextStyle) -> TextPage.Span {
            let clipped = DisplayWidth.clipped(TerminalText.escaped(text), columns: width)
            let padding = max(width - DisplayWidth.of(clipped), 0) + Self.gap
            return TextPage.Span(clipped + String(repeating: " ", count: padding), style)
        }
    }
}

extension PlaybookListTextRenderer.Row {
    fileprivate init(_ entry: PlaybookList.Entry, isBuiltIn: Bool) {
        let playbook = entry.playbook
        self.init(
            id: playbook.id, simulated: playbook.isSimulated ? "yes" : "no",
            source: isBuiltIn ? "" : entry.source, codes: playbook.codes.map(\.rawValue),
            title: TerminalText.escaped(playbook.titleOutline))
    }
}
