import KubernetesModel

/// How long each step of a pod's life may take before waiting counts as a fault, in seconds.
enum Patience {
    /// From binding to the kubelet's first word. It watches its pods and answers within seconds; a kubelet that is down
    /// makes its node NotReady after 40 s to 50 s (`node-monitor-grace-period`).
    static let takingUp: WholeNumber = 120
    /// For a step of the start. The kubelet gives up mounts after 2 min 3 s (`podAttachAndMountTimeout`) and a sandbox
    /// after 4 min (twice `runtimeRequestTimeout`), containerd a pull that does not move after 5 min
    /// (`image_pull_progress_timeout`): each leaves an event. Nothing bounds hooks, init containers and readiness gates.
    static let starting: WholeNumber = 300
}

/// The step that a starting pod waits for, and since when.
struct StartStep: Sendable {
    enum Kind: Sendable, Equatable {
        /// The pod is bound, and no kubelet has said a word of it.
        case takingUp
        /// Volumes, sandbox, or the container itself, and no event says which.
        case creating(container: String)
        /// The runtime has created an init container, and nobody has started it: the kubelet doesn't try again.
        case created(container: String)
        case pulling(container: String, image: String)
        /// The container runs, and the kubelet waits for its postStart hook before it goes on.
        case postStartHook(container: String)
        case initContainer(String)
        /// The container runs, and its startup probe has not succeeded yet.
        case startupProbe(container: String, isSidecar: Bool)
        /// All containers are ready, and these conditions of the pod are not true.
        case readinessGates([String])
        /// Ready, but not for `minReadySeconds` yet.
        case minReadySeconds
    }

    var kind: Kind
    var since: Timestamp
    /// The kubelet's event that tells of the step.
    var event: Event?

    /// How long it lasts, in seconds.
    func seconds(until now: Timestamp) -> WholeNumber { now.seconds(since: since) }
}

extension NodeSituation {
    /// The step that a starting pod waits for (`kubeGenericRuntimeManager.SyncPod`: sandbox, then init containers, then
    /// containers, each pulled, created, started and hooked before the next); nil when something else is wrong with it.
    ///
    /// The kubelet writes no status while it works on a pod: it says ContainerCreating until all of it is done, and only
    /// its events tell how far it is.
    func startStep(in situation: DaemonSetSituation) -> StartStep? {
        guard hasLivePodOnNode, let pod else { return nil }
        if pod.isReady { return minReadyStep(of: pod, in: situation) }
        let status = pod.status
        if status.startTime == nil, status.allContainerStatuses.isEmpty {
            guard node.isReady, status.phase == .pending else { return nil }
            let events = podEvents(in: situation)
            let bound = events.last { $0.reason == "Scheduled" }
            guard let since = bound?.lastTimestamp ?? pod.metadata.creationTimestamp,
                // Whoever runs the node has said why not, as virtual nodes do.
                !events.contains(where: { $0.isWarning && $0.latest >= since })
            else { return nil }
            return StartStep(kind: .takingUp, since: since, event: bound)
        }
        let isTroubled = status.allContainerStatuses.contains { container in
            if let waiting = container.waiting { return !ContainerWaiting.isOrdinary(waiting.reason) }
            if case .terminated(let end) = container.state { return end.exitCode != 0 && !end.isLost }
            return false
        }
        guard !isTroubled, let begun = status.startTime ?? pod.metadata.creationTimestamp else { return nil }
        return initStep(of: pod, begun: begun, in: situation) ?? mainStep(of: pod, begun: begun, in: situation)
    }

    private func minReadyStep(of pod: Pod, in situation: DaemonSetSituation) -> StartStep? {
        let minReadySeconds = situation.daemonSet.minReadySeconds
        guard !pod.isAvailable(minReadySeconds: minReadySeconds, now: situation.snapshot.capturedAt) else { return nil }
        return pod.status.conditions[PodStatus.ConditionType.ready]?.lastTransitionTime.map {
            StartStep(kind: .minReadySeconds, since: $0)
        }
    }

    private func initStep(of pod: Pod, begun: Timestamp, in situation: DaemonSetSituation) -> StartStep? {
        for status in pod.status.initContainerStatuses {
            let isSidecar = spec(of: status.name)?.isRestartable ?? false
            switch status.state {
            case .terminated(let end) where !end.isLost && !isSidecar: continue
            case .running(let since):
                if !isSidecar {
                    return StartStep(kind: .initContainer(status.name), since: since ?? begun)
                }
                if status.hasStarted { continue }
                return StartStep(
                    kind: .startupProbe(container: status.name, isSidecar: true), since: since ?? begun)
            case .terminated, .waiting, .none:
                return creationStep(of: status.name, begun: begun, in: situation)
            }
        }
        return nil
    }

    private func mainStep(of pod: Pod, begun: Timestamp, in situation: DaemonSetSituation) -> StartStep? {
        let ends = pod.status.initContainerStatuses.compactMap { status -> Timestamp? in
            if case .terminated(let end) = status.state { return end.finishedAt }
            return nil
        }
        let begun = ([begun] + ends).max() ?? begun
        let statuses = pod.status.containerStatuses
        if let waiting = statuses.first(where: {
            $0.waiting != nil || $0.state == .none || $0.termination?.isLost ?? false && !$0.isRunning
        }) {
            return creationStep(of: waiting.name, begun: begun, in: situation)
        }
        for status in statuses {
            guard case .running(let since) = status.state, !status.hasStarted, !status.isReady,
                spec(of: status.name)?.startupProbe != nil
            else { continue }
            return StartStep(kind: .startupProbe(container: status.name, isSidecar: false), since: since ?? begun)
        }
        guard let ready = pod.status.conditions[PodStatus.ConditionType.ready],
            ready.reason == "ReadinessGatesNotReady", statuses.allSatisfy(\.isReady)
        else { return nil }
        let runs = statuses.compactMap { status -> Timestamp? in
            if case .running(let since) = status.state { return since }
            return nil
        }
        return StartStep(
            kind: .readinessGates(Self.gates(in: ready.message)),
            since: (runs + [ready.lastTransitionTime].compactMap { $0 }).max() ?? begun)
    }

    /// The step that a container without a status of its own is at, as the pod's last event tells.
    private func creationStep(of container: String, begun: Timestamp, in situation: DaemonSetSituation) -> StartStep? {
        let events = podEvents(in: situation)
        let event = events.last { Self.progressReasons.contains($0.reason) && $0.latest >= begun }
        // What failed since explains more than that nothing moves.
        let since = event?.latest ?? begun
        if events.contains(where: { $0.isWarning && $0.latest >= since }) { return nil }
        guard let event else { return StartStep(kind: .creating(container: container), since: begun) }
        let name = event.containerName ?? container
        let kind: StartStep.Kind
        switch event.reason {
        case "Pulling": kind = .pulling(container: name, image: event.quotedName ?? image(of: name) ?? "")
        case "Started": kind = .postStartHook(container: name)
        // computePodActions restarts a container in the state Created; for an init container it waits.
        case "Created" where pod?.spec.initContainers.contains { $0.name == name } ?? false:
            kind = .created(container: name)
        default: kind = .creating(container: name)
        }
        return StartStep(kind: kind, since: event.latest, event: event)
    }

    /// The gates that a Ready condition names, each as `readiness gate "NAME"` (`GeneratePodReadyCondition`).
    private static func gates(in message: String) -> [String] {
        var names: [String] = []
        var rest = message[...]
        while let after = rest.after("readiness gate \"") {
            names.append(after.until("\""))
            rest = after
        }
        return names
    }
}

extension ContainerStatus {
    /// Whether the container runs at this moment.
    var isRunning: Bool {
        if case .running = state { return true }
        return false
    }
}

extension Event {
    /// The container that an event of the kubelet's is about, by its field path: `spec.containers{NAME}`.
    var containerName: String? {
        regarding.fieldPath[...].after("{").map { $0.until("}") }.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The first quoted text of the message, for instance the image of `Pulling image "NAME"`.
    var quotedName: String? {
        message[...].after("\"").map { $0.until("\"") }.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension DaemonSetSituation {
    /// The step at which the start of the node's pod hangs: one that lasts longer than it can take.
    func stalledStep(on node: NodeSituation) -> StartStep? {
        guard let step = startSteps[node.position] else { return nil }
        let patience: WholeNumber
        switch step.kind {
        case .takingUp: patience = Patience.takingUp
        case .minReadySeconds: return nil
        default: patience = Patience.starting
        }
        return step.seconds(until: snapshot.capturedAt) > patience ? step : nil
    }
}
