import KubernetesModel

/// What keeps a pod's containers from being created at all.
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
        let isBeingCreated = statuses.allSatisfy { status in
            status.waiting.map { ContainerWaiting.isOrdinary($0.reason) } ?? (status.state == .none)
        }
        guard isBeingCreated else { return nil }
        let reasons: Set<String> = [
            "FailedMount", "FailedAttachVolume", "FailedMapVolume", "FailedCreatePodSandBox", "FailedPodSandBoxStatus",
            "NetworkNotReady", "FailedSync",
        ]
        return podEvents(in: situation).last { reasons.contains($0.reason) }
    }
}
