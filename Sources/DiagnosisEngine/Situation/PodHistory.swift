import ClusterSnapshot
import KubernetesModel

/// The events of a DaemonSet's pods, including those that the controller has deleted since.
struct PodHistory: Sendable {
    /// A pod that events speak of.
    struct Incarnation: Sendable {
        var name: String
        /// The node that it was on; empty when no event tells.
        var node: String
        /// Whether the pod is still in the snapshot.
        var isPresent: Bool
        /// Its events, oldest first.
        var events: [Event]
    }

    /// Pods in the order of their names.
    private(set) var incarnations: [Incarnation] = []
    /// Positions of incarnations, by the pod's name.
    private var byName: [String: Int] = [:]
    /// Positions of incarnations, by the node's name.
    private var byNode: [String: [Int]] = [:]
    /// The events on the DaemonSet itself, oldest first.
    var daemonSetEvents: [Event] = []

    /// Nodes on which a pod was evicted, refused or driven off, as events tell.
    var nodesWithLosses: Set<String> = []

    /// Whether no event speaks of the DaemonSet or its pods.
    var isEmpty: Bool { incarnations.isEmpty && daemonSetEvents.isEmpty }

    mutating func add(_ incarnation: Incarnation) {
        byName[incarnation.name] = incarnations.count
        byNode[incarnation.node, default: []].append(incarnations.count)
        incarnations.append(incarnation)
    }

    /// The events of a pod, oldest first; nil where none speaks of a pod of this name.
    func events(ofPod name: String) -> [Event]? { byName[name].map { incarnations[$0].events } }

    /// The pods that were on a node.
    func incarnations(on node: String) -> [Incarnation] { (byNode[node] ?? []).map { incarnations[$0] } }

    /// Every event of a pod that was on `node`, with the pod's name.
    func events(on node: String, reason: String) -> [(pod: String, event: Event)] {
        incarnations(on: node).flatMap { incarnation in
            incarnation.events.filter { $0.reason == reason }.map { (incarnation.name, $0) }
        }
    }

    /// Every event of any pod with this reason.
    func events(reason: String) -> [(incarnation: Incarnation, event: Event)] {
        incarnations.flatMap { incarnation in
            incarnation.events.filter { $0.reason == reason }.map { (incarnation, $0) }
        }
    }
}

/// Finds the events of pods by the name of the DaemonSet that generated them.
struct PodHistories: Sendable {
    private struct Key: Hashable {
        var namespace: String
        var generateName: String
    }

    private let podNames: [Key: Set<String>]
    private let podPositions: [ClusterIndex.ObjectKey: Int]
    private let nodeNames: Set<String>

    init(_ index: ClusterIndex) {
        var names: [Key: Set<String>] = [:]
        var mentioned: Set<String> = []
        for event in index.snapshot.events where event.regarding.kind == Pod.kind {
            mentioned.insert(event.regarding.name)
            guard let dash = event.regarding.name.lastIndex(of: "-") else { continue }
            let key = Key(
                namespace: event.regarding.namespace, generateName: String(event.regarding.name[..<dash]))
            names[key, default: []].insert(event.regarding.name)
        }
        podNames = names
        var positions: [ClusterIndex.ObjectKey: Int] = [:]
        let pods = index.snapshot.pods
        // Only pods that events speak of are ever looked up. Names are read in place: to copy whole pods costs far more.
        for position in pods.indices where mentioned.contains(pods[position].metadata.name) {
            let metadata = pods[position].metadata
            let key = ClusterIndex.ObjectKey(kind: Pod.kind, namespace: metadata.namespace, name: metadata.name)
            if index.eventsByObject[key] != nil { positions[key] = position }
        }
        podPositions = positions
        nodeNames = Set(index.nodeByName.keys)
    }

    func history(of daemonSet: DaemonSet, in index: ClusterIndex) -> PodHistory {
        var history = PodHistory()
        let names = podNames[Key(namespace: daemonSet.namespace, generateName: daemonSet.name)] ?? []
        for name in names.sorted() {
            let key = ClusterIndex.ObjectKey(kind: Pod.kind, namespace: daemonSet.namespace, name: name)
            let present = podPositions[key].map { index.snapshot.pods[$0] }
            if let present, let owner = present.metadata.controller, owner.uid != daemonSet.uid { continue }
            let events = index.events(kind: Pod.kind, namespace: daemonSet.namespace, name: name)
            history.add(
                PodHistory.Incarnation(
                    name: name, node: present?.targetNodeName ?? node(of: events), isPresent: present != nil,
                    events: events))
        }
        history.nodesWithLosses = Set(
            history.incarnations.filter { incarnation in
                incarnation.events.contains { $0.isWarning && Self.isLoss($0.reason) }
            }.map(\.node))
        history.daemonSetEvents = index.events(
            kind: DaemonSet.kind, namespace: daemonSet.namespace, name: daemonSet.name)
        return history
    }

    private static func isLoss(_ reason: String) -> Bool {
        reason == "Evicted" || reason == KubeletPreemption.reason || KubeletRefusal.isReason(reason)
    }

    /// The node that the events say a pod was on: the kubelet's own, or the one that the scheduler assigned.
    private func node(of events: [Event]) -> String {
        for event in events {
            if !event.host.isEmpty, nodeNames.contains(event.host) { return event.host }
            if event.reason == "Scheduled", let last = event.message.split(separator: " ").last,
                nodeNames.contains(String(last))
            {
                return String(last)
            }
        }
        return ""
    }
}
