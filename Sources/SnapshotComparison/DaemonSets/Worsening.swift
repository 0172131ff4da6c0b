import DiagnosisEngine

/// How bad what got worse is.
struct Worsening {
    /// The severity of the worst change for the nodes; nil if nothing is worse, because notices do no harm.
    var harm: Severity?
    /// The worst finding that is new by its code, also where its nodes were not served before, or that reaches nodes
    /// which nothing as severe concerned; nil when there is none.
    var news: Severity?

    /// The worse of the two.
    var worst: Severity? { [harm, news].compactMap(\.self).max() }

    init(
        _ findings: (before: [Finding], after: [Finding]), _ changes: [FindingChange],
        transitions: [NodeTransition] = []
    ) {
        let certain = Set(changes.filter { $0.change != .uncertain }.map(\.code))
        let uncertain = Set(transitions.filter { $0.change == .uncertain }.map(\.node))
        var reached: [String: Severity] = [:]
        for finding in findings.before {
            for node in finding.nodes { reached[node] = max(reached[node] ?? finding.severity, finding.severity) }
        }
        let worstBefore = findings.before.filter(\.nodes.isEmpty).map(\.severity).max()
        var severities = findings.after.filter { certain.contains($0.code) }.filter { finding in
            if finding.nodes.isEmpty { return worstBefore.map { $0 < finding.severity } ?? true }
            return finding.nodes.contains { node in
                !uncertain.contains(node) && (reached[node].map { $0 < finding.severity } ?? true)
            }
        }.map(\.severity)
        news = (changes.filter { $0.change == .new }.compactMap(\.severity.after) + severities).max()
        if transitions.contains(where: { $0.change == .broken }) { severities.append(.critical) }
        let lostCoverage = transitions.contains { $0.change == .noLongerEligible && $0.wasServed }
        if lostCoverage || transitions.contains(where: { $0.change == .misplaced }) { severities.append(.warning) }
        harm = severities.filter { $0 >= .warning }.max()
    }
}
