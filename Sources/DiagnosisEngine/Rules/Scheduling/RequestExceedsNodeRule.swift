import ClusterSnapshot
import KubernetesModel
import PlacementEngine

extension FindingCode {
    /// The pod asks for more than the node has even when empty.
    public static let requestExceedsNode = Self("request-exceeds-node")
}

/// The pod asks for more than the node has even when empty.
struct RequestExceedsNodeRule: NodeRule {
    static let code = FindingCode.requestExceedsNode
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.runtimeClasses, .limitRanges]
    static let parameters: [ParameterDescription] = ResourceShortageReport.parameterDescriptions
    static let documentation = RuleDocumentation(
        summary: "The pod requests more than the node has, even with nothing else on it.",
        explanation: """
            The request exceeds the node's allocatable, so neither free room nor priority helps; the scheduler calls \
            it unresolvable (NodeResourcesFit, isUnresolvable). Only a smaller request or a larger node does.
            """)

    static func causeTitle(of finding: Finding) -> String {
        let text = { (name: String) in finding.parameters.text(name) ?? "?" }
        return "\(ResourceName.inTitles(text("resource"))) request \(text("requested")) is larger than the node"
    }

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(
            change.older == nil || change.asksForMore ? .revision : .node,
            .stays(seconds: RolloutMeaning.retried))
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ResourceShortage>? {
        guard node.needsPlace,
            let shortage = ResourceShortage.all(on: node).first(where: { $0.requested > $0.allocatable })
        else { return nil }
        return Symptom(
            grouping: "\(shortage.resource) \(shortage.requested)", detail: shortage, evidence: node.schedulerEvidence)
    }

    func description(
        of symptoms: [LocatedSymptom<ResourceShortage>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let report = ResourceShortageReport(
            shortages: symptoms.map(\.detail), nodes: symptoms.map(\.node), situation: situation)
        let message =
            "The pod requests \(report.requested) of \(report.resource); "
            + "\(symptoms.count == 1 ? "the whole node has" : "each whole node has") only "
            + "\(report.range { $0.allocatable }).\(report.admittedSentence)"
            + " Neither removing other pods nor a higher priority can help."
        return FindingDescription(
            title: "\(ResourceName.inTitles(report.resource)) request is larger than the node", message: message,
            parameters: report.parameters())
    }
}

extension RequestExceedsNodeRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the pod asks for 8Gi on nodes of 4Gi", on: ["n1"],
                with: ["resource": "memory", "requested": "8Gi", "allocatableMax": "4Gi", "nodePool": "small"]
            ) { cluster in
                cluster.node("n1", memory: "4Gi", labels: ["pool": "small"])
                cluster.node("n2", memory: "16Gi")
                cluster.container { $0.resources.requests = ExampleObjects.resources(["memory": "8Gi"]) }
                cluster.waitingPod(on: "n1", refused: "1 Insufficient memory")
                cluster.daemonPod(on: "n2")
            },
            .firing(
                "the pod asks for more than the scheduler can count", on: ["n1"],
                with: ["resource": "cpu", "requested": "9E", "allocatableMax": "4"]
            ) { cluster in
                cluster.node("n1", cpu: "4")
                cluster.container { $0.resources.requests = ExampleObjects.resources(["cpu": "9E"]) }
                cluster.waitingPod(on: "n1", refused: "1 Insufficient cpu")
            },
            .silent("the pod asks for just what the node has, which others hold in part") { cluster in
                cluster.node("n1", memory: "8Gi")
                cluster.container { $0.resources.requests = ExampleObjects.resources(["memory": "8Gi"]) }
                cluster.pod("web-1", on: "n1", requests: ["memory": "1Gi"])
                cluster.waitingPod(on: "n1", refused: "1 Insufficient memory")
            },
        ]
    }
}
