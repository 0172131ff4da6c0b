import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// Pods of an older revision wait to be deleted by hand.
    public static let onDeletePending = Self("on-delete-pending")
}

/// Pods of an older revision wait to be deleted by hand.
struct OnDeletePendingRule: DaemonSetRule {
    static let code = FindingCode.onDeletePending
    static let family = FindingFamily.rollout
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .nodes, .pods, .controllerRevisions]
    static let parameters: [ParameterDescription] = [
        .texts("order"), .number("stalePods"), .text("newestRevision"), .texts("revisions"),
    ]
    static let documentation = RuleDocumentation(
        summary: "With updateStrategy OnDelete, pods keep the old revision until you delete them.",
        explanation: """
            The controller replaces nothing by itself. The safe order: pods that are not ready anyway first, then one \
            node at a time, each after the new pod before it is available. Pods on unreachable nodes come last: \
            deleting them takes effect only when the node is back.
            """)

    /// How many pods the order names.
    static let most = 50

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        guard situation.daemonSet.updateStrategy == .onDelete else { return [] }
        let revision = situation.revision
        guard revision.isKnown else { return [] }
        let stale = situation.nodes.compactMap { node in
            node.pods.first { !$0.isTerminating && !revision.isNewest($0) }.map { (node: node, pod: $0) }
        }
        guard !stale.isEmpty else { return [] }
        let order = stale.sorted { left, right in
            let (one, other) = (rank(left.node, left.pod), rank(right.node, right.pod))
            return one != other ? one < other : NaturalOrder.precedes(left.node.node.name, right.node.node.name)
        }
        let revisions = Dictionary(grouping: stale) { Self.revision(of: $0.pod) }
        let counts = revisions.keys.sorted().map { "\(revisions[$0]?.count ?? 0) of \($0)" }
        // Before 1.7 there are no revisions: the template's generation stands on the pods.
        let newest =
            revision.newestHash.isEmpty
            ? situation.daemonSet.templateGeneration.map { "template generation \($0)" } ?? "the newest revision"
            : "the newest revision \(revision.newestHash)"
        var parameters = Parameters.common(to: situation)
        parameters["order"] = .texts(order.prefix(Self.most).map(\.pod.name))
        parameters["stalePods"] = .number(WholeNumber(stale.count))
        parameters["newestRevision"] = .text(revision.newestHash)
        parameters["revisions"] = .texts(counts)
        return [
            Finding(
                code: Self.code, severity: .warning, title: "old pods wait for you to delete them",
                message: "\(Wording.count(stale.count, "pod")) \(stale.count == 1 ? "is" : "are") not of \(newest) "
                    + "(\(Wording.list(counts))), "
                    + "and with updateStrategy OnDelete you have to delete them, one after another.",
                parameters: parameters, nodes: stale.map(\.node.node.name).sorted(by: NaturalOrder.precedes),
                pods: stale.map(\.pod.metadata.qualifiedName).sorted())
        ]
    }

    /// `revision 5d8f`, `template generation 3`.
    private static func revision(of pod: Pod) -> String {
        let labels = pod.metadata.labels
        if let hash = labels[ControllerRevision.Label.hash] { return "revision \(hash)" }
        return labels[ControllerRevision.Label.templateGeneration].map { "template generation \($0)" }
            ?? "an unknown revision"
    }

    /// Pods that do not serve first, those whose node does not answer last.
    private func rank(_ node: NodeSituation, _ pod: Pod) -> Int {
        if !node.node.isReady { return 2 }
        return pod.isReady ? 1 : 0
    }
}

extension OnDeletePendingRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the template was changed, and a pod that does not serve goes first", on: ["n1", "n2"],
                with: ["order": ["agent-n2", "agent-n1"]]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2")
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "n2") { $0.becomeUnready() }
                cluster.daemonSet.updateStrategy = .onDelete
                cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
            },
            .firing(
                "before 1.7 the generation of the template tells, and the first API's default is OnDelete", on: ["n1"],
                with: ["revisions": ["1 of template generation 1"]]
            ) { cluster in
                cluster.snapshot.kubernetesVersion = "v1.6.4"
                cluster.daemonSet.metadata.annotations = Labels()
                cluster.daemonSet.specTemplateGeneration = 2
                cluster.daemonSet.updateStrategy = .onDelete
                for (node, generation) in [("n1", "1"), ("n2", "2")] {
                    cluster.node(node)
                    cluster.daemonPod(on: node) { pod in
                        pod.metadata.labels = [
                            "app": "agent", ControllerRevision.Label.templateGeneration: generation,
                        ]
                    }
                }
            },
            .silent("every pod is of the newest revision") { cluster in
                cluster.daemonSet.updateStrategy = .onDelete
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
