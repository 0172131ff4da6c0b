import KubernetesModel
import Wording

/// A pod of the DaemonSet that the kubelet put off its node or refused: still there, or known from events.
struct Eviction: Sendable {
    var namespace: String
    var pod: String
    var node: String
    var time: Timestamp?
    var message: EvictionMessage
    var text: String
    /// Whether the pod in the snapshot is this one.
    var isPresent: Bool

    var evidence: Evidence {
        Evidence(kind: isPresent ? .condition : .event, object: "Pod \(namespace)/\(pod)", text: "Evicted: \(text)")
    }
}

extension Eviction {
    /// The evictions of a DaemonSet's pods by the kubelet on each node that has had one, oldest first, one for each pod.
    static func byNode(
        on nodes: [NodeSituation], of daemonSet: DaemonSet, history: PodHistory
    ) -> [String: [Eviction]] {
        var evictions: [String: [Eviction]] = [:]
        for incarnation in history.incarnations {
            for event in incarnation.events where event.reason == "Evicted" {
                guard let message = EvictionMessage(event.message) else { continue }
                evictions[incarnation.node, default: []].append(
                    Eviction(
                        namespace: daemonSet.namespace, pod: incarnation.name, node: incarnation.node,
                        time: event.lastTimestamp ?? event.firstTimestamp, message: message,
                        text: Wording.sentence(event.message), isPresent: false))
            }
        }
        for node in nodes {
            for pod in node.pods where pod.status.phase == .failed && pod.status.reason == "Evicted" {
                let isKnown = evictions[node.node.name]?.contains { $0.pod == pod.name } ?? false
                guard !isKnown, let message = EvictionMessage(pod.status.message) else { continue }
                evictions[node.node.name, default: []].append(
                    Eviction(
                        namespace: pod.namespace, pod: pod.name, node: node.node.name,
                        time: pod.status.containerStatuses.compactMap { $0.termination?.finishedAt }.max()
                            ?? pod.status.startTime ?? pod.metadata.creationTimestamp,
                        message: message, text: Wording.sentence(pod.status.message), isPresent: true))
            }
        }
        return evictions.mapValues(ordered)
    }

    private static func ordered(_ evictions: [Eviction]) -> [Eviction] {
        let sorted = evictions.sorted { ($0.time ?? .distantPast, $0.pod) < ($1.time ?? .distantPast, $1.pod) }
        // The kubelet may say it twice of one pod.
        var seen: Set<String> = []
        return sorted.reversed().filter { seen.insert($0.pod).inserted }.reversed()
    }
}

extension DaemonSetSituation {
    /// The evictions by the kubelet on one node, oldest first, one for each pod.
    func evictions(on node: NodeSituation) -> [Eviction] { evictionsByNode[node.node.name] ?? [] }

    /// The pods that the controller says it found failed, by node: known where the kubelet's own events are gone.
    func failedDaemonPods() -> [String: Set<String>] {
        var names: [String: Set<String>] = [:]
        for event in history.daemonSetEvents where event.reason == "FailedDaemonPod" {
            // `Found failed daemon pod logging/agent-x7k2p on node n1, will try to kill it`
            let words = event.message.split(separator: " ")
            guard let pod = words.firstIndex(of: "pod"), words.count > pod + 4, words[pod + 3] == "node" else {
                continue
            }
            let node = words[pod + 4]
            names[node.last == "," ? String(node.dropLast()) : String(node), default: []].insert(
                String(words[pod + 1].split(separator: "/").last ?? ""))
        }
        return names
    }

    /// The last eviction on a node that still matters: the pod is there as evicted, or it was within the hour.
    func currentEviction(on node: NodeSituation) -> Eviction? {
        guard node.verdict.shouldRun, let last = evictions(on: node).last else { return nil }
        if node.pod?.status.phase == .failed, node.pod?.status.reason == "Evicted" { return last }
        guard let time = last.time, snapshot.capturedAt.seconds(since: time) <= Self.evictionMemory else { return nil }
        return last
    }

    /// Whether the pod that came after an eviction is on the node, and no loop makes it likely to go the same way.
    func isPast(_ eviction: Eviction, on node: NodeSituation) -> Bool {
        node.hasLivePodOnNode && node.pod?.name != eviction.pod
            && Set(evictions(on: node).map(\.pod)).count < Self.fewestOfALoop
    }

    /// From how many pods on one node on it is a loop.
    static let fewestOfALoop = 3

    /// For how long an eviction counts after the pod has come back, in seconds.
    static let evictionMemory: WholeNumber = 3600
}

extension Node {
    /// The condition by which the node still says that it is short of this; nil where it does not.
    func pressure(_ shortage: NodeShortage) -> Condition? {
        conditions.first {
            $0.status == .isTrue && $0.type.hasSuffix("Pressure") && NodeShortage(of: $0.type) == shortage
        }
    }
}

extension Timestamp {
    static let distantPast = Timestamp(microseconds: .min)
}
