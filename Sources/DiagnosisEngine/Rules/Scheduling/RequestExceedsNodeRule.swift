import KubernetesModel
import PlacementEngine

/// The pod asks for more than the node has even when empty.
public struct RequestExceedsNodeRule: NodeRule {
    public static let code = FindingCode.requestExceedsNode
    public static let documentation = RuleDocumentation(
        summary: "The pod asks for more than the node has, even with nothing else on it.",
        explanation: """
            The request is above the node's allocatable amount, so neither free room nor priority helps: the scheduler \
            calls it unresolvable (NodeResourcesFit, isUnresolvable). Only a smaller request or a larger node does.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ResourceShortage>? {
        guard node.needsPlace,
            let shortage = ResourceShortage.all(on: node).first(where: { $0.requested > $0.allocatable })
        else { return nil }
        return Symptom(
            grouping: "\(shortage.resource) \(shortage.requested)", detail: shortage, evidence: node.schedulerEvidence)
    }

    public func description(
        of symptoms: [LocatedSymptom<ResourceShortage>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let report = ResourceShortageReport(
            shortages: symptoms.map(\.detail), nodes: symptoms.map(\.node), situation: situation)
        let message =
            "\(report.resourceTitle): the pod asks for \(report.requested), and "
            + "\(symptoms.count == 1 ? "the whole node has" : "each whole node has") only "
            + "\(report.range { $0.allocatable })."
            + " No room that others leave and no priority can help."
        return FindingDescription(
            title: "\(report.resource) request is above the node's size", message: message,
            parameters: report.parameters())
    }
}
