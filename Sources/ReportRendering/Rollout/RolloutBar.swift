import RolloutGate
import Wording

/// One line that a terminal redraws: the nodes by state.
extension RolloutReport {
    /// `[████████▒▒✖░░░░]  7/12 updated, 1 fails, 2 replaced, 2 wait   1 min`, in the page's columns at most.
    package func bar(on style: PageStyle) -> String {
        let parts = Self.parts.map { part in (part, part.states.reduce(0) { $0 + state.count($1) }) }
            .filter { $0.1 > 0 }
        let total = parts.reduce(0) { $0 + $1.1 }
        var words = parts.map { part, count in
            part.states == [.updated] ? "\(count)/\(state.eligible) updated" : "\(count) \(part.words)"
        }
        if state.count(.updated) == 0 { words.insert("0/\(state.eligible) updated", at: 0) }
        var text = "  \(words.joined(separator: ", "))  \(Wording.duration(seconds: state.elapsed))"
        let room = min(style.columns, 120) - 1
        // A narrow terminal gets the numbers alone.
        let width = min(40, room - text.count - 2)
        if width < 4 { text = String(text.dropFirst(2).prefix(max(room, 0))) }
        guard width >= 4, total > 0 else { return text }
        var bar = ""
        for (position, cells) in Self.shares(parts.map(\.1), of: width).enumerated() {
            let part = parts[position].0
            let piece = String(repeating: style.isASCII ? part.ascii : part.mark, count: cells)
            bar += style.isColored ? part.style.applied(to: piece) : piece
        }
        return "[\(bar)]\(text)"
    }

    /// States that the bar shows alike.
    private struct Part {
        var states: [RolloutStanding.State]
        var words: String
        var mark: Character
        var ascii: Character
        var style: TextStyle
    }

    private static let parts = [
        Part(states: [.updated], words: "updated", mark: "█", ascii: "#", style: .good),
        Part(states: [.failing], words: "failing", mark: "✖", ascii: "x", style: .critical),
        Part(states: [.replacing], words: "being replaced", mark: "▒", ascii: "+", style: .notice),
        Part(states: [.oldFailing], words: "old and failing", mark: "▽", ascii: "v", style: .warning),
        Part(states: [.old, .waiting], words: "waiting", mark: "░", ascii: ".", style: .dim),
        Part(states: [.leaving], words: "being removed", mark: "-", ascii: "-", style: .dim),
    ]

    /// Cells for each count, at least one each, all together `width`.
    static func shares(_ counts: [Int], of width: Int) -> [Int] {
        let total = counts.reduce(0, +)
        guard total > 0, width >= counts.count else { return counts.map { _ in 0 } }
        var cells = counts.map { max(1, $0 * width / total) }
        var left = width - cells.reduce(0, +)
        while left != 0 {
            // The largest gives or takes what rounding leaves.
            guard let largest = cells.indices.max(by: { cells[$0] < cells[$1] }) else { break }
            cells[largest] += left > 0 ? 1 : -1
            left += left > 0 ? -1 : 1
        }
        return cells
    }
}
