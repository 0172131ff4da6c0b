import ClusterSnapshot
import DiagnosisEngine

extension TextPage {
    /// Missing data, a line a kind of gap.
    mutating func write(_ gaps: [Gap], isVerbose: Bool) {
        guard !gaps.isEmpty else { return }
        blankLine()
        line(Span("Missing data:", .bold))
        var byCode: [Gap.Code: [Gap]] = [:]
        for gap in gaps where isVerbose || !gap.isDoubtful { byCode[gap.code, default: []].append(gap) }
        for (code, alike) in byCode.sorted(by: { $0.key < $1.key }) {
            for gap in alike.prefix(isVerbose ? .max : 1) {
                // A collector's own words end as they like.
                let end = [".", "…"].contains(where: gap.detail.hasSuffix) ? "" : "."
                let codes = RuleCatalogue.codes(affectedBy: gap)
                let affects = codes.isEmpty ? "" : " Affects \(codes.joined(separator: ", "))."
                paragraph(
                    [Span("  •")], indent: 4, "\(code.rawValue): \(gap.detail)\(end)\(affects)",
                    lineLimit: isVerbose ? .max : 3)
            }
            let others = isVerbose ? 0 : alike.count - 1
            if others > 0 { line(indent: 4, Span("… and \(others) more of this kind (-v lists them)", .dim)) }
        }
        if !isVerbose { writeDoubtful(gaps.filter(\.isDoubtful)) }
    }

    /// Kinds of which there may be none, in a line.
    private mutating func writeDoubtful(_ gaps: [Gap]) {
        guard !gaps.isEmpty else { return }
        let kinds = gaps.map { $0.code.rawValue.split(separator: "-").dropLast().joined(separator: " ") }
        paragraph(
            [Span("  •")], indent: 4,
            "Also absent; there may be none: \(kinds.joined(separator: ", ")) (-v shows what they affect).")
    }
}

extension [Gap] {
    /// The gaps that bear on where pods go: events, logs and Services do not.
    package var aboutPlacement: [Gap] {
        let others: Set<Gap.Code> = [
            .logsMissing, .eventsMissing, .servicesMissing, .endpointSlicesMissing, .captureTimeEstimated,
            .controllerRevisionsMissing, .serviceAccountsMissing,
        ]
        return filter { !others.contains($0.code) }
    }
}
