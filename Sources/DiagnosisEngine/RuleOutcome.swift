import KubernetesModel
import Wording

/// What one node rule has seen of one DaemonSet, its own kind of detail put away.
public struct RuleOutcome {
    let code: FindingCode
    /// The positions of the nodes where the rule sees its cause.
    let nodes: [Int]
    /// Those of the nodes where it was seen on a pod that is gone.
    let pastNodes: Set<Int>
    /// Makes the findings for those of the nodes where it is the primary cause.
    let findings: (_ primary: Set<Int>, _ otherCauses: [Int: [FindingCode]]) -> [Finding]
}

extension NodeRule {
    public func outcome(for candidates: [NodeSituation], in situation: DaemonSetSituation) -> RuleOutcome {
        // Closures here and below, where key paths would read better: those into generic types are resolved at run time.
        let located = candidates.compactMap { node in
            symptom(on: node, in: situation).map { LocatedSymptom(node: node, symptom: $0) }
        }
        if located.isEmpty { return RuleOutcome(code: Self.code, nodes: [], pastNodes: [], findings: { _, _ in [] }) }
        return RuleOutcome(
            code: Self.code, nodes: located.map { $0.node.position },
            pastNodes: Set(located.filter { $0.symptom.isPast }.map { $0.node.position }),
            findings: { primary, otherCauses in
                let groups = Dictionary(
                    grouping: located.filter { primary.contains($0.node.position) }, by: { $0.symptom.grouping })
                return groups.keys.sorted().map { key in
                    finding(for: groups[key] ?? [], in: situation, otherCauses: otherCauses)
                }
            })
    }

    private func finding(
        for group: [LocatedSymptom<Detail>], in situation: DaemonSetSituation, otherCauses: [Int: [FindingCode]]
    ) -> Finding {
        let sorted = group.sorted { NaturalOrder.precedes($0.node.node.name, $1.node.node.name) }
        var description = description(of: sorted, in: situation)
        let others = Dictionary(
            grouping: sorted.flatMap { otherCauses[$0.node.position] ?? [] }, by: { $0 })
        if !others.isEmpty {
            let list = others.keys.sorted().map { code in
                "\(code.rawValue) on \(Wording.count(others[code]?.count ?? 0, "node"))"
            }
            description.message += " Also in the way there: \(list.joined(separator: ", "))."
        }
        let confidences = sorted.map { $0.symptom.confidence }
        let confidence: Confidence =
            confidences.contains(.possible) ? .possible : confidences.contains(.likely) ? .likely : .certain
        var parameters = Parameters.common(to: situation)
        for entry in description.parameters.entries { parameters[entry.name] = entry.value }
        if Self.code.family.isComparable,
            let comparison = FailureComparison(failing: sorted.map { $0.node }, in: situation)
        {
            description.message += " \(comparison.sentence)"
            if !comparison.shared.isEmpty { parameters["sharedByFailing"] = .texts(comparison.shared) }
        }
        return Finding(
            code: Self.code, severity: description.severity, confidence: confidence, title: description.title,
            message: description.message, parameters: parameters, nodes: sorted.map { $0.node.node.name },
            pods: sorted.compactMap { $0.node.pod?.metadata.qualifiedName }.sorted(),
            evidence: Evidence.mostConvincing(of: sorted.flatMap { $0.symptom.evidence }))
    }
}

extension Parameters {
    /// What every finding of a DaemonSet carries.
    static func common(to situation: DaemonSetSituation) -> Parameters {
        ["namespace": .text(situation.daemonSet.namespace), "daemonSet": .text(situation.daemonSet.name)]
    }
}

extension Evidence {
    /// How many lines a finding shows.
    static let limit = 5

    /// One line for each text, the first of its kind; as many as convince and no more.
    static func mostConvincing(of all: [Evidence]) -> [Evidence] {
        var seen: Set<String> = []
        var kept: [Evidence] = []
        for evidence in all where kept.count < limit && seen.insert(evidence.text).inserted { kept.append(evidence) }
        return kept
    }

    /// A line from an event.
    init(_ event: Event) {
        self.init(
            kind: .event,
            object: "\(event.regarding.kind) \(event.regarding.namespace)/\(event.regarding.name)",
            text: event.count > 1
                ? "\(event.reason): \(event.message) (×\(event.count))" : "\(event.reason): \(event.message)")
    }
}
