import KubernetesModel

/// What keeps a pod's containers from being created at all.
public struct PodSetupSymptom: Sendable {
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

/// A volume cannot be mounted.
public struct VolumeMountFailedRule: NodeRule {
    public static let code = FindingCode.volumeMountFailed
    public static let documentation = RuleDocumentation(
        summary: "A volume of the pod cannot be mounted or attached.",
        explanation: """
            The containers stay in ContainerCreating, which explains nothing; the kubelet's FailedMount and the attach \
            controller's FailedAttachVolume events do: a path of the wrong type, a Secret or ConfigMap that is not there, a \
            CSI driver that does not run on the node.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<PodSetupSymptom>? {
        guard let event = node.setupFailure(in: situation),
            ["FailedMount", "FailedAttachVolume", "FailedMapVolume"].contains(event.reason)
        else { return nil }
        let symptom = PodSetupSymptom(volume: Self.volume(in: event.message), reason: Self.cause(in: event.message))
        return Symptom(
            grouping: "\(symptom.volume) \(symptom.reason)", detail: symptom, evidence: [Evidence(event)])
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

    /// What stands behind the volume's name.
    static func cause(in message: String) -> String {
        guard let range = message.firstRange(of: "\" : ") else { return Wording.firstLine(message) }
        return Wording.firstLine(String(message[range.upperBound...]))
    }

    public func description(
        of symptoms: [LocatedSymptom<PodSetupSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let symptom = symptoms[0].detail
        let source = symptoms[0].node.pod?.spec.volumes.first { $0.name == symptom.volume }?.source
        let (kind, what) = Self.kind(of: source)
        var parameters: Parameters = [
            "volume": .text(symptom.volume), "reason": .text(symptom.reason), "kind": .text(kind),
        ]
        parameters["object"] = what.isEmpty ? nil : .text(what)
        return FindingDescription(
            title: "volume \(symptom.volume) cannot be mounted",
            message:
                "Volume \(symptom.volume)\(what.isEmpty ? "" : " (\(kind) \(what))") cannot be mounted: "
                + "\(symptom.reason)",
            parameters: parameters)
    }

    private static func kind(of source: Volume.Source?) -> (kind: String, what: String) {
        switch source {
        case .hostPath(let path, _)?: return ("hostPath", path)
        case .configMap(let name, _)?: return ("configMap", name)
        case .secret(let name, _)?: return ("secret", name)
        case .csi(let driver)?: return ("csi", driver)
        case .persistentVolumeClaim(let name)?: return ("persistentVolumeClaim", name)
        case .emptyDir?: return ("emptyDir", "")
        case .ephemeral?: return ("ephemeral", "")
        case .other(let kind)?: return (kind, "")
        case nil: return ("other", "")
        }
    }
}

/// The pod's sandbox cannot be made.
public struct SandboxCreationFailedRule: NodeRule {
    public static let code = FindingCode.sandboxCreationFailed
    public static let documentation = RuleDocumentation(
        summary: "The node cannot make the pod's sandbox: its network or its runtime.",
        explanation: """
            Before any container the runtime makes the sandbox and has the network plugin give it an address \
            (FailedCreatePodSandBox). When it fails on a few nodes, look at the network plugin's own pod there.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<PodSetupSymptom>? {
        guard let event = node.setupFailure(in: situation),
            !["FailedMount", "FailedAttachVolume", "FailedMapVolume"].contains(event.reason)
        else { return nil }
        let reason = Wording.firstLine(event.message)
        return Symptom(
            grouping: event.reason, detail: PodSetupSymptom(volume: "", reason: reason), evidence: [Evidence(event)])
    }

    public func description(
        of symptoms: [LocatedSymptom<PodSetupSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let reason = symptoms[0].detail.reason
        return FindingDescription(
            title: "pod sandbox cannot be made", message: "The node cannot make the pod's sandbox: \(reason)",
            parameters: ["reason": .text(reason)])
    }
}
