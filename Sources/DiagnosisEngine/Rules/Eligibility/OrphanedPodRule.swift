import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// Pods of a DaemonSet that is gone.
    public static let orphanedPod = Self("orphaned-pod")
}

/// Pods of a DaemonSet that is gone.
struct OrphanedPodRule: ClusterRule {
    static let code = FindingCode.orphanedPod
    static let family = FindingFamily.eligibility
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .pods, .podsOfOtherNamespaces]
    static let parameters: [ParameterDescription] = [
        .text("podNamespace"), .texts("podNames"), .text("ownerName", .optional), .number("count"),
    ]
    static let documentation = RuleDocumentation(
        summary: "Pods are left over from a DaemonSet that no longer exists.",
        explanation: """
            `kubectl delete --cascade=orphan` leaves the pods behind without an owner, still labelled with their \
            revision. Pods whose owner's UID belongs to no DaemonSet are about to be garbage-collected. Nothing \
            replaces or updates them, and a new DaemonSet with the same selector would adopt them.
            """)

    static func scope(of finding: Finding) -> CauseScope { .shared(code.rawValue) }

    func findings(in cluster: ClusterSituation) -> [Finding] {
        let snapshot = cluster.snapshot
        if snapshot.hasGap(.daemonSetsMissing) { return [] }
        let namespaces = Set(snapshot.daemonSets.map(\.namespace))
        let orphans = snapshot.pods.indices.filter { isOrphan(snapshot.pods[$0], cluster) }.map {
            snapshot.pods[$0]
        }
        .filter { pod in
            // The garbage collector takes such a pod, and the revisions, within a minute: where the revisions are there,
            // or no DaemonSet of the namespace is, the snapshot lacks the DaemonSet.
            guard let owner = pod.metadata.controller else { return true }
            return cluster.index.revisionsByController[owner.uid] == nil && namespaces.contains(pod.namespace)
        }
        let groups = Dictionary(grouping: orphans) { Self.origin(of: $0) }
        return groups.keys.sorted().map { origin in
            let pods = (groups[origin] ?? []).sorted { $0.name < $1.name }
            let namespace = pods.first?.namespace ?? ""
            let name = String(origin.split(separator: "/").last ?? "")
            let parameters: Parameters = [
                "podNamespace": .text(namespace), "podNames": .texts(pods.map(\.name)), "ownerName": .text(name),
                "count": .number(WholeNumber(pods.count)),
            ]
            return Finding(
                code: Self.code, severity: .warning, title: "pods of a DaemonSet that is gone",
                message:
                    "\(Wording.count(pods.count, "pod")) in namespace \(namespace) "
                    + "\(pods.count == 1 ? "is" : "are") left over from DaemonSet \(name), which no longer exists. "
                    + "Nothing updates or replaces \(pods.count == 1 ? "it" : "them").",
                parameters: parameters,
                nodes: Set(pods.map(\.targetNodeName)).filter { !$0.isEmpty }.sorted(by: NaturalOrder.precedes),
                pods: pods.map(\.metadata.qualifiedName),
                evidence: pods.prefix(1).map { pod in
                    let owner = pod.metadata.controller.map { "its owner \($0.name) (\($0.uid)) does not exist" }
                    return Evidence(
                        kind: .spec, object: "Pod \(pod.metadata.qualifiedName)",
                        text: owner
                            ?? "it has no owner, but has the label \(ControllerRevision.Label.templateGeneration)")
                })
        }
    }

    private func isOrphan(_ pod: Pod, _ cluster: ClusterSituation) -> Bool {
        if pod.isTerminal || pod.isTerminating || pod.isMirror { return false }
        if let controller = pod.metadata.controller {
            return controller.kind == DaemonSet.kind && cluster.index.daemonSetByUID[controller.uid] == nil
        }
        // Only pods of DaemonSets carry the template's generation.
        guard pod.metadata.labels[ControllerRevision.Label.templateGeneration] != nil else { return false }
        return !(cluster.daemonSetsByNamespace[pod.namespace] ?? []).contains { position in
            let selector = cluster.snapshot.daemonSets[position].selector
            return !selector.isEmpty && selector.matches(pod.metadata.labels)
        }
    }

    /// `namespace/name` of the DaemonSet that the pod came from.
    private static func origin(of pod: Pod) -> String {
        if let controller = pod.metadata.controller { return "\(pod.namespace)/\(controller.name)" }
        let name = pod.name.lastIndex(of: "-").map { String(pod.name[..<$0]) } ?? pod.name
        return "\(pod.namespace)/\(name)"
    }
}

extension OrphanedPodRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the DaemonSet was deleted with --cascade=orphan", on: ["n1"], with: ["ownerName": "old", "count": 1]
            ) { cluster in
                cluster.node("n1")
                let old = ExampleObjects.daemonSet("old", namespace: "logging")
                cluster.snapshot.pods.append(
                    ExampleObjects.daemonPod(of: old, on: "n1") { $0.metadata.ownerReferences = [] })
                cluster.daemonPod(on: "n1")
            },
            .silent("no DaemonSet of the pod's namespace was saved") { cluster in
                cluster.node("n1")
                let other = ExampleObjects.daemonSet("other", namespace: "elsewhere")
                cluster.snapshot.pods.append(ExampleObjects.daemonPod(of: other, on: "n1"))
                cluster.daemonPod(on: "n1")
            },
            .silent("the selector of a DaemonSet matches the pods, which it adopts") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.metadata.ownerReferences = [] }
            },
        ]
    }
}
