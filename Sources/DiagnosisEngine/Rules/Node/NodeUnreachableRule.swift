import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// The kubelet no longer reports.
    public static let nodeUnreachable = Self("node-unreachable")
}

/// The kubelet no longer reports.
struct NodeUnreachableRule: NodeRule, ClusterRule {
    static let code = FindingCode.nodeUnreachable
    static let family = FindingFamily.node
    static let needs: [SnapshotPart] = [.nodes]
    static let weakenedWithout: [SnapshotPart] = [.daemonSets, .pods]
    static let parameters: [ParameterDescription] = NodeFinding.parameterDescriptions
    static let documentation = RuleDocumentation(
        summary: "The node is unreachable: its kubelet has stopped reporting.",
        explanation: """
            After the grace period the node controller sets Ready to Unknown and taints the node `unreachable`. The \
            taint takes the node out of the DaemonSet's desired count. Its pod counts as misscheduled but still uses \
            up maxUnavailable; it cannot be deleted while the node does not answer.
            """)

    static func scope(of finding: Finding) -> CauseScope {
        .shared(code.rawValue)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<NodeTrouble>? {
        guard node.node.isUnreachable, !node.pods.isEmpty || !node.node.hasLeftForGood else { return nil }
        guard !node.pods.isEmpty || node.nodeSymptom() != nil else { return nil }
        var trouble = node.node.trouble(isHoldingPod: !node.pods.isEmpty)
        trouble.redirect = node.redirectBeforeSilence(since: trouble.since)
        return Symptom(
            grouping: trouble.redirect ?? "", detail: trouble,
            evidence: node.node.conditionEvidence(Node.ConditionType.ready))
    }

    func description(
        of symptoms: [LocatedSymptom<NodeTrouble>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        symptoms.description(
            title: "node is unreachable", sentence: "The kubelet has stopped reporting.", in: situation)
    }

    func findings(in cluster: ClusterSituation) -> [Finding] {
        let nodes = cluster.snapshot.nodes.filter(\.isUnreachable)
        return NodeFinding.finding(
            Self.code, severity: .critical, title: nodes.count == 1 ? "node is unreachable" : "nodes are unreachable",
            nodes: nodes,
            message: "The kubelet has stopped reporting on \(Wording.count(nodes.count, "node")).",
            condition: Node.ConditionType.ready)
    }
}

extension NodeSituation {
    /// How long after a pod came the silence of its node may be the pod's doing, in seconds: the redirect works as soon as
    /// its container has run, and the control plane gives a kubelet less than a minute.
    private static var redirectWindow: WholeNumber { 900 }

    /// The container in a pod of the DaemonSet that redirects the node's own traffic, where the kubelet fell silent soon
    /// after that pod came.
    fileprivate func redirectBeforeSilence(since: Timestamp?) -> String? {
        pods.first { pod in
            guard let since, let created = pod.metadata.creationTimestamp else { return false }
            return pod.spec.nodeWideRedirect != nil && created <= since
                && since.seconds(since: created) <= Self.redirectWindow
        }?.spec.nodeWideRedirect?.name
    }
}

extension NodeUnreachableRule {
    /// A template with a mesh's init container that redirects the traffic of the host network.
    private static func redirect(_ spec: inout PodSpec) {
        spec.isHostNetwork = true
        var redirect = ExampleObjects.container("linkerd-init")
        redirect.securityContext.addedCapabilities = ["NET_ADMIN"]
        spec.initContainers = [redirect]
    }

    static var examples: [RuleExample] {
        [
            .firing("the kubelet of a node with a daemon pod has stopped reporting", on: ["n1"]) { cluster in
                cluster.node("n1") { $0.becomeUnreachable() }
                cluster.node("n2")
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
                cluster.daemonPod(on: "n2")
            },
            .firing(
                "a mesh's init container redirects the traffic of the host network", on: ["n1"],
                with: ["redirect": "linkerd-init"]
            ) { cluster in
                cluster.node("n1") { $0.becomeUnreachable() }
                cluster.node("n2")
                cluster.template(redirect)
                cluster.daemonPod(on: "n1") {
                    $0.becomeUnready()
                    $0.metadata.creationTimestamp = Timestamp(seconds: 8_700)
                }
                cluster.daemonPod(on: "n2")
            },
            .firing(
                "the redirect was there for a day before the node fell silent", on: ["n1"]
            ) { cluster in
                cluster.node("n1") { $0.becomeUnreachable() }
                cluster.node("n2")
                cluster.template(redirect)
                cluster.daemonPod(on: "n1") {
                    $0.becomeUnready()
                    $0.metadata.creationTimestamp = Timestamp(seconds: -86_400)
                }
                cluster.daemonPod(on: "n2")
            },
            .silent("the kubelet reports, and says that the node is not ready") { cluster in
                cluster.node("n1") { $0.becomeNotReady() }
                cluster.daemonPod(on: "n1") { $0.becomeUnready() }
            },
        ]
    }
}
