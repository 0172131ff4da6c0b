import KubernetesModel
import PlacementEngine

/// A node has less left than the pod asks for.
public struct InsufficientResourceRule: NodeRule {
    public static let code = FindingCode.insufficientResource
    public static let documentation = RuleDocumentation(
        summary: "The node has less of a resource left than the pod asks for.",
        explanation: """
            The scheduler compares requests, not use: what the pods on a node ask for is taken from its allocatable \
            amount, whether they use it or not (NodeResourcesFit). A daemon pod waits for its one node; it can get room \
            there only if pods leave, ask for less or rank below it, if the node grows, or if the pod itself asks for less.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ResourceShortage>? {
        guard node.needsPlace else { return nil }
        let shortages = ResourceShortage.all(on: node)
        guard let shortage = shortages.first(where: { $0.requested <= $0.allocatable }),
            !shortages.contains(where: { $0.requested > $0.allocatable })
        else { return nil }
        return Symptom(
            grouping: "\(shortage.resource) \(shortage.requested) \(shortage.preemption.outcome)", detail: shortage,
            evidence: node.schedulerEvidence)
    }

    public func description(
        of symptoms: [LocatedSymptom<ResourceShortage>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let report = ResourceShortageReport(
            shortages: symptoms.map(\.detail), nodes: symptoms.map(\.node), situation: situation)
        var message =
            "\(report.resourceTitle): the pod asks for \(report.requested), "
            + "\(symptoms.count == 1 ? "this node has" : "these nodes have") \(report.range { max(0, $0.free) }) left"
            + " of \(report.range { $0.allocatable })."
        let holders = report.holders
        if !holders.isEmpty {
            message += " Held by \(Wording.list(holders.map { $0.text(of: report.resource) }))."
        }
        message += " " + PreemptionWording.sentence(symptoms.map(\.node), in: situation)
        return FindingDescription(
            title: "\(report.resource) is short", message: message, parameters: report.parameters())
    }
}
