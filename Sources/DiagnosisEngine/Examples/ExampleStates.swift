import KubernetesModel

extension Pod {
    /// Has the pod fail its readiness checks.
    mutating func becomeUnready() {
        status.conditions = [
            Condition(
                type: PodStatus.ConditionType.ready, status: .isFalse, reason: "ContainersNotReady",
                lastTransitionTime: Timestamp(seconds: 2_000))
        ]
        for position in status.containerStatuses.indices { status.containerStatuses[position].isReady = false }
    }

    /// Has the first container wait for a reason, as in its first start: since a second where one is given.
    mutating func hold(_ reason: String, _ message: String = "", since seconds: WholeNumber? = nil) {
        becomeUnready()
        status.phase = .pending
        if let seconds {
            metadata.creationTimestamp = Timestamp(seconds: seconds)
            status.startTime = Timestamp(seconds: seconds)
        }
        change { status in
            status.hasStarted = false
            status.state = .waiting(reason: reason, message: message)
        }
    }

    /// Has the pod have come a minute ago, its containers not up yet.
    package mutating func beginStarting() {
        hold("ContainerCreating")
        let recent = Timestamp(seconds: ExampleCluster.now.microseconds / 1_000_000 - 60)
        metadata.creationTimestamp = recent
        status.startTime = recent
    }

    /// Has the first container have ended again and again; `now` is what it does at this moment.
    mutating func crash(
        exitCode: WholeNumber, reason: String = "Error", message: String = "", restarts: WholeNumber = 6,
        now: ContainerState? = nil, secondsAgo: WholeNumber = 60
    ) {
        becomeUnready()
        var end = ContainerTermination()
        end.exitCode = exitCode
        end.reason = reason
        end.message = message
        end.finishedAt = Timestamp(seconds: ExampleCluster.now.microseconds / 1_000_000 - secondsAgo)
        change { status in
            status.hasStarted = false
            status.restartCount = restarts
            status.state =
                now ?? .waiting(reason: ContainerWaiting.crashLoopBackOff, message: "back-off 5m0s restarting failed")
            status.lastState = .terminated(end)
        }
    }

    /// Has an init container crash, so that the others still wait for it.
    mutating func crashInit(
        _ name: String, exitCode: WholeNumber, reason: String = "Error", message: String = "", restarts: WholeNumber = 4
    ) {
        crash(exitCode: exitCode, reason: reason, message: message, restarts: restarts)
        var own = status.containerStatuses.removeFirst()
        own.name = name
        status.initContainerStatuses = [own]
        status.containerStatuses = spec.containers.map { container in
            var waiting = ExampleObjects.runningStatus(of: container)
            waiting.isReady = false
            waiting.hasStarted = false
            waiting.state = .waiting(reason: "PodInitializing", message: "")
            return waiting
        }
        status.phase = .pending
    }

    /// Has an init container run since a second, so that the others still wait for it.
    mutating func initialize(_ name: String, since seconds: WholeNumber) {
        crashInit(name, exitCode: 0)
        status.startTime = Timestamp(seconds: seconds)
        status.initContainerStatuses[0].state = .running(since: Timestamp(seconds: seconds))
        status.initContainerStatuses[0].lastState = .none
        status.initContainerStatuses[0].restartCount = 0
        status.initContainerStatuses[0].hasStarted = true
    }

    /// Has nobody have set the condition that a readiness gate asks for.
    mutating func missGate(_ gate: String) {
        status.conditions = [
            Condition(
                type: PodStatus.ConditionType.ready, status: .isFalse, reason: "ReadinessGatesNotReady",
                message: "corresponding condition of pod readiness gate \"\(gate)\" does not exist.",
                lastTransitionTime: Timestamp(seconds: 2_000))
        ]
    }

    /// Has the first container have been there when the machine went down a minute ago, and not be up again.
    mutating func loseContainer(reason: String = "Unknown", exitCode: WholeNumber = 255) {
        becomeUnready()
        var end = ContainerTermination()
        end.exitCode = exitCode
        end.reason = reason
        end.startedAt = Timestamp(seconds: 1_005)
        end.finishedAt = Timestamp(seconds: ExampleCluster.now.microseconds / 1_000_000 - 60)
        change { status in
            status.hasStarted = false
            status.state = .terminated(end)
        }
    }

    /// Has the kubelet have ended or refused the pod.
    mutating func fail(_ reason: String, _ message: String) {
        becomeUnready()
        status.phase = .failed
        status.reason = reason
        status.message = message
        status.containerStatuses = []
    }

    /// Has somebody have deleted the pod, whose grace period is not over yet.
    mutating func terminate() {
        metadata.deletionTimestamp = Timestamp(seconds: ExampleCluster.now.microseconds / 1_000_000 + 20)
    }

    /// Changes the status of the first container.
    mutating func change(_ edit: (inout ContainerStatus) -> Void) {
        if status.containerStatuses.isEmpty { return }
        edit(&status.containerStatuses[0])
    }
}

extension Node {
    /// Has the kubelet have stopped reporting.
    mutating func becomeUnreachable() {
        set(ConditionType.ready, .unknown, reason: "NodeStatusUnknown", message: "Kubelet stopped posting node status.")
        taints.append(Taint(key: Taint.Key.unreachable, effect: .noSchedule))
        taints.append(Taint(key: Taint.Key.unreachable, effect: .noExecute))
    }

    /// Has the kubelet say that it cannot take pods.
    mutating func becomeNotReady() {
        set(
            ConditionType.ready, .isFalse, reason: "KubeletNotReady",
            message: "container runtime network not ready: cni plugin not initialized")
        taints.append(Taint(key: Taint.Key.notReady, effect: .noSchedule))
        taints.append(Taint(key: Taint.Key.notReady, effect: .noExecute))
    }

    /// Has the node be short of something, for instance by `DiskPressure`.
    mutating func press(_ condition: String, taint: String) {
        set(condition, .isTrue, reason: "KubeletHas\(condition)", message: "kubelet has \(condition)")
        taints.append(Taint(key: taint, effect: .noSchedule))
    }

    private mutating func set(_ type: String, _ status: Condition.Status, reason: String, message: String) {
        conditions.removeAll { $0.type == type }
        conditions.append(
            Condition(
                type: type, status: status, reason: reason, message: message,
                lastTransitionTime: Timestamp(seconds: 9_000)))
    }
}
