import KubernetesModel

/// The failure that keeps a pod's containers from being created at all.
struct PodSetupSymptom: Sendable {
    var volume: String
    var reason: String
    /// Other volumes that can't be mounted either, by name, each with the reason.
    var others: [(volume: String, reason: String)] = []
}

extension NodeSituation {
    /// The newest event that says why a pod whose containers are still being created does not get on.
    func setupFailure(in situation: DaemonSetSituation) -> Event? {
        guard hasLivePodOnNode, let pod,
            pod.status.phase == .pending || !pod.status.containerStatuses.contains(where: \.hasStarted)
        else { return nil }
        let statuses = pod.status.allContainerStatuses
        // Containers that have ended, by themselves or with the machine, may be waiting for a new sandbox.
        var ends: [Timestamp] = []
        let isBeingCreated = statuses.allSatisfy { status in
            if case .terminated(let end) = status.state {
                ends.append(end.finishedAt ?? .distantPast)
                return true
            }
            return status.waiting.map { ContainerWaiting.isOrdinary($0.reason) } ?? (status.state == .none)
        }
        guard isBeingCreated else { return nil }
        let events = podEvents(in: situation)
        // FailedSync says what another event says too, or nothing: it counts where there is no other.
        let said =
            PodSetupEvent.mostTelling(of: events) ?? events.last { $0.reason == PodSetupEvent.failedSync }
        guard let failure = said else { return nil }
        // Volumes and sandbox come before images and containers: where these had their turn since, it is over.
        ends += events.filter { Self.progressReasons.contains($0.reason) }.map(\.latest)
        return ends.allSatisfy { failure.latest >= $0 } ? failure : nil
    }

    /// Whether nothing says that the pod's sandbox can't be made.
    func getsSandbox(in situation: DaemonSetSituation) -> Bool {
        setupFailure(in: situation).map { PodSetupEvent.isAboutVolume($0.reason) } ?? true
    }

    /// Whether a container that has ended can't be started again because the pod's sandbox or volumes fail since: the
    /// sandbox went first, and the container with it.
    func isKeptFromRestarting(_ status: ContainerStatus, in situation: DaemonSetSituation) -> Bool {
        guard case .terminated(let end) = status.state, let failure = setupFailure(in: situation) else { return false }
        return failure.isWarning && failure.reason != PodSetupEvent.failedSync
            && failure.latest.seconds(since: end.finishedAt ?? .distantPast) > 0
    }

    /// The kubelet's words about a pod whose sandbox and volumes are there (`kuberuntime_container.go`).
    static let progressReasons: Set<String> = ["Pulling", "Pulled", "Created", "Started"]
}

extension Event {
    /// When it happened last; long ago where nothing tells.
    var latest: Timestamp { lastTimestamp ?? firstTimestamp ?? .distantPast }
}

/// The reasons of events on a pod whose containers cannot be created yet (`pkg/kubelet/events`).
enum PodSetupEvent {
    static let failedSync = "FailedSync"
    private static let volumeReasons: Set<String> = [
        "FailedMount", "FailedAttachVolume", "FailedMapVolume",
    ]
    private static let sandboxReasons: Set<String> = [
        "FailedCreatePodSandBox", "FailedPodSandBoxStatus", "NetworkNotReady", "FailedCreatePodContainer",
    ]

    /// The last event that by itself says what is in the way. The kubelet sums up every two minutes which volumes it still
    /// waits for (`WaitForAttachAndMount`); why it waits stands in an event before that.
    static func mostTelling(of events: [Event]) -> Event? {
        guard let last = events.last(where: { isSpecific($0.reason) }) else { return nil }
        guard isSummary(last) else { return last }
        let cause = events.last { event in
            isAboutVolume(event.reason) && !isSummary(event)
                && last.latest.seconds(since: event.latest) <= longestRetry
        }
        return cause ?? last
    }

    /// The kubelet tries a mount again after two minutes at most (`durationAfterDurationBeforeRetry`), and aggregates events
    /// of ten.
    private static let longestRetry: WholeNumber = 600

    private static func isSummary(_ event: Event) -> Bool {
        let message = event.message.lowercased()
        guard isAboutVolume(event.reason), message.hasPrefix("unable to ") else { return false }
        return ["timed out waiting for the condition", "timeout expired waiting", "context deadline exceeded"]
            .contains { message.contains($0) }
    }

    /// The volume that the message names: `… for volume "data" : …`, `unmounted volumes=[data], …`.
    static func volume(in message: String) -> String {
        if let range = message.firstRange(of: "volume \"") {
            return String(message[range.upperBound...].prefix { $0 != "\"" })
        }
        if let range = message.firstRange(of: "volumes=[") {
            return String(message[range.upperBound...].prefix { $0 != "]" && $0 != "," })
        }
        return ""
    }

    /// The newest events about other volumes than `volume` that fail at the same time as the last of all.
    static func others(than volume: String, failingWith last: Event, among events: [Event]) -> [Event] {
        var found: [String: Event] = [:]
        for event in events where isAboutVolume(event.reason) && !isSummary(event) {
            let name = Self.volume(in: event.message)
            guard !name.isEmpty, name != volume, last.latest.seconds(since: event.latest) <= longestRetry else {
                continue
            }
            if found[name].map({ $0.latest <= event.latest }) ?? true { found[name] = event }
        }
        return found.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Whether the event is about a volume.
    static func isAboutVolume(_ reason: String) -> Bool { volumeReasons.contains(reason) }

    /// Whether the event by itself says what is in the way.
    static func isSpecific(_ reason: String) -> Bool { isAboutVolume(reason) || sandboxReasons.contains(reason) }
}
