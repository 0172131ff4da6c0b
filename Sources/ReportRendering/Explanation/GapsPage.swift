import ClusterSnapshot
import KubernetesModel

/// `docs/gaps.md`: every code of a gap, with its meaning, its remedy and the findings that depend on the data.
package enum GapsPage {
    /// So many codes of findings are listed at most; beyond that their number is printed.
    private static let maxListed = 20

    /// The page's text, in Markdown.
    ///
    /// - Parameters:
    ///   - codes: the codes, in the order in which reports print them.
    ///   - kinds: all kinds of objects that dsdoctor reads.
    /// - Returns: the whole page.
    package static func markdown(codes: [Gap.Code], kinds: [ObjectKind]) -> String {
        var page = """
            # Gaps

            A gap is data that the snapshot lacks. It accuses nobody: findings that need the data are left out, or say that
            they are unsure. This page is generated from the code; `dsdoctor explain CODE` prints the same, with all
            affected findings. Codes are forever: never renamed, never reused.

            *Damage* means that something was there to read and could not be read. Reports always print such gaps; others
            only where they print gaps in full (`-v` does). A gap is *doubtful* when nothing in the snapshot depends on the
            missing kind: perhaps there is none.

            In `-o json`, `snapshot.gaps` lists them: `code`, `detail` (a sentence for people) and `affects` (codes of
            findings). No gap has other parameters.

            """
        for code in codes { page += section(GapExplanation(code, kinds: kinds)) }
        return page
    }

    private static func section(_ gap: GapExplanation) -> String {
        var section = "\n## `\(gap.code.rawValue)`\n\n\(gap.summary)\(gap.code.isDamage ? " Counts as damage." : "")\n"
        if let remedy = gap.remedy { section += "\n\(remedy)\n" }
        if gap.affects.count > maxListed {
            section += "\nAffects \(gap.affects.count) codes of findings.\n"
        } else if !gap.affects.isEmpty {
            section += "\nAffects \(gap.affects.map { "`\($0)`" }.joined(separator: ", "))\n"
        }
        return section
    }
}
