import DiagnosisEngine
import Wording

/// The change of the findings with one code.
package struct FindingChange: Equatable, Sendable {
    /// The change, in a word.
    package enum Change: String, CaseIterable, Sendable {
        case new
        case persisting
        case gone
        /// One of the snapshots lacks what it takes to make the finding.
        case uncertain
    }

    package var code: FindingCode
    package var change: Change
    /// The worst severity on each side; nil where there is no such finding.
    package var severity: BeforeAndAfter<Severity?>
    /// The nodes concerned, in natural order.
    package var nodes: BeforeAndAfter<[String]>

    /// Every code of either side: the new ones first, in each the worst first.
    static func all(
        _ before: [Finding], _ after: [Finding], transitions: [NodeTransition], gaps: GapDifferences
    ) -> [FindingChange] {
        let old = Dictionary(grouping: before, by: \.code)
        let new = Dictionary(grouping: after, by: \.code)
        let codes = Set(old.keys).union(new.keys)
        let nodes = NodesByNews(transitions)
        let changes = codes.map { FindingChange($0, old[$0] ?? [], new[$0] ?? [], gaps: gaps, nodes: nodes) }
        return changes.sorted { $0.order < $1.order }
    }

    private init(
        _ code: FindingCode, _ old: [Finding], _ new: [Finding], gaps: GapDifferences, nodes: NodesByNews
    ) {
        self.code = code
        severity = BeforeAndAfter(before: old.map(\.severity).max(), after: new.map(\.severity).max())
        self.nodes = BeforeAndAfter(before: Self.nodes(of: old), after: Self.nodes(of: new))
        switch (old.isEmpty, new.isEmpty) {
        case (true, _):
            // What broke a node that served was not there before, whatever BEFORE could show.
            let isProven = self.nodes.after.contains(where: nodes.broken.contains)
            let isDoubtful = gaps.hides(code, in: .before) || nodes.areAllUncertain(self.nodes.after)
            change = isDoubtful && !isProven ? .uncertain : .new
        case (_, true):
            let isProven = !self.nodes.before.isEmpty && self.nodes.before.allSatisfy(nodes.healed.contains)
            let isDoubtful = gaps.hides(code, in: .after) || nodes.areAllUncertain(self.nodes.before)
            change = isDoubtful && !isProven ? .uncertain : .gone
        default: change = .persisting
        }
    }

    private static func nodes(of findings: [Finding]) -> [String] {
        Set(findings.flatMap(\.nodes)).sorted(by: NaturalOrder.precedes)
    }

    /// The worst severity of either side.
    package var worstSeverity: Severity? { [severity.before, severity.after].compactMap(\.self).max() }

    private var order: (Int, Int, String) {
        let worst = worstSeverity
        return (
            Change.allCases.firstIndex(of: change) ?? 0,
            worst.flatMap { Severity.allCases.firstIndex(of: $0) }.map { -$0 } ?? 0,
            code.rawValue
        )
    }
}

/// The nodes of a DaemonSet by what the news of them is.
private struct NodesByNews {
    let broken: Set<String>
    let healed: Set<String>
    let uncertain: Set<String>

    init(_ transitions: [NodeTransition]) {
        broken = Set(transitions.filter(\.change.isWorse).map(\.node))
        healed = Set(transitions.filter(\.change.isBetter).map(\.node))
        uncertain = Set(transitions.filter { $0.change == .uncertain }.map(\.node))
    }

    func areAllUncertain(_ nodes: [String]) -> Bool { !nodes.isEmpty && nodes.allSatisfy(uncertain.contains) }
}
