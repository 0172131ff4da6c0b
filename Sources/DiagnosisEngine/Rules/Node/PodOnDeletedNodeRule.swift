import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// A daemon pod is bound to a node that is gone.
    public static let podOnDeletedNode = Self("pod-on-deleted-node")
}

/// A daemon pod is bound to a node that is gone.
struct PodOnDeletedNodeRule: ClusterRule {
    static let code = FindingCode.podOnDeletedNode
    static let family = FindingFamily.node
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.events, .podsOfOtherNamespaces]
    static let parameters =
        PodDeletion.parameters.map { description in
            ParameterDescription(name: description.name, kind: description.kind, isOptional: true)
        } + [.objects("leftPods", [.text("podNamespace"), .texts("podNames")])]
    static let documentation = RuleDocumentation(
        summary: "A daemon pod is left on a node that no longer exists.",
        explanation: """
            The pod garbage collector deletes pods of deleted nodes after a minute (condition DisruptionTarget, reason \
            DeletionByPodGC). One that stays is held by a finalizer, or the collector does not run or fails. dsdoctor \
            reports it only if something shows that the node was removed (an event, that condition, or the \
            DaemonSet's status, which counts over the nodes that there are): a node that is merely absent from a \
            snapshot may still exist.
            """)

    static func scope(of finding: Finding) -> CauseScope { .shared(code.rawValue) }

    func findings(in cluster: ClusterSituation) -> [Finding] {
        let (snapshot, index) = (cluster.snapshot, cluster.index)
        var removed: [String: Evidence] = [:]
        for event in snapshot.events
        where event.regarding.kind == Node.kind && ["RemovingNode", "DeletingNode"].contains(event.reason) {
            removed[event.regarding.name] = Evidence(event)
        }
        var counts: [String: Int?] = [:]
        var left: [(pod: Pod, evidence: Evidence)] = []
        for pod in snapshot.pods where !pod.nodeName.isEmpty && index.nodeByName[pod.nodeName] == nil {
            guard pod.metadata.controller?.kind == DaemonSet.kind else { continue }
            if let target = pod.status.conditions[PodStatus.ConditionType.disruptionTarget],
                target.reason == "DeletionByPodGC"
            {
                left.append(
                    (
                        pod,
                        Evidence(
                            kind: .condition, object: "Pod \(pod.metadata.qualifiedName)",
                            text: "\(target.type), \(target.reason): \(Wording.firstLine(target.message))")
                    ))
            } else if let evidence = removed[pod.nodeName] ?? Self.count(without: pod, in: cluster, &counts) {
                left.append((pod, evidence))
            }
        }
        guard !left.isEmpty else { return [] }
        let names = Set(left.map(\.pod.nodeName)).sorted(by: NaturalOrder.precedes)
        let deletions = left.compactMap { PodDeletion(of: $0.pod, on: nil, in: index) }
        let held = deletions.first { if case .finalizers = $0.holder { true } else { false } } ?? deletions.first
        var parameters = held?.holder.facts ?? Parameters()
        let byNamespace = Dictionary(grouping: left.map(\.pod.metadata), by: \.namespace)
        parameters["leftPods"] = .list(
            byNamespace.sorted { $0.key < $1.key }.map { namespace, pods in
                let names = pods.map(\.name).sorted(by: NaturalOrder.precedes)
                return .object(["podNamespace": .text(namespace), "podNames": .list(names.map { .text($0) })])
            })
        let (pod, are) = left.count == 1 ? ("pod", "is") : ("pods", "are")
        return [
            Finding(
                code: Self.code, severity: .warning, title: "daemon pods on deleted nodes",
                message: "\(left.count) daemon \(pod) \(are) left on \(Wording.list(names, most: 3)), "
                    + "\(names.count == 1 ? "a node that no longer exists" : "nodes that no longer exist")."
                    + (held.map { " \($0.holder.sentence(1))" } ?? ""),
                parameters: parameters, pods: left.map(\.pod.metadata.qualifiedName).sorted(),
                evidence: Evidence.mostConvincing(of: left.map(\.evidence) + deletions.flatMap(\.evidence)))
        ]
    }

    /// What the DaemonSet's controller counts, where that leaves out the pod and its node. `counts` keeps what was found for
    /// a DaemonSet, by its UID: it may have thousands of such pods.
    private static func count(
        without pod: Pod, in cluster: ClusterSituation, _ counts: inout [String: Int?]
    ) -> Evidence? {
        guard !pod.isTerminating, let owner = pod.metadata.controller, !owner.uid.isEmpty,
            let created = pod.metadata.creationTimestamp, cluster.snapshot.capturedAt.seconds(since: created) > grace,
            let position = cluster.index.daemonSetByUID[owner.uid]
        else { return nil }
        let daemonSet = cluster.snapshot.daemonSets[position]
        let known = counts[owner.uid] ?? countedNodes(of: daemonSet, in: cluster)
        counts[owner.uid] = .some(known)
        guard let known else { return nil }
        return Evidence(
            kind: .computed, object: "DaemonSet \(daemonSet.metadata.qualifiedName)",
            text:
                "its controller counts \(Wording.count(known, "node")) with its pods, and \(pod.nodeName) is none of them"
        )
    }

    /// How many nodes with its pods a DaemonSet's controller counts: it goes through the nodes that there are
    /// (`updateDaemonSetStatus`). Nil where the snapshot doesn't have all of these, or the status is not of this template.
    private static func countedNodes(of daemonSet: DaemonSet, in cluster: ClusterSituation) -> Int? {
        let (snapshot, index, status) = (cluster.snapshot, cluster.index, daemonSet.status)
        guard !snapshot.nodes.isEmpty, status.observedGeneration != nil,
            status.observedGeneration == daemonSet.metadata.generation, status.desiredNumberScheduled > 0
        else { return nil }
        let known = Set(
            (index.podsByController[daemonSet.uid] ?? []).compactMap { index.nodeByName[snapshot.pods[$0].nodeName] })
        return Int(status.currentNumberScheduled + status.numberMisscheduled) == known.count ? known.count : nil
    }

    /// How long the garbage collector may take, in seconds: it looks every 20 s and waits for 40 s (`podgc`).
    private static let grace: WholeNumber = 120
}

extension PodOnDeletedNodeRule {
    static var examples: [RuleExample] {
        [
            .firing("a finalizer keeps the pod of a node that was removed", with: ["holder": "finalizers"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "gone") { pod in
                    pod.metadata.deletionTimestamp = Timestamp(seconds: 9_000)
                    pod.metadata.finalizers = ["example.com/backup"]
                    pod.status.conditions.append(
                        Condition(
                            type: PodStatus.ConditionType.disruptionTarget, status: .isTrue, reason: "DeletionByPodGC",
                            message: "PodGC: node no longer exists"))
                }
            },
            .firing("the controller counts all the nodes of the snapshot, and not that one") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "gone") { $0.metadata.creationTimestamp = Timestamp(seconds: 0) }
                cluster.daemonSet.metadata.generation = 1
                cluster.daemonSet.status.observedGeneration = 1
                cluster.daemonSet.status.currentNumberScheduled = 1
                cluster.daemonSet.status.desiredNumberScheduled = 1
            },
            .silent("the pod was bound a moment ago, and the garbage collector has not come yet") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "gone") { $0.metadata.creationTimestamp = Timestamp(seconds: 9_990) }
                cluster.daemonSet.metadata.generation = 1
                cluster.daemonSet.status.observedGeneration = 1
                cluster.daemonSet.status.currentNumberScheduled = 1
                cluster.daemonSet.status.desiredNumberScheduled = 1
            },
            .silent("the node is not in the snapshot, and nothing says that it is gone") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.daemonPod(on: "n2")
            },
        ]
    }
}
