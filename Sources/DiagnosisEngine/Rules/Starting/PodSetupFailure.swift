import KubernetesModel

/// The failure that keeps a pod's containers from being created at all.
struct PodSetupSymptom: Sendable {
    var volume: String
    var reason: String
}

extension NodeSituation {
    /// The newest event that says why a pod whose containers are still being created does not get on.
    func setupFailure(in situation: DaemonSetSituation) -> Event? {
        guard hasLivePodOnNode, let pod,
            pod.status.phase == .pending || !pod.status.containerStatuses.contains(where: \.hasStarted)
        else { return nil }
        let statuses = pod.status.allContainerStatuses
        // Containers that are done, or were lost with the machine, may be waiting for a new sandbox.
        var ends: [Timestamp] = []
        let isBeingCreated = statuses.allSatisfy { status in
            if case .terminated(let end) = status.state {
                ends.append(end.finishedAt ?? .distantPast)
                return end.isLost || end.exitCode == 0 && pod.status.initContainerStatuses.contains(status)
            }
            return status.waiting.map { ContainerWaiting.isOrdinary($0.reason) } ?? (status.state == .none)
        }
        guard isBeingCreated else { return nil }
        let events = podEvents(in: situation)
        // FailedSync says what another event says too, or nothing: it counts where there is no other.
        let said =
            events.last { PodSetupEvent.isSpecific($0.reason) }
            ?? events.last { $0.reason == PodSetupEvent.failedSync }
        guard let failure = said else { return nil }
        // Volumes and sandbox come before images and containers: where these had their turn since, it is over.
        ends += events.filter { Self.progressReasons.contains($0.reason) }.map(\.latest)
        return ends.allSatisfy { failure.latest >= $0 } ? failure : nil
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

    /// Whether the event is about a volume.
    static func isAboutVolume(_ reason: String) -> Bool { volumeReasons.contains(reason) }

    /// Whether the event by itself says what is in the way.
    static func isSpecific(_ reason: String) -> Bool { isAboutVolume(reason) || sandboxReasons.contains(reason) }
}
