import ClusterSnapshot
import DiagnosisEngine
import Wording

/// Views of missing data.
enum GapViews {
    /// As many gaps of one kind as a page lists.
    private static let mostAlike = 20

    /// Missing data: what is, then kinds of which there may be none.
    static func set(_ gaps: [Gap], in view: inout HTMLView) {
        let byCode = Dictionary(grouping: gaps, by: \.code)
        let sorted = byCode.sorted { $0.key < $1.key }
        view.set("gaps", sorted.flatMap { _, gaps in views(of: gaps.filter { !$0.isDoubtful }) })
        view.set("hasDoubtful", gaps.contains(where: \.isDoubtful))
        view.set("doubtfulGaps", sorted.flatMap { _, gaps in views(of: gaps.filter(\.isDoubtful)) })
    }

    private static func views(of gaps: [Gap]) -> [HTMLView] {
        let views = gaps.prefix(mostAlike).map { gap in
            var view = HTMLView()
            view.set("gapCode", gap.code.rawValue)
            view.set("gapDetail", gap.detail)
            let codes = RuleCatalogue.codes(affectedBy: gap)
            view.set("gapAffects", codes.isEmpty ? nil : codes.joined(separator: ", "))
            view.set("isDamage", gap.isDamage)
            return view
        }
        guard gaps.count > mostAlike, let first = gaps.first else { return views }
        var more = HTMLView()
        more.set("gapCode", first.code.rawValue)
        more.set("gapDetail", "\(gaps.count - mostAlike) more of this kind.")
        return views + [more]
    }
}
