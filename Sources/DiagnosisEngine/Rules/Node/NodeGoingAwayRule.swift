import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// The node is about to be removed.
    public static let nodeGoingAway = Self("node-going-away")
}

/// The node is about to be removed.
struct NodeGoingAwayRule: NodeRule {
    static let code = FindingCode.nodeGoingAway
    static let family = FindingFamily.node
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let parameters: [ParameterDescription] = [
        .text("departure"), .text("since", .optional), .texts("finalizers", .optional), .truth("isStuck"),
    ]
    static let documentation = RuleDocumentation(
        summary: "The node is being removed; a pod that is missing or terminating there needs no fix.",
        explanation: """
            The Node object is deleted, the kubelet is shutting down, or something that removes nodes has tainted it: \
            the cluster autoscaler, Karpenter, a handler of spot interruptions, the cloud, or a person \
            (out-of-service). Such taints need no toleration. A plain cordon is no removal: daemon pods stay on such \
            nodes. After 15 minutes a removal counts as stuck.
            """)

    static func scope(of finding: Finding) -> CauseScope { .shared(code.rawValue) }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<NodeDeparture>? {
        guard let departure = NodeDeparture(of: node.node) else { return nil }
        switch node.state {
        case .available, .stale, .ineligible, .unknown: return nil
        // Its containers fail by themselves.
        case .failing: if node.node.isReady { return nil }
        case .notReady, .starting, .pending, .missing, .evicted, .terminating, .misplaced, .duplicate: break
        }
        let isOnlyLeaving = node.verdict.eligibility.exclusions.allSatisfy { exclusion in
            guard case .taint(let taint) = exclusion else { return false }
            return NodeDeparture.words(of: taint) != nil || taint.mirrorsCondition
        }
        guard isOnlyLeaving else { return nil }
        let isStuck = Self.isStuck(departure, at: situation.snapshot.capturedAt)
        return Symptom(
            grouping: "\(departure.words) \(isStuck)", detail: departure,
            evidence: [Evidence(kind: .spec, object: "Node \(node.node.name)", text: departure.evidence)],
            isPassing: !isStuck)
    }

    private static func isStuck(_ departure: NodeDeparture, at now: Timestamp) -> Bool {
        departure.since.map { now.seconds(since: $0) > NodeDeparture.patience } ?? false
    }

    func description(
        of symptoms: [LocatedSymptom<NodeDeparture>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let departure = symptoms[0].detail
        let now = situation.snapshot.capturedAt
        let isStuck = Self.isStuck(departure, at: now)
        let since = symptoms.compactMap(\.detail.since).min()
        var parameters: Parameters = ["departure": .text(departure.words), "isStuck": .truth(isStuck)]
        parameters["since"] = since.map { .text($0.description) }
        let finalizers = Set(symptoms.flatMap(\.detail.finalizers)).sorted()
        parameters["finalizers"] = finalizers.isEmpty ? nil : .texts(finalizers)
        let node = symptoms.count == 1 ? "The node" : "Each of these \(symptoms.count) nodes"
        let age = since.map { " since \(Wording.duration(seconds: max(0, now.seconds(since: $0))))" } ?? ""
        let rest =
            isStuck
            ? (finalizers.isEmpty
                ? " That should be over by now."
                : " Finalizer\(finalizers.count == 1 ? "" : "s") \(Wording.list(finalizers)) still "
                    + "\(finalizers.count == 1 ? "keeps" : "keep") it.")
            : " Its daemon pod goes with it and needs no fix."
        return FindingDescription(
            severity: isStuck ? .warning : .notice, title: "node is going away",
            message: "\(node) \(departure.words)\(age).\(rest)", parameters: parameters)
    }
}

extension NodeGoingAwayRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the cluster autoscaler removes the node, and the pod is terminating", on: ["n1"],
                with: ["isStuck": false]
            ) { cluster in
                cluster.node("n1", taints: ["ToBeDeletedByClusterAutoscaler=9940:NoSchedule"])
                cluster.daemonPod(on: "n1") { $0.terminate() }
            },
            .firing(
                "a finalizer keeps a node that was deleted an hour ago", on: ["n1"],
                with: ["isStuck": true, "finalizers": ["karpenter.sh/termination"]]
            ) { cluster in
                cluster.node("n1") { node in
                    node.metadata.deletionTimestamp = Timestamp(seconds: 6_400)
                    node.metadata.finalizers = ["karpenter.sh/termination"]
                    node.metadata.creationTimestamp = Timestamp(seconds: 1_000)
                }
            },
            .firing("AWS takes a spot machine back", on: ["n1"]) { cluster in
                cluster.node("n1", taints: ["aws-node-termination-handler/spot-itn:NoExecute"])
                cluster.daemonPod(on: "n1") { $0.terminate() }
            },
            .silent("the node is cordoned, and daemon pods stay there") { cluster in
                cluster.node("n1", taints: ["node.kubernetes.io/unschedulable:NoSchedule"]) { node in
                    node.isUnschedulable = true
                    node.metadata.creationTimestamp = Timestamp(seconds: 1_000)
                }
            },
            .silent("Karpenter is still setting the node up") { cluster in
                cluster.node("n1", taints: ["karpenter.sh/unregistered:NoExecute"])
                cluster.daemonPod(on: "n1") { $0.terminate() }
            },
        ]
    }
}
