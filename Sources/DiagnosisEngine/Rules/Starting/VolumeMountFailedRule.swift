import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A volume cannot be mounted.
    public static let volumeMountFailed = Self("volume-mount-failed")
}

/// A volume cannot be mounted.
struct VolumeMountFailedRule: NodeRule {
    static let code = FindingCode.volumeMountFailed
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let parameters: [ParameterDescription] = [
        .text("driverDaemonSet", .optional), .text("driverTrouble", .optional),
        .text("volume", .optional), .text("reason"), .text("kind"), .text("object", .optional),
        .text("hostPathType", .optional), .text("distribution", .optional), .text("kubeletDirectory", .optional),
        .text("rightPath", .optional), .texts("kubeletVolumes", .optional), .text("systemOddity", .optional),
        .text("remedy", .optional), .truth("isDockerPath", .optional), .text("runtime", .optional),
        .texts("otherVolumes", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "A volume of the pod cannot be mounted or attached.",
        explanation: """
            The containers stay in ContainerCreating, which explains nothing. The kubelet's FailedMount and the attach \
            controller's FailedAttachVolume events do: a path of the wrong type, a Secret or ConfigMap that does not \
            exist, a CSI driver that does not run on the node.
            """)

    static func causeTitle(of finding: Finding) -> String {
        guard let object = finding.parameters.text("object"), let kind = finding.parameters.text("kind") else {
            return finding.title
        }
        return "\(kind) \(object) cannot be mounted"
    }

    /// A volume may still be attached elsewhere; a Secret or ConfigMap that nobody made does not come.
    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        let isMissing = finding.parameters.text("reason")?.contains("not found") ?? false
        return RolloutMeaning(.comparison, isMissing ? .stays(seconds: RolloutMeaning.retried) : .mayPass)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<PodSetupSymptom>? {
        guard let event = node.setupFailure(in: situation), PodSetupEvent.isAboutVolume(event.reason) else {
            return nil
        }
        var symptom = PodSetupSymptom(
            volume: PodSetupEvent.volume(in: event.message), reason: Self.cause(in: event.message))
        let others = PodSetupEvent.others(
            than: symptom.volume, failingWith: event, among: node.podEvents(in: situation))
        symptom.others = others.map { (PodSetupEvent.volume(in: $0.message), Self.cause(in: $0.message)) }
        // The same volumes are one failure, whichever of them was tried last.
        let all = [(symptom.volume, symptom.reason)] + symptom.others
        return Symptom(
            grouping: all.map { "\($0.0) \($0.1)" }.sorted().joined(separator: " "), detail: symptom,
            evidence: ([event] + others).map { Evidence($0) })
    }

    /// The source behind the volume's name.
    static func cause(in message: String) -> String {
        guard let range = message.firstRange(of: "\" : ") else { return Wording.essence(message) }
        return Wording.essence(String(message[range.upperBound...]))
    }

    func description(
        of symptoms: [LocatedSymptom<PodSetupSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let symptom = symptoms[0].detail
        let source = symptoms[0].node.pod?.spec.volumes.first { $0.name == symptom.volume }?.source
        let (kind, what) = Self.kind(of: source)
        var parameters: Parameters = [
            "volume": .text(symptom.volume), "reason": .text(symptom.reason), "kind": .text(kind),
        ]
        parameters["object"] = what.isEmpty ? nil : .text(what)
        var message =
            "Volume \(symptom.volume)\(what.isEmpty ? "" : " (\(kind) \(what))") cannot be mounted: \(symptom.reason)"
        let volumes = symptoms[0].node.pod?.spec.volumesByName ?? [:]
        let others = symptom.others.map { other in
            let (kind, what) = Self.kind(of: volumes[other.volume]?.source)
            return other.volume + (what.isEmpty ? "" : " (\(kind) \(what))")
        }
        if !others.isEmpty {
            message += ". Nor can \(Wording.list(others, most: 4))"
            parameters["otherVolumes"] = .texts(others)
        }
        let reasons = [symptom.reason] + symptom.others.map(\.reason)
        if let signature = reasons.lazy.compactMap({ Self.signature(of: $0, in: situation) }).first {
            message += others.isEmpty ? " (\(signature.meaning))" : ": \(signature.meaning)"
            parameters["remedy"] =
                signature.remedy.isEmpty ? nil : .text(Wording.sentence(signature.remedy, limit: .max))
        }
        if case .hostPath(let path, let type)? = source {
            parameters["hostPathType"] = type.isEmpty ? nil : .text(type)
            let told = Self.elsewhere(path, for: symptoms, in: situation)
            for (name, value) in told.parameters.entries { parameters[name] = value }
            message += told.sentence
        }
        if let driver = NodeNeeds.missingDriver(in: symptom.reason),
            let agent = situation.cluster.agents.agent(for: .volumes(driver: driver), on: symptoms[0].node.node),
            agent.name != situation.name
        {
            parameters["driverDaemonSet"] = .text(agent.name)
            message += ". \(agent.name) is that driver on the nodes"
            let trouble = symptoms.lazy.compactMap { agent.trouble(on: $0.node.node, in: situation.snapshot) }.first
            if let trouble {
                parameters["driverTrouble"] = .text(trouble)
                message += ": \(trouble)"
            }
        }
        return FindingDescription(
            title: "volume \(symptom.volume) cannot be mounted", message: message, parameters: parameters)
    }

    /// What the words of mount programs, drivers and clouds are known for, as far as that holds outside of containers.
    private static func signature(of reason: String, in situation: DaemonSetSituation) -> LogSignature? {
        let log = ContainerLog(namespace: "", pod: "", container: "", isPrevious: false, lines: [reason])
        guard let found = situation.cluster.logSignatures.tellingLine(of: log)?.signature,
            signaturesOfMounts.contains(found.name)
        else { return nil }
        return found
    }

    private static let signaturesOfMounts: Set<String> = [
        "nfs-denied", "node-package-missing", "no-space-left", "kernel-module-missing", "operation-not-supported",
        "name-resolution", "network-unreachable", "too-many-open-files", "cloud-permissions", "cloud-credentials",
        "cloud-limit", "certificate-expired", "certificate-authority-unknown",
    ]

    /// Where the path of a hostPath volume lies on these nodes, by what is known of their distributions.
    private static func elsewhere(
        _ path: String, for symptoms: [LocatedSymptom<PodSetupSymptom>], in situation: DaemonSetSituation
    ) -> (sentence: String, parameters: Parameters) {
        let node = symptoms[0].node.node
        var parameters = Parameters()
        if KubeletDirectory.isUsual(path), let other = KubeletDirectory.elsewhere(on: node) {
            let right = other.path + path.dropFirst(KubeletDirectory.usual.count)
            let volumes = situation.daemonSet.template.spec.volumes.compactMap { volume -> String? in
                guard case .hostPath(let path, _) = volume.source, KubeletDirectory.isUsual(path) else { return nil }
                return volume.name
            }
            parameters["distribution"] = .text(other.name)
            parameters["kubeletDirectory"] = .text(other.path)
            parameters["rightPath"] = .text(right)
            parameters["kubeletVolumes"] = .texts(volumes)
            return (". The nodes run \(other.name), whose kubelet keeps its directory at \(other.path)", parameters)
        }
        if let foreign = KubeletDirectory.distribution(of: path), KubeletDirectory.elsewhere(on: node)?.name != foreign
        {
            let right =
                KubeletDirectory.usual
                + path.dropFirst(
                    path.firstRange(of: "/kubelet").map {
                        path.distance(from: path.startIndex, to: $0.upperBound)
                    } ?? 0)
            parameters["distribution"] = .text(foreign)
            parameters["kubeletDirectory"] = .text(KubeletDirectory.usual)
            parameters["rightPath"] = .text(right)
            return (". That is the kubelet's directory of \(foreign), which these nodes don't run", parameters)
        }
        if DockerPath.isOne(path), let runtime = DockerPath.runtime(insteadOn: node) {
            parameters["isDockerPath"] = .truth(true)
            parameters["runtime"] = runtime.isEmpty ? nil : .text(runtime)
            let told =
                runtime.isEmpty ? "nodes that run containerd or CRI-O don't have it" : "these nodes run \(runtime)"
            return (". Only Docker makes that path, and \(told)", parameters)
        }
        if let oddity = KubeletDirectory.oddity(of: node) {
            parameters["systemOddity"] = .text(oddity)
            return (". \(oddity)", parameters)
        }
        return ("", parameters)
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
