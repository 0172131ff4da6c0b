import ClusterSnapshot
import KubernetesModel
import Wording

/// Makes DaemonSets up again from their pods, for snapshots that hold none: support bundles of before 2023.
///
/// A pod tells its owner, the revision that it was made from, and the template but for what was written into the pod:
/// the controller pins it to its node in place of the template's required node affinity, which is lost, and adds
/// tolerations (`util.AddOrUpdateDaemonPodTolerations`).
struct DaemonSetReconstruction {
    /// DaemonSets that are named one by one.
    private static let mostNamed = 5

    /// Sorted by namespace and name.
    private(set) var daemonSets: [DaemonSet] = []

    init(_ snapshot: Snapshot) {
        var groups: [[String]: [Int]] = [:]
        for place in snapshot.pods.indices {
            guard let owner = snapshot.pods[place].metadata.controller, owner.kind == DaemonSet.kind else { continue }
            groups[[snapshot.pods[place].namespace, owner.name], default: []].append(place)
        }
        let newestHashes = Self.newestHashes(snapshot.controllerRevisions)
        for (key, places) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            let pods = places.map { snapshot.pods[$0] }
            guard let newest = Self.newest(of: pods, newestHashes: newestHashes) else { continue }
            daemonSets.append(Self.daemonSet(namespace: key[0], name: key[1], pods: pods, newest: newest))
        }
    }

    /// The gap of DaemonSets that were rebuilt from their pods; nil if there are none.
    var gap: Gap? {
        if daemonSets.isEmpty { return nil }
        let names = daemonSets.map(\.metadata.qualifiedName).named(atMost: Self.mostNamed)
        let many = daemonSets.count == 1 ? "1 was" : "\(daemonSets.count) were"
        let detail =
            "The snapshot has no DaemonSets; \(many) rebuilt from their pods: \(names). Their node affinity, "
            + "update strategy and status are unknown, and DaemonSets without pods are missing."
        return Gap(
            code: .daemonSetReconstructed, detail: detail.escapedForOneLine,
            missing: [.daemonSetSpec])
    }

    /// By the owner's UID, the hash of its newest revision.
    private static func newestHashes(_ revisions: [ControllerRevision]) -> [String: String] {
        var newest: [String: ControllerRevision] = [:]
        for revision in revisions {
            guard let owner = revision.metadata.controller, owner.kind == DaemonSet.kind else { continue }
            if newest[owner.uid].map({ $0.revision < revision.revision }) ?? true { newest[owner.uid] = revision }
        }
        return newest.compactMapValues { $0.metadata.labels[ControllerRevision.Label.hash] }
    }

    /// The pod that shows the newest template: one of the newest revision, or else the one that was made last.
    private static func newest(of pods: [Pod], newestHashes: [String: String]) -> Pod? {
        pods.max { left, right in
            let (first, second) = (rank(of: left, newestHashes), rank(of: right, newestHashes))
            return first == second ? left.name > right.name : first.lexicographicallyPrecedes(second)
        }
    }

    private static func rank(of pod: Pod, _ newestHashes: [String: String]) -> [WholeNumber] {
        let hash = pod.metadata.labels[ControllerRevision.Label.hash]
        let isNewest = hash != nil && hash == newestHashes[pod.metadata.controller?.uid ?? ""]
        let generation =
            pod.metadata.labels[ControllerRevision.Label.templateGeneration].flatMap { WholeNumber($0) } ?? 0
        return [isNewest ? 1 : 0, generation, pod.metadata.creationTimestamp?.microseconds ?? 0]
    }

    private static func daemonSet(namespace: String, name: String, pods: [Pod], newest: Pod) -> DaemonSet {
        var daemonSet = DaemonSet()
        daemonSet.metadata = ObjectMeta(
            name: name, namespace: namespace, uid: newest.metadata.controller?.uid ?? "")
        daemonSet.metadata.creationTimestamp = pods.compactMap(\.metadata.creationTimestamp).min()
        let generation = newest.metadata.labels[ControllerRevision.Label.templateGeneration]
        if let generation {
            daemonSet.metadata.annotations = [Annotation.templateGeneration: generation]
        }
        daemonSet.template.labels = ownLabels(of: newest)
        let common = daemonSet.template.labels.pairs.filter { label in
            pods.allSatisfy { $0.metadata.labels[label.key] == label.value }
        }
        daemonSet.selector = LabelSelector(matchLabels: Labels(common))
        var spec = newest.spec
        spec.tolerations.removeAll { isAdded($0, toHostNetwork: spec.isHostNetwork) }
        daemonSet.template.sharedSpec = Shared(spec)
        daemonSet.status = status(of: pods, newest: newest)
        return daemonSet
    }

    /// The labels that a pod has from its template: neither the controller's, nor those of its node's place, which the
    /// admission plugin `PodTopologyLabels` copies.
    private static func ownLabels(of pod: Pod) -> Labels {
        let added: Set = [
            ControllerRevision.Label.hash, ControllerRevision.Label.templateGeneration, "topology.kubernetes.io/zone",
            "topology.kubernetes.io/region",
        ]
        return Labels(pod.metadata.labels.pairs.filter { !added.contains($0.key) })
    }

    /// Whether the controller adds such a toleration to every pod.
    private static func isAdded(_ toleration: Toleration, toHostNetwork isHostNetwork: Bool) -> Bool {
        guard toleration.comparison == .exists, toleration.tolerationSeconds == nil else { return false }
        switch toleration.key {
        case Taint.Key.notReady, Taint.Key.unreachable: return toleration.effect == .noExecute
        case Taint.Key.diskPressure, Taint.Key.memoryPressure, Taint.Key.pidPressure, Taint.Key.unschedulable:
            return toleration.effect == .noSchedule
        case Taint.Key.networkUnavailable: return isHostNetwork && toleration.effect == .noSchedule
        default: return false
        }
    }

    /// The controller's counts, computed on the nodes that have pods.
    private static func status(of pods: [Pod], newest: Pod) -> DaemonSetStatus {
        func nodes(_ isCounted: (Pod) -> Bool) -> WholeNumber {
            WholeNumber(Set(pods.filter(isCounted).map(\.targetNodeName)).count)
        }
        var status = DaemonSetStatus()
        status.desiredNumberScheduled = nodes { _ in true }
        status.currentNumberScheduled = status.desiredNumberScheduled
        status.numberReady = nodes { $0.isReady }
        status.numberAvailable = status.numberReady
        let hash = newest.metadata.labels[ControllerRevision.Label.hash]
        status.updatedNumberScheduled = nodes { $0.metadata.labels[ControllerRevision.Label.hash] == hash }
        return status
    }
}
