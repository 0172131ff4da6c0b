import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The runtime cannot start a container.
    public static let containerStartFailed = Self("container-start-failed")
}

/// The runtime cannot start a container.
struct ContainerStartFailedRule: NodeRule {
    static let code = FindingCode.containerStartFailed
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.events]
    static let parameters: [ParameterDescription] = [
        .text("container"), .text("reason"), .text("failure"), .text("action"), .truth("isOfNode"),
        .text("command", .optional), .text("volume", .optional), .number("servesElsewhere"), .text("image", .optional),
        .text("hostPath", .optional), .text("memoryLimit", .optional), .texts("capabilities", .optional),
        .truth("isUntyped", .optional), .text("linuxPath", .optional), .text("runtimeConfiguration", .optional),
        .truth("isRuntimeDefault", .optional),
        .text("seLinuxType", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "The runtime cannot create or start a container.",
        explanation: """
            The runtime's message shows which of many things failed (CreateContainerError, RunContainerError, \
            StartError): the program is missing or not executable, a mount, a device, a hook, the image, a profile, a \
            limit of the node. If the same template works on other nodes, look at the node.
            """)

    static func scope(of finding: Finding) -> CauseScope {
        guard finding.parameters["isOfNode"] == .truth(true) else { return .daemonSet(fault: code.rawValue) }
        return .nodes(shortage: "start \(finding.parameters.text("failure") ?? "")")
    }

    struct Failure: Sendable {
        var container: String
        var spec: Container?
        var start: StartFailure
        var servesElsewhere: Int
    }

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        guard finding.parameters["isOfNode"] != .truth(true) else { return RolloutMeaning(.node, .mayPass) }
        return RolloutMeaning(.comparison, .stays(seconds: RolloutMeaning.retried))
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Failure>? {
        let crashes = situation.crashes[node.position]
        if let crash = [crashes?.initContainer, crashes?.container].compactMap({ $0 }).first,
            crash.kind == .startFailure
        {
            let message = StartFailure.message(of: crash.status) ?? crash.termination.message
            return symptom(crash.name, message, on: node, in: situation, evidence: crash.evidence)
        }
        guard let waiting = node.waitingContainer(StartFailure.reasons) else { return nil }
        return symptom(waiting.name, waiting.message, on: node, in: situation, evidence: [node.evidence(waiting)])
    }

    private func symptom(
        _ container: String, _ message: String, on node: NodeSituation, in situation: DaemonSetSituation,
        evidence: [Evidence]
    ) -> Symptom<Failure> {
        var start = StartFailure(message)
        start.refine(for: node.spec(of: container), on: node)
        return Symptom(
            grouping: "\(container) \(start.grouping)",
            detail: Failure(
                container: container, spec: node.spec(of: container), start: start,
                servesElsewhere: node.pod.map { situation.servingCount(likePod: $0) } ?? 0),
            evidence: evidence)
    }

    func description(
        of symptoms: [LocatedSymptom<Failure>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let failure = symptoms[0].detail
        let start = failure.start
        var parameters: Parameters = [
            "container": .text(failure.container), "reason": .text(start.said), "failure": .text(start.kind.rawValue),
            "action": .text(start.kind.action(for: failure.container)),
            "servesElsewhere": .number(WholeNumber(failure.servesElsewhere)),
            "isOfNode": .truth(start.kind.isOfNode || failure.servesElsewhere > 0),
        ]
        parameters["command"] = failure.spec?.command.first.map { .text($0) }
        parameters["image"] = (failure.spec?.image).map { .text($0) }
        parameters["memoryLimit"] = failure.spec?.resources.limits[ResourceName.memory].map {
            .text($0.readable(for: ResourceName.memory))
        }
        var message = "The runtime cannot start container \(failure.container): \(start.said)"
        if !start.kind.meaning.isEmpty { message += " (\(start.kind.meaning))" }
        if let mount = symptoms[0].node.hostMount(of: failure.spec, at: start.path) {
            parameters["volume"] = .text(mount.volume)
            parameters["hostPath"] = .text(mount.path)
            if start.kind == .mountSourceMissing { parameters["isUntyped"] = .truth(mount.type.isEmpty) }
            switch start.kind {
            case .mountNotShared where !mount.propagation.isEmpty:
                message +=
                    ". Volume \(mount.volume) (hostPath \(mount.path)) is mounted with mountPropagation "
                    + mount.propagation
            case .mountSourceReadOnly, .mountSourceMissing, .mountTypeMismatch, .mountDenied, .kernelPathMissing:
                message += ". It is hostPath \(mount.path) of volume \(mount.volume)"
            default: break
            }
        }
        switch start.kind {
        case .mountSourceReadOnly: message += symptoms.system + failure.flexVolumes
        case .kernelPathMissing: message += symptoms.kernel
        case .mountDenied where failure.spec?.securityContext.isPrivileged != true:
            message += ". The container isn't privileged"
            if symptoms.contains(where: \.node.node.usesSELinux) {
                message += ", and the node's system uses SELinux, which then forbids such mounts"
            }
        case .seLinux:
            let pod = symptoms[0].node.pod
            if let label = pod.flatMap({ SELinuxLabel(of: $0, container: failure.spec, saying: start.said) }) {
                parameters["seLinuxType"] = .text(label.type)
                message += ". \(label.sentence.dropLast())"
            }
        case .wrongSystem:
            let builds = Set(symptoms.map(\.node.node.info.kernelVersion)).filter { !$0.isEmpty }
            if !builds.isEmpty {
                message +=
                    ". The \(symptoms.count == 1 ? "node runs" : "nodes run") build "
                    + Wording.list(builds.sorted(by: NaturalOrder.precedes), most: 3)
            }
        case .capability:
            let added = failure.spec?.securityContext.capabilitiesBeyondDefault ?? []
            parameters["capabilities"] = added.isEmpty ? nil : .texts(added)
            if !added.isEmpty { message += ". The template adds \(Wording.list(added))" }
        case .windowsPath:
            let paths = symptoms[0].node.pod?.windowsPaths(of: failure.spec) ?? []
            parameters["hostPath"] = paths.first.map { .text($0) }
            parameters["linuxPath"] = paths.first.map { .text($0.replacing("\\", with: "/")) }
            let right = paths.map { $0.replacing("\\", with: "/") }
            message +=
                ". The template writes \(Wording.list(paths)) with backslashes; on Linux that is \(Wording.list(right))"
        case .gpuDriver where start.said.contains("nvidia-container-cli"):
            let asksForRuntime = !(symptoms[0].node.pod?.spec.runtimeClassName ?? "").isEmpty
            parameters["isRuntimeDefault"] = .truth(!asksForRuntime)
            parameters["runtimeConfiguration"] = .text(symptoms[0].node.node.runtimeConfiguration)
            if !asksForRuntime {
                message +=
                    ". The pod has no runtimeClassName, so NVIDIA's runtime is the node's default there, and needs the "
                    + "driver for every container"
            }
        default: break
        }
        if start.kind == .mountNotShared, ["path / is", "path \"/\" is"].contains(where: start.said.contains) {
            message += ". That is the root of the node's file system"
        }
        if failure.servesElsewhere > 0 {
            message += ". The same template works on \(Wording.count(failure.servesElsewhere, "other node"))"
        }
        return FindingDescription(
            title: "container \(failure.container) cannot be started", message: message + ".", parameters: parameters)
    }
}

extension ContainerStartFailedRule.Failure {
    /// Where the kubelet of systems with a read-only /usr looks for flexvolumes, if that is what is mounted; else empty.
    fileprivate var flexVolumes: String {
        guard start.path?.hasPrefix("/usr/libexec/kubernetes") ?? false else { return "" }
        return ". That is the kubelet's directory of flexvolumes; where /usr is read-only it is another: "
            + "/etc/kubernetes/kubelet-plugins/volume/exec on OpenShift 4, /home/kubernetes/flexvolume on GKE, "
            + "/var/lib/kubelet/volumeplugins on others (the kubelet's volumePluginDir)"
    }
}

extension SecurityContext {
    /// The capabilities that the container asks for and that runtimes don't give by default.
    fileprivate var capabilitiesBeyondDefault: [String] {
        let byDefault: Set<String> = [
            "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "NET_RAW",
            "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT",
        ]
        return addedCapabilities.filter { !byDefault.contains($0.hasPrefix("CAP_") ? String($0.dropFirst(4)) : $0) }
    }
}

extension [LocatedSymptom<ContainerStartFailedRule.Failure>] {
    /// `. The node has kernel 6.6.30-custom`; empty where the nodes don't say.
    fileprivate var kernel: String {
        let kernels = Set(map(\.node.node.info.kernelVersion)).filter { !$0.isEmpty }
        guard !kernels.isEmpty else { return "" }
        return ". The \(count == 1 ? "node has" : "nodes have") \(kernels.count == 1 ? "kernel" : "kernels") "
            + Wording.list(kernels.sorted(by: NaturalOrder.precedes), most: 3)
    }

    /// `. The nodes run Container-Optimized OS from Google`; empty where they don't say one system.
    fileprivate var system: String {
        let systems = Set(map(\.node.node.info.osImage))
        guard systems.count == 1, let system = systems.first, !system.isEmpty else { return "" }
        return ". The \(count == 1 ? "node runs" : "nodes run") \(system)"
    }
}
