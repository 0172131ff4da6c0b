import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// The DaemonSet, or its namespace, is being deleted.
    public static let daemonSetBeingDeleted = Self("daemonset-being-deleted")
}

/// The DaemonSet, or its namespace, is being deleted.
struct DaemonSetBeingDeletedRule: DaemonSetRule {
    static let code = FindingCode.daemonSetBeingDeleted
    static let family = FindingFamily.rollout
    static let needs: [SnapshotPart] = [.daemonSets, .pods, .namespaces]
    static let parameters: [ParameterDescription] = [
        .text("deleted"), .number("podsLeft"), .texts("finalizers", .optional), .number("seconds", .optional),
        .truth("isStuck"), .texts("deletionTroubles", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "The DaemonSet or its namespace is being deleted.",
        explanation: """
            The controller creates no pods for a DaemonSet with a deletionTimestamp and no longer writes its status \
            (`syncDaemonSet`). Nothing can be created in a namespace that is being deleted. So missing pods and the \
            status don't count. With foreground deletion (finalizer foregroundDeletion) the DaemonSet stays until its \
            pods are gone; with any other finalizer, until its owner removes it.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        guard situation.isBeingDeleted else { return [] }
        let metadata = situation.daemonSet.metadata
        let namespace = situation.index.namespace(named: metadata.namespace)
        let isOwn = metadata.deletionTimestamp != nil
        let now = situation.snapshot.capturedAt
        let since = metadata.deletionTimestamp ?? namespace?.metadata.deletionTimestamp
        let pods = situation.nodes.flatMap(\.pods).filter { !$0.isTerminal }
        let graces = pods.map {
            $0.metadata.deletionGracePeriodSeconds ?? $0.spec.terminationGracePeriodSeconds ?? 30
        }
        let seconds = since.map { now.seconds(since: $0) }
        let bound = Patience.starting + max(0, graces.max() ?? 0)
        let isStuck = seconds.map { $0 > bound } ?? false
        let finalizers = isOwn ? metadata.finalizers : []
        var parameters = Parameters.common(to: situation)
        parameters["deleted"] = .text(isOwn ? DaemonSet.kind : Namespace.kind)
        parameters["podsLeft"] = .number(WholeNumber(pods.count))
        parameters["finalizers"] = finalizers.isEmpty ? nil : .texts(finalizers)
        parameters["seconds"] = seconds.map { .number($0) }
        parameters["isStuck"] = .truth(isStuck)
        let troubles = isOwn ? [] : namespace?.deletionTroubles ?? []
        parameters["deletionTroubles"] = troubles.isEmpty ? nil : .texts(troubles.map(\.type))
        let age = seconds.map { " since \(Wording.duration(seconds: max(0, $0)))" } ?? ""
        let what =
            isOwn
            ? "The DaemonSet is being deleted\(age)."
            : "Namespace \(metadata.namespace) is being deleted\(age), and the DaemonSet with it: no pod can be created there."
        return [
            Finding(
                code: Self.code, severity: isStuck ? .warning : .notice,
                title: isStuck ? "deletion does not finish" : "being deleted",
                message: what + Self.words(pods, finalizers) + Self.words(troubles), parameters: parameters,
                nodes: Set(pods.map(\.targetNodeName)).filter { !$0.isEmpty }.sorted(by: NaturalOrder.precedes),
                pods: pods.map(\.metadata.qualifiedName).sorted(),
                evidence: [
                    Evidence(
                        kind: .spec,
                        object: isOwn ? "DaemonSet \(situation.name)" : "Namespace \(metadata.namespace)",
                        text: (since.map { "deleted at \($0)" } ?? "phase Terminating")
                            + (finalizers.isEmpty ? "" : ", finalizers \(Wording.commas(finalizers, most: 12))"))
                ]
                    + troubles.map {
                        Evidence(
                            kind: .condition, object: "Namespace \(metadata.namespace)",
                            text: "\($0.type): \($0.message)")
                    })
        ]
    }

    /// The namespace controller's reasons for not being done (`namespaceConditionUpdater`), the failures first.
    private static func words(_ troubles: [Condition]) -> String {
        let failures = troubles.filter { $0.type.hasPrefix("NamespaceDeletion") }
        let rest = troubles.filter { !$0.type.hasPrefix("NamespaceDeletion") }
        return (failures + rest).prefix(3).map { " \($0.type): \(Wording.sentence($0.message))." }.joined()
    }

    private static func words(_ pods: [Pod], _ finalizers: [String]) -> String {
        let leaving = pods.count(where: \.isTerminating)
        var words =
            pods.isEmpty
            ? " None of its pods is left."
            : " \(Wording.count(pods.count, "pod")) \(pods.count == 1 ? "is" : "are") left, \(leaving) of them terminating."
        let others = finalizers.filter { $0 != "foregroundDeletion" && $0 != "orphan" }
        if finalizers.contains("orphan") { words += " Its pods will stay (cascade=orphan)." }
        if finalizers.contains("foregroundDeletion"), !pods.isEmpty { words += " It stays until they are gone." }
        if !others.isEmpty {
            words +=
                " Finalizer\(others.count == 1 ? "" : "s") \(Wording.list(others)) "
                + "\(others.count == 1 ? "holds" : "hold") it until \(others.count == 1 ? "its owner removes it" : "their owners remove them")."
        }
        return words
    }
}

extension DaemonSetBeingDeletedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "it waits for its pods, as the foreground deletion has it", with: ["podsLeft": 1, "isStuck": false]
            ) {
                cluster in
                cluster.node("n1")
                cluster.node("n2") { $0.metadata.creationTimestamp = Timestamp(seconds: 1_000) }
                cluster.daemonPod(on: "n1") { $0.terminate() }
                cluster.daemonSet.metadata.deletionTimestamp = Timestamp(seconds: 9_990)
                cluster.daemonSet.metadata.finalizers = ["foregroundDeletion"]
            },
            .firing("a finalizer holds it for an hour", with: ["finalizers": ["example.com/backup"], "isStuck": true]) {
                cluster in
                cluster.node("n1")
                cluster.daemonSet.metadata.deletionTimestamp = Timestamp(seconds: 6_400)
                cluster.daemonSet.metadata.finalizers = ["example.com/backup"]
            },
            .firing("its namespace is being deleted", with: ["deleted": "Namespace"]) { cluster in
                cluster.node("n1")
                var namespace = Namespace()
                namespace.metadata = ObjectMeta(name: "logging")
                namespace.isTerminating = true
                cluster.snapshot.namespaces.append(namespace)
            },
            .firing(
                "its namespace is being deleted, and an API that is down keeps it",
                with: ["deleted": "Namespace", "deletionTroubles": ["NamespaceDeletionDiscoveryFailure"]]
            ) { cluster in
                cluster.node("n1")
                var namespace = Namespace()
                namespace.metadata = ObjectMeta(name: "logging")
                namespace.isTerminating = true
                var condition = Condition(type: "NamespaceDeletionDiscoveryFailure", status: .isTrue)
                condition.message =
                    "Discovery failed for some groups, 1 failing: metrics.k8s.io/v1beta1: stale GroupVersion discovery"
                namespace.deletionTroubles = [condition]
                cluster.snapshot.namespaces.append(namespace)
            },
            .silent("nobody has deleted it") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
