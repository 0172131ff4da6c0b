import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// The scheduler refuses a pod that fits, because it does not see the cluster as it is.
    public static let schedulerViewStale = Self("scheduler-view-stale")
}

/// The scheduler refuses a pod that fits, because it does not see the cluster as it is.
struct SchedulerViewStaleRule: NodeRule {
    static let code = FindingCode.schedulerViewStale
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [
        .events, .podsOfOtherNamespaces, .persistentVolumeClaims, .persistentVolumes,
    ]
    static let parameters: [ParameterDescription] = [
        .text("schedulerName"), .number("nodesKnown", .optional), .number("nodesThere"), .text("kind"),
        .text("message"),
    ]
    static let documentation = RuleDocumentation(
        summary: "The scheduler refuses the pod although it fits: its view of the cluster is out of date.",
        explanation: """
            The scheduler decides by its own copy of the cluster. Its message counts the nodes that it looked at. A \
            count below the cluster's, or a pod that finds no node of the name it asks for, means that the copy lacks \
            the node. A reason that no longer holds means that the copy, or the message, is out of date. The pod waits \
            until an event makes the scheduler look again, or until the scheduler restarts.
            """)

    static func scope(of finding: Finding) -> CauseScope { .shared(code.rawValue) }

    /// How long the scheduler may take to look again, in seconds.
    static let patience: WholeNumber = 300

    /// In what the scheduler is wrong.
    enum Error: String, Sendable {
        /// It does not know the node.
        case nodeUnknown
        /// It holds a reason against the node that is not so.
        case reasonOutdated
    }

    struct Detail: Sendable {
        var error: Error
        var known: Int?
        var reasons: [String]
        var text: String
    }

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.cluster, .mayPass)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Detail>? {
        guard node.needsPlace, node.verdict.failures.isEmpty, let pod = node.pod, pod.spec.schedulingGates.isEmpty,
            let created = pod.metadata.creationTimestamp,
            situation.snapshot.capturedAt.seconds(since: created) > Self.patience,
            let said = node.schedulerMessage(in: situation)
        else { return nil }
        let there = situation.snapshot.nodes.count
        let known = said.message.nodeCount
        let reasons = said.message.reasons
        var error = Error.reasonOutdated
        var confidence = Confidence.possible
        if said.message.missesNode || Self.findsNone(said.message, among: there) {
            error = .nodeUnknown
            confidence = .likely
        } else {
            // The verdict leaves out the DaemonSet's own pods: its predecessor may hold the port or the room.
            guard node.pods.count == 1 else { return nil }
            // One reason that no filter here has may be the one that holds for the node, and may be right.
            guard !reasons.isEmpty, reasons.allSatisfy({ $0.plugin != nil }) else { return nil }
            // Pods that the snapshot lacks may be what takes the room.
            guard !situation.snapshot.hasGap(.namespacesPartial), !situation.coverage.isPartial else {
                return nil
            }
        }
        return Symptom(
            grouping: "\(error.rawValue) \(said.text)",
            detail: Detail(error: error, known: known, reasons: reasons.map(\.text), text: said.text),
            confidence: confidence,
            evidence: node.schedulerEvidence.isEmpty
                ? [Evidence(kind: .event, object: "Pod \(pod.metadata.qualifiedName)", text: said.text)]
                : node.schedulerEvidence)
    }

    /// Whether the scheduler finds no node of the pod's name and labels: it refuses all that it knows for that, or knows
    /// fewer than there are and has no reason that depends on pods.
    private static func findsNone(_ message: SchedulerMessage, among there: Int) -> Bool {
        guard let known = message.nodeCount, known > 0 else { return false }
        let elsewhere = message.nodes(refusedBy: .nodeAffinity) + message.nodes(refusedBy: .nodeName)
        if elsewhere >= known { return true }
        let ofNodeAlone: Set<FilterPlugin?> = [nil, .nodeAffinity, .nodeName, .taintToleration, .nodeUnschedulable]
        return known < there && elsewhere > 0 && message.reasons.allSatisfy { ofNodeAlone.contains($0.plugin) }
    }

    func description(
        of symptoms: [LocatedSymptom<Detail>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let detail = symptoms[0].detail
        let there = situation.snapshot.nodes.count
        let scheduler = symptoms[0].node.pod?.spec.schedulerName ?? ""
        let nodes = symptoms.count == 1 ? "this node" : "these nodes"
        var message: String
        switch detail.error {
        case .nodeUnknown:
            message =
                (detail.known ?? there) < there
                ? "The scheduler counts \(detail.known ?? 0) nodes, but the cluster has \(there). "
                : "The scheduler finds no node with the name and labels that the pod asks for. "
            message +=
                "The pod fits on \(nodes), so the scheduler does not know \(symptoms.count == 1 ? "it" : "them")."
        case .reasonOutdated:
            message =
                "The scheduler says \(Wording.list(detail.reasons)), but by this snapshot the pod fits on "
                + "\(nodes): the scheduler's view of the cluster is out of date, or it has not looked again since."
        }
        var parameters: Parameters = [
            "schedulerName": .text(scheduler), "nodesThere": .number(WholeNumber(there)),
            "kind": .text(detail.error.rawValue),
            "message": .text(detail.text),
        ]
        parameters["nodesKnown"] = detail.known.map { .number(WholeNumber($0)) }
        return FindingDescription(
            title: detail.error == .nodeUnknown
                ? "the scheduler does not know \(nodes)" : "the scheduler's view is out of date",
            message: message, parameters: parameters)
    }
}

extension SchedulerViewStaleRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the scheduler counts two of three nodes", on: ["n3"],
                with: ["kind": "nodeUnknown", "nodesKnown": 2, "nodesThere": 3]
            ) { cluster in
                cluster.threeNodes()
                cluster.waitingPod(on: "n3", refused: "0/2 nodes are available: 2 node(s) didn't match node selector.")
            },
            .firing(
                "the scheduler finds no node of the pod's name among as many as there are", on: ["n3"],
                with: ["kind": "nodeUnknown"]
            ) { cluster in
                cluster.threeNodes()
                cluster.waitingPod(
                    on: "n3", refused: "0/3 nodes are available: 3 node(s) didn't satisfy plugin(s) [NodeAffinity].")
            },
            .firing("the scheduler's cache has no such node", on: ["n3"], with: ["kind": "nodeUnknown"]) { cluster in
                cluster.threeNodes()
                cluster.waitingPod(on: "n3", refused: "nodeinfo not found for node name \"n3\"")
            },
            .firing("it said so when there were fewer nodes", on: ["n3"], with: ["kind": "reasonOutdated"]) { cluster in
                cluster.threeNodes()
                cluster.waitingPod(
                    on: "n3",
                    refused: "0/2 nodes are available: 1 Insufficient memory, 1 node(s) didn't match node selector.")
            },
            .firing("the room that was short is there", on: ["n3"], with: ["kind": "reasonOutdated"]) { cluster in
                cluster.threeNodes()
                cluster.waitingPod(
                    on: "n3",
                    refused: "0/3 nodes are available: 1 Insufficient memory, 2 node(s) didn't match node selector.")
            },
            .silent("the scheduler is right: the memory is short") { cluster in
                cluster.threeNodes()
                cluster.container { $0.resources.requests = ExampleObjects.resources(["memory": "9Gi"]) }
                cluster.waitingPod(
                    on: "n3",
                    refused: "0/3 nodes are available: 1 Insufficient memory, 2 node(s) didn't match node selector.")
            },
            .silent("a surge pod waits for the port that its own predecessor holds") { cluster in
                cluster.node("n1")
                cluster.container { $0.ports = [ContainerPort(containerPort: 9100, hostPort: 9100)] }
                cluster.daemonSet.updateStrategy = .rollingUpdate(maxUnavailable: .number(0), maxSurge: .number(1))
                cluster.daemonPod(on: "n1") { $0.metadata.name = "agent-old" }
                cluster.waitingPod(
                    on: "n1",
                    refused: "0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports.")
            },
            .silent("the scheduler has a reason of its own") { cluster in
                cluster.threeNodes()
                cluster.waitingPod(
                    on: "n3",
                    refused:
                        "0/3 nodes are available: 1 node(s) were out of luck, 2 node(s) didn't match node selector.")
            },
            .silent("the pod came a minute ago") { cluster in
                cluster.threeNodes()
                cluster.waitingPod(on: "n3", refused: "0/2 nodes are available: 2 node(s) didn't match node selector.")
                {
                    $0.metadata.creationTimestamp = Timestamp(seconds: 9_940)
                }
            },
        ]
    }
}

extension ExampleCluster {
    fileprivate mutating func threeNodes() {
        for name in ["n1", "n2", "n3"] { node(name) }
        for name in ["n1", "n2"] { daemonPod(on: name) }
    }
}
