import ClusterSnapshot
import KubernetesModel
import Wording

/// The observations of one node rule about one DaemonSet, without the rule's own type of detail.
struct RuleOutcome {
    /// The observation of the rule on a node, without its own type of detail.
    struct Sight {
        var node: NodeSituation
        var grouping: String
        var confidence: Confidence
        var evidence: [Evidence]
        var isPast: Bool
        var isPassing: Bool
        var givesWay: Bool
    }

    let code: FindingCode
    let family: FindingFamily
    /// Whether the nodes' size is compared.
    let comparesSize: Bool
    let sights: [Sight]
    /// The rule's words for some of the sights, by their positions.
    let describe: (_ sights: [Int]) -> FindingDescription

    /// The positions of the nodes where the rule sees its cause.
    let nodes: [Int]
    /// Half a sentence for where another finding may be the cause; nil where it gives way on none of the nodes.
    let consequence: String?
    /// Those of the nodes where it was seen on a pod that is gone, or may follow from something else.
    let pastNodes: Set<Int>
    /// Those of the nodes where it passes by itself.
    let passingNodes: Set<Int>

    init(
        code: FindingCode, family: FindingFamily, comparesSize: Bool = false, sights: [Sight],
        asConsequence: String? = nil,
        describe: @escaping ([Int]) -> FindingDescription
    ) {
        self.code = code
        self.family = family
        self.comparesSize = comparesSize
        consequence = sights.contains { $0.givesWay } ? asConsequence : nil
        self.sights = sights
        self.describe = describe
        nodes = sights.map(\.node.position)
        pastNodes = Set(sights.filter { $0.isPast || $0.givesWay }.map(\.node.position))
        passingNodes = Set(sights.filter(\.isPassing).map(\.node.position))
    }
}

extension NodeRule {
    // What needs the rule's own types stands here, and all else in RuleOutcome: this is compiled for each rule.
    func outcome(for candidates: [NodeSituation], in situation: DaemonSetSituation) -> RuleOutcome {
        var sights: [RuleOutcome.Sight] = []
        var located: [LocatedSymptom<Detail>] = []
        for node in candidates {
            guard let symptom = symptom(on: node, in: situation) else { continue }
            sights.append(
                RuleOutcome.Sight(
                    node: node, grouping: symptom.grouping, confidence: symptom.confidence,
                    evidence: symptom.evidence, isPast: symptom.isPast, isPassing: symptom.isPassing,
                    givesWay: symptom.givesWay))
            located.append(LocatedSymptom(node: node, symptom: symptom))
        }
        return RuleOutcome(
            code: Self.code, family: Self.family, comparesSize: Self.comparesSize, sights: sights,
            asConsequence: Self.asConsequence
        ) { positions in
            description(of: positions.map { located[$0] }, in: situation)
        }
    }
}

extension RuleOutcome {
    /// The findings for those of the nodes where it is the primary cause.
    func findings(
        on primary: Set<Int>, otherCauses: [Int: [FindingCode]], consequences: [FindingCode: String] = [:],
        in situation: DaemonSetSituation
    ) -> [Finding] {
        let groups = Dictionary(
            grouping: sights.indices.filter { primary.contains(sights[$0].node.position) },
            by: { position in
                let sight = sights[position]
                let kind = sight.node.limitation?.name ?? ""
                return "\(kind) \(sight.grouping)\(revision(of: sight.node, in: situation))"
            })
        return groups.keys.sorted().map { key in
            finding(for: groups[key] ?? [], otherCauses: otherCauses, consequences: consequences, in: situation)
        }
    }

    /// The key that separates pods of templates with different containers: no finding mixes their images and probes.
    private func revision(of node: NodeSituation, in situation: DaemonSetSituation) -> String {
        guard family.isComparable, let pod = node.pod, situation.revision.isKnown, !situation.revision.isNewest(pod)
        else { return "" }
        let template = situation.daemonSet.template.spec.containers
        let containers = Dictionary(firstOf: pod.spec.containers) { $0.name }
        let differs = template.contains { container in
            guard let own = containers[container.name] else { return true }
            return own.image != container.image || own.livenessProbe != container.livenessProbe
                || own.readinessProbe != container.readinessProbe || own.startupProbe != container.startupProbe
        }
        return differs ? " \(pod.metadata.labels[ControllerRevision.Label.hash] ?? "older")" : ""
    }

    private func finding(
        for group: [Int], otherCauses: [Int: [FindingCode]], consequences: [FindingCode: String],
        in situation: DaemonSetSituation
    ) -> Finding {
        let sorted = group.sorted { NaturalOrder.precedes(sights[$0].node.node.name, sights[$1].node.node.name) }
        var description = describe(sorted)
        let seen = sorted.map { sights[$0] }
        let others = Dictionary(grouping: seen.flatMap { otherCauses[$0.node.position] ?? [] }, by: { $0 })
        if !others.isEmpty {
            func list(_ codes: [FindingCode]) -> String {
                codes.map { "\($0.rawValue) on \(Wording.count(others[$0]?.count ?? 0, "node"))" }
                    .joined(separator: ", ")
            }
            let following = others.keys.filter { consequences[$0] != nil }.sorted()
            let beside = others.keys.filter { consequences[$0] == nil }.sorted()
            for code in following {
                let words = consequences[code] ?? ""
                description.add(
                    "On \(Wording.count(others[code]?.count ?? 0, "node")) this may be why \(words) (\(code.rawValue))."
                )
            }
            if !beside.isEmpty { description.add("Also there: \(list(beside)).") }
        }
        if let container = description.parameters.text("container"), !container.isEmpty,
            let sentence = InjectedContainer.sentence(container, on: seen[0].node, in: situation)
        {
            description.add(sentence)
        }
        let confidences = seen.map(\.confidence)
        let confidence: Confidence =
            confidences.contains(.possible) ? .possible : confidences.contains(.likely) ? .likely : .certain
        var parameters = Parameters.common(to: situation)
        for entry in description.parameters.entries { parameters[entry.name] = entry.value }
        if let limitation = NodeLimitationReport(of: seen.map(\.node), in: situation) {
            description.add(limitation.sentence)
            for entry in limitation.parameters.entries { parameters[entry.name] = entry.value }
        } else if family.isComparable,
            let comparison = FailureComparison(
                failing: seen.map(\.node), comparingSize: comparesSize, in: situation)
        {
            description.add(comparison.sentence)
            if !comparison.shared.isEmpty { parameters["sharedByFailing"] = .texts(comparison.shared) }
        }
        if family == .crashing || family == .starting {
            if let drift = ImageDrift(failing: seen.map(\.node), in: situation) {
                description.add(drift.sentence)
                for entry in drift.parameters.entries { parameters[entry.name] = entry.value }
            }
            if let provider = SharedFolder.provider(missedOn: seen.map(\.node), in: situation) {
                description.add(provider)
            }
        }
        return Finding(
            code: code, severity: description.severity, confidence: confidence, title: description.title,
            message: description.message, parameters: parameters, nodes: seen.map(\.node.node.name),
            pods: seen.compactMap { $0.node.pod?.metadata.qualifiedName }.sorted(),
            evidence: Evidence.mostConvincing(of: seen.flatMap(\.evidence)))
    }
}

extension Parameters {
    /// The parameters of every finding of a DaemonSet.
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
