import ClusterSnapshot
import Wording

extension MarkdownPage {
    /// As many gaps as are told where nobody asks for all.
    private static let mostGaps = 12

    /// Missing data, an item for each gap; kinds of which there may be none are only counted, unless all are asked for.
    mutating func write(_ gaps: [Gap], isWhole: Bool) {
        guard !gaps.isEmpty else { return }
        heading(2, "Missing data")
        let shown = isWhole ? gaps : Array(gaps.filter { !$0.isDoubtful }.prefix(Self.mostGaps))
        for gap in shown { item("`\(Markdown(stringLiteral: gap.code.rawValue))`: \(gap.detail, limit: 400)") }
        let left = gaps.count - shown.count
        if left > 0 { item("\(left) more; there may be none: `-v`") }
    }
}
