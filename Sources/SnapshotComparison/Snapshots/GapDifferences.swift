import ClusterSnapshot
import DiagnosisEngine

/// The gaps that only one of the two snapshots has: a difference that follows from a gap alone is none.
package struct GapDifferences: Equatable, Sendable {
    /// The gaps that only one snapshot declares, once each.
    package var onlyIn: BeforeAndAfter<[Gap]>
    private let hidden: BeforeAndAfter<Set<String>>

    init(_ before: [Gap], _ after: [Gap]) {
        onlyIn = BeforeAndAfter(
            before: Self.gaps(of: before, notIn: after), after: Self.gaps(of: after, notIn: before))
        hidden = BeforeAndAfter(before: Self.hidden(by: onlyIn.before), after: Self.hidden(by: onlyIn.after))
    }

    /// Whether the snapshot of this side could not have shown the finding, though the other could.
    func hides(_ code: FindingCode, in side: SnapshotSide) -> Bool {
        (side == .before ? hidden.before : hidden.after).contains(code.rawValue)
    }

    private static func gaps(of own: [Gap], notIn other: [Gap]) -> [Gap] {
        let known = Set(other.map(\.code))
        var seen: Set<Gap.Code> = []
        return own.filter { !known.contains($0.code) && seen.insert($0.code).inserted }
    }

    private static func hidden(by gaps: [Gap]) -> Set<String> { Set(gaps.flatMap(RuleCatalogue.codes(hiddenBy:))) }
}
