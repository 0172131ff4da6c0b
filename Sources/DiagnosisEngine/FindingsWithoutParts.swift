import ClusterSnapshot

extension RuleCatalogue {
    /// The codes of findings that cannot be made, or not for sure, for lack of what a gap tells of; sorted.
    package static func codes(affectedBy gap: Gap) -> [String] {
        codes(of: gap) { rule in rule.needs + rule.weakenedWithout }
    }

    /// The codes of findings that may be there and cannot be seen, for lack of what a gap tells of; sorted.
    package static func codes(hiddenBy gap: Gap) -> [String] { codes(of: gap) { $0.needs } }

    /// The codes of the rules that read what is missing.
    private static func codes(of gap: Gap, reading parts: (any Rule.Type) -> [SnapshotPart]) -> [String] {
        if gap.missing.isEmpty { return gap.savedCodes }
        return all.filter { rule in parts(rule).contains { gap.missing.contains($0) } }.map { $0.code.rawValue }
            .sorted()
    }
}
