import KubernetesModel
import Wording

/// How a container that ends again and again ends.
enum CrashKind: Equatable, Sendable {
    case outOfMemory
    case livenessProbe
    case startupProbe
    case postStartHook
    case startFailure
    /// The container didn't end by itself: its sandbox is killed under it.
    case sandboxKilled
    case cleanExit
    case commandNotFound
    case signal(WholeNumber)
    case errorExit
}

/// A container that ends again and again, whatever it is doing at this moment.
struct CrashingContainer: Sendable {
    var status: ContainerStatus
    var spec: Container?
    var termination: ContainerTermination
    var kind: CrashKind
    /// The line of its log that tells why it ended; nil without one.
    var log: TellingLine?
    /// The evidence, the termination first.
    var evidence: [Evidence]

    var name: String { status.name }

    /// How surely the container fails by itself: one whose log tells a cause comes before one that waits for another.
    var ownFault: Int {
        switch kind {
        case .startFailure, .outOfMemory: return 3
        default: break
        }
        guard let signature = log?.signature else { return log?.advice == nil ? 1 : 2 }
        return signature.concern == .peer || signature.rank == .symptom ? 0 : 2
    }
}

/// The first container of a node's pod that crashes, and the first init container.
struct NodeCrashes: Sendable {
    var container: CrashingContainer?
    var initContainer: CrashingContainer?
}

extension NodeSituation {
    /// The container of the pod that crashes, and how: rules find it in ``DaemonSetSituation/crashes``. Init containers are asked only when `isInit`.
    ///
    /// Between two back-offs a crashing container shows `Error`, `Completed` or even `Running`: restart count and last
    /// state tell, never the waiting reason alone.
    func crashingContainer(isInit: Bool, in situation: DaemonSetSituation) -> CrashingContainer? {
        guard hasLivePodOnNode, let pod else { return nil }
        let statuses = isInit ? pod.status.initContainerStatuses : pod.status.containerStatuses
        // Of several the one that fails by itself, and not because it waits for the others. Init containers run in turn.
        // A closure that is kept, as `lazy` keeps one, would copy the whole situation.
        var first: CrashingContainer?
        for status in statuses.lazy.filter({ $0.termination != nil }).prefix(Self.mostEnded) {
            guard let crash = crash(of: status, isInit: isInit, in: situation) else { continue }
            if isInit { return crash }
            if first.map({ crash.ownFault > $0.ownFault }) ?? true { first = crash }
        }
        if first != nil, statuses.count > Self.mostEnded {
            let ended = statuses.count { $0.termination != nil }
            if ended > Self.mostEnded {
                first?.evidence.append(
                    Evidence(
                        kind: .containerStatus, object: "Pod \(pod.metadata.qualifiedName)",
                        text: "\(ended) containers have ended; logs and events of the first \(Self.mostEnded) were "
                            + "examined"))
            }
        }
        return first
    }

    /// How many containers of a pod that have ended are looked at, with their logs and events, for the one that fails by
    /// itself. Those beyond are told as failing too, and none of them is said to be the cause.
    static let mostEnded = 64

    private func crash(
        of status: ContainerStatus, isInit: Bool, in situation: DaemonSetSituation
    ) -> CrashingContainer? {
        guard let termination = status.termination, !wasLost(status, termination, in: situation),
            !isKeptFromRestarting(status, in: situation)
        else { return nil }
        let spec = spec(of: status.name)
        if let waiting = status.waiting {
            let isCrash =
                waiting.reason == ContainerWaiting.crashLoopBackOff || waiting.reason == "RunContainerError"
                || waiting.reason == "PostStartHookError" || waiting.reason == "CreateContainerError"
            guard isCrash || ContainerWaiting.isOrdinary(waiting.reason) && status.restartCount > 0 else { return nil }
        } else if case .running = status.state {
            guard isShortLived(status, termination, in: situation) else { return nil }
        } else if isInit, termination.exitCode == 0, spec?.isRestartable != true {
            return nil
        }
        let log = pod.flatMap { situation.tellingLine(of: $0, container: status.name, on: self) }
        let end = CrashEnd(status: status, spec: spec, termination: termination, log: log)
        let servesElsewhere = pod.map { situation.servingCount(likePod: $0) > 0 } ?? false
        var (kind, event) = classify(end, podEvents(in: situation), servesElsewhere: servesElsewhere)
        if case .signal(9) = kind, let kill = memoryKill(end, in: situation) { (kind, event) = (.outOfMemory, kill) }
        var evidence = [
            Evidence(
                kind: .containerStatus, object: "Pod \(pod?.metadata.qualifiedName ?? "")",
                text: Self.sentence(status, termination))
        ]
        if let event { evidence.append(Evidence(event)) }
        return CrashingContainer(
            status: status, spec: spec, termination: termination, kind: kind, log: log, evidence: evidence)
    }

    /// The node's event of the kernel having killed the container's process for memory, where the runtime says only 137.
    ///
    /// The kubelet writes SystemOOM (`oomWatcher`), node-problem-detector OOMKilling; both name the process, of which the
    /// kernel keeps 15 characters.
    private func memoryKill(_ crash: CrashEnd, in situation: DaemonSetSituation) -> Event? {
        guard let ended = crash.termination.finishedAt else { return nil }
        let image = ImageReference.repository(of: crash.spec?.image ?? crash.status.image)
        let programs = [crash.spec?.command.first ?? "", image, crash.status.name].compactMap { path -> String? in
            path.split(separator: "/").last.map { String($0.prefix(15)) }
        }
        return ["", "default"].flatMap { namespace in
            situation.index.events(kind: Node.kind, namespace: namespace, name: node.name)
        }.last { event in
            guard event.reason == "SystemOOM" || event.reason == "OOMKilling",
                abs(event.latest.seconds(since: ended)) <= 60
            else { return false }
            let words = event.message.split { " (),:".contains($0) }.map(String.init)
            return programs.contains(where: words.contains)
        }
    }

    /// Whether the container did not end by itself: it was there when the machine went down.
    ///
    /// With some runtimes (CRI-O, Docker) only the kubelet's event Rebooted tells: they give 255 and reason `Error`.
    private func wasLost(
        _ status: ContainerStatus, _ end: ContainerTermination, in situation: DaemonSetSituation
    ) -> Bool {
        if status.waiting?.reason == ContainerWaiting.crashLoopBackOff, status.restartCount > 1 { return false }
        if end.isLost { return true }
        guard end.exitCode == 255, end.reason == "Error", let boot = lastBoot(in: situation) else { return false }
        let ranBefore = end.startedAt.map { boot >= $0 } ?? true
        // The runtime finds out only once it is up again.
        return ranBefore && (end.finishedAt.map { $0.seconds(since: boot) <= 300 } ?? true)
    }

    /// When the kubelet last found that the node had booted; nil where no event tells.
    func lastBoot(in situation: DaemonSetSituation) -> Timestamp? {
        let reboots = ["", "default"].flatMap { namespace in
            situation.index.events(kind: Node.kind, namespace: namespace, name: node.name)
        }.filter { $0.reason == "Rebooted" }
        return reboots.compactMap { $0.lastTimestamp ?? $0.firstTimestamp }.max()
    }

    /// A container that runs right now counts as crashing when it is not ready, or when it never ran long.
    private func isShortLived(
        _ status: ContainerStatus, _ last: ContainerTermination, in situation: DaemonSetSituation
    ) -> Bool {
        guard status.restartCount >= 3, !status.isReady else { return false }
        guard let ended = last.finishedAt else { return true }
        return situation.snapshot.capturedAt.seconds(since: ended) < 600
    }

    /// All that is known of how a container ended.
    private struct CrashEnd {
        var status: ContainerStatus
        var spec: Container?
        var termination: ContainerTermination
        var log: TellingLine?
    }

    private func classify(
        _ crash: CrashEnd, _ events: [Event], servesElsewhere: Bool
    ) -> (CrashKind, Event?) {
        let (status, end) = (crash.status, crash.termination)
        if StartFailure.isReported(by: status) { return (.startFailure, nil) }
        if end.reason == "OOMKilled" { return (.outOfMemory, nil) }
        // The kubelet's own events tell its kills from others: the exit code is 137 or 143 either way, and 0 where the
        // program ends in good order when it is asked to.
        let own = events.filter { event in
            let path = event.regarding.fieldPath
            return path.isEmpty ? Self.isMeant(status.name, by: event.message) : path.contains("{\(status.name)}")
        }
        if let event = own.last(where: { $0.reason == "FailedPostStartHook" }) { return (.postStartHook, event) }
        if let event = Self.probeKill("startup", own, end, crash.spec?.startupProbe) { return (.startupProbe, event) }
        if let event = Self.probeKill("liveness", own, end, crash.spec?.livenessProbe) {
            return (.livenessProbe, event)
        }
        if let event = Self.sandboxKill(events, own: own, end, restarts: status.restartCount) {
            return (.sandboxKilled, event)
        }
        switch end.exitCode {
        case 0 where end.signal == 0: return (.cleanExit, nil)
        case 126, 127:
            let isShells = MissingCommand.isMeant(
                by: crash.log, exitCode: end.exitCode, servesElsewhere: servesElsewhere)
            return (isShells ? .commandNotFound : .errorExit, nil)
        case 129...192: return (.signal(end.exitCode - 128), nil)
        default: return end.signal != 0 ? (.signal(end.signal), nil) : (.errorExit, nil)
        }
    }

    /// Whether an event without a field path may be about the container: those about another say `Container OTHER …`.
    private static func isMeant(_ container: String, by message: String) -> Bool {
        guard let rest = message[...].after("Container ") else { return true }
        return rest.until(" ") == container
    }

    /// The event of a kill for a failed probe: the kill itself, or the failing probe where the exit fits a kill.
    ///
    /// A program that ends in good order when it is asked to has exit code 0: so many failures as the probe bears tell
    /// that from one that comes to its end by itself.
    private static func probeKill(
        _ probe: String, _ events: [Event], _ end: ContainerTermination, _ spec: Probe?
    ) -> Event? {
        let killed = events.last { $0.reason == "Killing" && $0.message.contains("failed \(probe) probe") }
        let failed = events.last {
            $0.reason == "Unhealthy" && $0.message.lowercased().hasPrefix("\(probe) probe")
        }
        let isKill = end.exitCode == 137 || end.exitCode == 143 || end.signal == 9 || end.signal == 15
        let isAskedToEnd = end.exitCode == 0 && (failed?.count ?? 0) >= spec?.failureThreshold ?? 3
        guard killed != nil || isKill || isAskedToEnd else { return nil }
        return failed ?? killed
    }

    /// The event of sandboxes that are killed again and again with containers that run in them.
    ///
    /// The kubelet finds the sandbox not ready and makes another one (`computePodActions`, `SandboxChanged`). A program
    /// that ends by itself leaves its sandbox as it is; one reboot, or one lost sandbox, makes one such event.
    private static func sandboxKill(
        _ events: [Event], own: [Event], _ end: ContainerTermination, restarts: WholeNumber
    ) -> Event? {
        guard let changed = events.last(where: { $0.reason == "SandboxChanged" }) else { return nil }
        let times = events.filter { $0.reason == "SandboxChanged" }.reduce(0) { max($0, $1.count) }
        guard times >= 3, times >= restarts / 2 else { return nil }
        // Where the sandbox cannot be made anew, that event tells more.
        guard !events.contains(where: { $0.reason == "FailedCreatePodSandBox" && $0.latest > changed.latest }) else {
            return nil
        }
        let isAskedToEnd = [0, 137, 143].contains(end.exitCode) || end.signal == 9 || end.signal == 15
        let isStopped = own.contains { $0.reason == "Killing" && $0.message.hasPrefix("Stopping container") }
        return isAskedToEnd || isStopped ? changed : nil
    }

    private static func sentence(_ status: ContainerStatus, _ end: ContainerTermination) -> String {
        var text = "container \(status.name) exited with code \(end.exitCode)"
        if !end.reason.isEmpty { text += " (\(end.reason))" }
        text += ", \(Wording.count(status.restartCount, "restart"))"
        if !end.message.isEmpty { text += ": \(Wording.firstLine(end.message))" }
        return text
    }
}

/// The names of signals.
enum SignalName {
    static func name(_ number: WholeNumber) -> String {
        let names: [WholeNumber: String] = [
            1: "SIGHUP", 2: "SIGINT", 3: "SIGQUIT", 4: "SIGILL", 5: "SIGTRAP", 6: "SIGABRT", 7: "SIGBUS", 8: "SIGFPE",
            9: "SIGKILL", 10: "SIGUSR1", 11: "SIGSEGV", 12: "SIGUSR2", 13: "SIGPIPE", 14: "SIGALRM", 15: "SIGTERM",
            24: "SIGXCPU", 25: "SIGXFSZ", 31: "SIGSYS",
        ]
        return names[number] ?? "signal \(number)"
    }
}
