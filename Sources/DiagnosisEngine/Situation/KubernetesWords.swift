import KubernetesModel
import Wording

/// Kubernetes' own words about a pod that is not available, the most telling first.
struct KubernetesWords: Sendable {
    /// A sentence of Kubernetes' and where it stands.
    struct Statement: Sendable {
        var speaker: Speaker
        /// The sentence, with who says it.
        var sentence: String
        /// The key that merges statements about several pods: the sentence without the pod's own names.
        var key: String
        var evidence: Evidence
    }

    /// Who says it.
    enum Speaker: String, Sendable {
        case scheduler
        case kubelet
        case condition
        case event
    }

    var statements: [Statement] = []

    var first: Statement? { statements.first }

    /// The statements about the pod of a node, or about the DaemonSet if there is no pod.
    init(on node: NodeSituation, in situation: DaemonSetSituation) {
        guard let pod = node.pod else {
            let now = situation.snapshot.capturedAt
            addEvents(Self.recentWarnings(situation.history.daemonSetEvents, now: now), of: nil, now: now)
            return
        }
        let object = "Pod \(pod.metadata.qualifiedName)"
        let conditions = pod.status.conditions.filter { $0.status != .isTrue }
        if let scheduled = conditions[PodStatus.ConditionType.scheduled], pod.nodeName.isEmpty {
            add(
                .scheduler, "The scheduler says", scheduled.reason, Self.withoutPreemption(scheduled.message), of: pod,
                .condition, object)
        }
        if !pod.status.reason.isEmpty || !pod.status.message.isEmpty {
            add(
                .kubelet, "The pod is \(pod.status.phase.rawValue)", pod.status.reason, pod.status.message, of: pod,
                .condition, object)
        }
        for status in pod.status.allContainerStatuses {
            if let waiting = status.waiting, !ContainerWaiting.isOrdinary(waiting.reason) {
                add(
                    .kubelet, "Container \(status.name) is waiting", waiting.reason, waiting.message, of: pod,
                    .containerStatus, object)
            } else if case .terminated(let end) = status.state, end.exitCode != 0 || pod.status.phase.isTerminal {
                add(
                    .kubelet, "Container \(status.name) exited with code \(end.exitCode)", end.reason, end.message,
                    of: pod, .containerStatus, object)
            }
        }
        let now = situation.snapshot.capturedAt
        // The scheduler's events say what its condition says.
        let events = (situation.history.events(ofPod: pod.name) ?? []).filter {
            !($0.reason == "FailedScheduling" && first?.speaker == .scheduler)
        }
        let warnings = Self.recentWarnings(events, now: now)
        addEvents(warnings, of: pod, now: now)
        for condition in conditions where !Self.restates(condition) {
            add(
                .condition, "Condition \(condition.type) is \(condition.status.rawValue)", condition.reason,
                condition.message, of: pod, .condition, object)
        }
        let waiting = pod.status.allContainerStatuses.first { $0.waiting != nil }
        if let waiting, let reason = waiting.waiting?.reason, !reason.isEmpty {
            add(.kubelet, "Container \(waiting.name) is waiting", reason, "", of: pod, .containerStatus, object)
        }
        if warnings.isEmpty { addEvents(events.suffix(1), of: pod, now: now) }
    }

    /// Whether a condition only says again that the containers are not ready, or that the pod waits for the scheduler.
    private static func restates(_ condition: Condition) -> Bool {
        condition.reason == "ContainersNotReady" || condition.reason == "ContainersNotInitialized"
            || condition.type == PodStatus.ConditionType.scheduled || condition.message.isEmpty
    }

    /// The scheduler's statement about the filters: what preemption can't do about it follows from that.
    static func withoutPreemption(_ message: String) -> String {
        message[...].until(" preemption: ").replacing(" no new claims to deallocate,", with: "")
    }

    /// The last warnings of the hour, the newest first.
    private static func recentWarnings(_ events: [Event], now: Timestamp) -> [Event] {
        let warnings = events.filter { event in
            let time = event.lastTimestamp ?? event.firstTimestamp
            return event.isWarning && time.map { now.seconds(since: $0) <= DaemonSetSituation.evictionMemory } ?? true
        }
        return warnings.reversed().prefix(3).map(\.self)
    }

    private mutating func addEvents(_ events: some Sequence<Event>, of pod: Pod?, now: Timestamp) {
        for event in events {
            let ago = event.lastTimestamp.map { ", \(Wording.duration(seconds: now.seconds(since: $0))) ago" } ?? ""
            add(
                .event, "Last event\(ago)", event.reason, event.message, of: pod, .event,
                "\(event.regarding.kind) \(event.regarding.namespace)/\(event.regarding.name)")
        }
    }

    private mutating func add(
        _ speaker: Speaker, _ who: String, _ reason: String, _ message: String, of pod: Pod?, _ kind: Evidence.Kind,
        _ object: String
    ) {
        let message = Wording.sentence(message)
        if reason.isEmpty && message.isEmpty { return }
        let said = [reason, message].filter { !$0.isEmpty }.joined(separator: ": ")
        var key = "\(reason) \(message)"
        for name in [pod?.metadata.uid, pod?.name, pod?.targetNodeName].compactMap(\.self) where !name.isEmpty {
            key = key.replacing(name, with: "…")
        }
        statements.append(
            Statement(
                speaker: speaker, sentence: "\(who): \(said).", key: key,
                evidence: Evidence(kind: kind, object: object, text: said)))
    }
}
