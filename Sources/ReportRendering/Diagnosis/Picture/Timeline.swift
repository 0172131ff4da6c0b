import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import Wording

/// When pods of DaemonSets were evicted, preempted and restarted, as events and containers tell.
package struct Timeline: Equatable, Sendable {
    /// Latest first.
    package var moments: [Moment] = []
    /// How many earlier ones are left out.
    package var leftOut = 0

    /// Something that happened to a pod.
    package struct Moment: Equatable, Sendable {
        package var kind: Kind
        /// Seconds before the snapshot was taken.
        package var secondsAgo: WholeNumber
        /// `namespace/name` of the DaemonSet.
        package var daemonSet: String
        /// Empty where nobody says.
        package var node: String
        /// How often, up to then.
        package var count: WholeNumber
        /// In a few words.
        package var words: String
    }

    package enum Kind: String, CaseIterable, Sendable {
        case evicted
        case preempted
        case restarted
        case outOfMemory
        case backOff
    }

    private static let mostMoments = 1_200
    private static let kinds: [String: Kind] = [
        "Evicted": .evicted, "TaintManagerEviction": .evicted, "Preempted": .preempted, "Preempting": .preempted,
        "BackOff": .backOff,
    ]

    /// Nothing happened.
    init() {}

    init(_ index: ClusterIndex, _ daemonSets: [DaemonSetDiagnosis]) {
        let snapshot = index.snapshot
        let names = Set(daemonSets.map { "\($0.namespace)/\($0.name)" })
        var found: [Moment] = []
        for event in snapshot.events where event.regarding.kind == Pod.kind {
            // The taint manager tells with the same reason that it leaves a pod alone.
            guard let kind = Self.kinds[event.reason], !event.message.hasPrefix("Cancelling"),
                let when = event.lastTimestamp ?? event.firstTimestamp,
                let name = Self.daemonSet(of: event.regarding, among: names)
            else { continue }
            found.append(
                Moment(
                    kind: kind, secondsAgo: max(snapshot.capturedAt.seconds(since: when), 0), daemonSet: name,
                    node: event.host, count: event.count, words: Wording.shortened(event.message, limit: 120)))
        }
        for pod in snapshot.pods where pod.metadata.controller?.kind == DaemonSet.kind {
            let name = Workload.name(of: pod)
            guard names.contains(name) else { continue }
            for container in pod.status.allContainerStatuses where container.restartCount > 0 {
                guard let end = container.termination, let when = end.finishedAt else { continue }
                let isOutOfMemory = end.reason == "OOMKilled"
                found.append(
                    Moment(
                        kind: isOutOfMemory ? .outOfMemory : .restarted,
                        secondsAgo: max(snapshot.capturedAt.seconds(since: when), 0), daemonSet: name,
                        node: pod.nodeName, count: container.restartCount,
                        words: "container \(container.name) exited with code \(end.exitCode)"
                            + (end.reason.isEmpty ? "" : " (\(end.reason))")))
            }
        }
        found.sort { left, right in
            if left.secondsAgo != right.secondsAgo { return left.secondsAgo < right.secondsAgo }
            return (left.daemonSet, left.node, left.kind.rawValue, left.words)
                < (right.daemonSet, right.node, right.kind.rawValue, right.words)
        }
        moments = Array(found.prefix(Self.mostMoments))
        leftOut = found.count - moments.count
    }

    /// The DaemonSet whose pod is named so: the controller adds a hyphen and five letters.
    private static func daemonSet(of pod: ObjectReference, among names: Set<String>) -> String? {
        guard let hyphen = pod.name.lastIndex(of: "-") else { return nil }
        let name = "\(pod.namespace)/\(pod.name[..<hyphen])"
        return names.contains(name) ? name : nil
    }
}
