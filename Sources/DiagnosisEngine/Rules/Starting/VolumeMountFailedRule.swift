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
        if let signature = Self.signature(of: symptom.reason, in: situation) {
            message += " (\(signature.meaning))"
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

extension VolumeMountFailedRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "a Secret that is mounted as a volume is not there", on: ["n1"],
                with: ["volume": "token", "kind": "secret", "object": "agent-token"]
            ) { cluster in
                cluster.node("n1")
                cluster.template {
                    $0.volumes = [Volume(name: "token", source: .secret(name: "agent-token", isOptional: false))]
                }
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount", "MountVolume.SetUp failed for volume \"token\" : secret \"agent-token\" not found",
                    on: "agent-n1")
            },
            .firing(
                "the distribution keeps the kubelet's directory elsewhere", on: ["n1"],
                with: [
                    "kind": "hostPath", "rightPath": "/var/lib/k0s/kubelet/plugins_registry",
                    "kubeletVolumes": ["registration"],
                ]
            ) { cluster in
                cluster.node("n1") { $0.info.kubeletVersion = "v1.30.2+k0s" }
                cluster.template {
                    $0.volumes = [
                        Volume(
                            name: "registration",
                            source: .hostPath(path: "/var/lib/kubelet/plugins_registry", type: "Directory"))
                    ]
                }
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount",
                    "MountVolume.SetUp failed for volume \"registration\" : hostPath type check failed: "
                        + "/var/lib/kubelet/plugins_registry is not a directory", on: "agent-n1")
            },
            .firing(
                "the path is Docker's, and the nodes run containerd", on: ["n1"],
                with: ["isDockerPath": true, "runtime": "containerd"]
            ) { cluster in
                cluster.node("n1") { $0.info.containerRuntimeVersion = "containerd://1.7.2" }
                cluster.template {
                    $0.volumes = [
                        Volume(name: "logs", source: .hostPath(path: "/var/lib/docker/containers", type: "Directory"))
                    ]
                }
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount",
                    "MountVolume.SetUp failed for volume \"logs\" : hostPath type check failed: "
                        + "/var/lib/docker/containers is not a directory", on: "agent-n1")
            },
            .firing(
                "the kubelet sums up what it waits for after it has said why", on: ["n1"],
                with: ["volume": "id", "reason": "hostPath type check failed: /etc/machine-id is not a file"]
            ) { cluster in
                cluster.node("n1")
                cluster.template {
                    $0.volumes = [Volume(name: "id", source: .hostPath(path: "/etc/machine-id", type: "File"))]
                }
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount",
                    "MountVolume.SetUp failed for volume \"id\" : hostPath type check failed: /etc/machine-id is not a file",
                    on: "agent-n1")
                cluster.event(
                    "FailedMount",
                    "Unable to attach or mount volumes: unmounted volumes=[id], unattached volumes=[id token]: timed out "
                        + "waiting for the condition", on: "agent-n1")
            },
            .firing(
                "the node lacks the program that mounts NFS", on: ["n1"],
                with: [
                    "volume": "share", "kind": "nfs",
                    "reason": "mount failed: exit status 32 mount: wrong fs type, bad option, bad superblock",
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.template { $0.volumes = [Volume(name: "share", source: .other(kind: "nfs"))] }
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount",
                    "MountVolume.SetUp failed for volume \"share\" : mount failed: exit status 32 mount: wrong fs type, bad "
                        + "option, bad superblock", on: "agent-n1")
            },
            .silent("the mount failed at first, and the container runs by now") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.event(
                    "FailedMount", "MountVolume.SetUp failed for volume \"token\" : timed out", on: "agent-n1")
            },
        ]
    }
}
