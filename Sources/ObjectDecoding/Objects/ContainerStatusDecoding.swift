import KubernetesModel

private enum ContainerStatusField: String, CaseIterable {
    case name, image, imageID, ready, started, restartCount, state, lastState, resources, allocatedResources
}

private enum StateField: String, CaseIterable {
    case waiting, running, terminated
}

private enum StateDetailField: String, CaseIterable {
    case reason, message, startedAt, finishedAt, exitCode, signal
}

private let containerStatusFields = FieldTable<ContainerStatusField>()
private let stateFields = FieldTable<StateField>()
private let stateDetailFields = FieldTable<StateDetailField>()

extension ObjectDecoder {
    /// One of a pod's container statuses.
    func containerStatus() -> ContainerStatus {
        var status = ContainerStatus()
        var started: Bool?
        forEachField(containerStatusFields) { field in
            switch field {
            case .name: status.name = string()
            case .image: status.image = string()
            case .imageID: status.imageID = string()
            case .ready: status.isReady = reader.bool()
            case .started: started = reader.bool()
            case .restartCount: status.restartCount = reader.int64()?.heldTo32Bits ?? 0
            case .state: status.state = containerState()
            case .lastState: status.lastState = containerState()
            case .resources: status.requests = requestsInForce()
            case .allocatedResources: status.allocatedResources = optionalResourceList()
            }
        }
        // Before 1.16 there were no startup probes, and a container that runs has started.
        if case .running = status.state {
            status.hasStarted = started ?? true
        } else {
            status.hasStarted = started ?? false
        }
        return status
    }

    private func containerState() -> ContainerState {
        var state = ContainerState.none
        forEachField(stateFields) { field in
            guard let detail = stateDetail() else { return }
            switch field {
            case .waiting: state = .waiting(reason: detail.reason, message: detail.message)
            case .running: state = .running(since: detail.startedAt)
            case .terminated: state = .terminated(detail)
            }
        }
        return state
    }

    private func stateDetail() -> ContainerTermination? {
        guard reader.enterObject() else { return nil }
        var detail = ContainerTermination()
        while let field = reader.nextField(stateDetailFields) {
            switch field {
            case .reason: detail.reason = string()
            case .message: detail.message = string()
            case .startedAt: detail.startedAt = timestamp()
            case .finishedAt: detail.finishedAt = timestamp()
            case .exitCode: detail.exitCode = reader.int32() ?? 0
            case .signal: detail.signal = reader.int32() ?? 0
            }
        }
        return detail
    }
}
