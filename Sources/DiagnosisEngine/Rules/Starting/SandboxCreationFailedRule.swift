import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The pod's sandbox cannot be made.
    public static let sandboxCreationFailed = Self("sandbox-creation-failed")
}

/// The pod's sandbox cannot be made.
struct SandboxCreationFailedRule: NodeRule {
    static let code = FindingCode.sandboxCreationFailed
    static let family = FindingFamily.starting
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .events]
    static let weakenedWithout: [SnapshotPart] = [.runtimeClasses]
    static let parameters: [ParameterDescription] = [
        .text("reason"), .text("kind"), .text("handler", .optional), .text("runtimeClass", .optional),
        .text("program", .optional), .text("installer", .optional), .text("file", .optional), .text("image", .optional),
        .text("plugin", .optional),
        .text("runtime"),
        .text("runtimeConfiguration"), .text("networkDaemonSet", .optional), .text("networkTrouble", .optional),
        .text("networkNamespace", .optional), .texts("networkPods", .optional), .text("container", .optional),
        .number("addressedPods", .optional), .number("podLimit", .optional), .truth("holdsFewPods", .optional),
        .text("seLinuxType", .optional), .text("windowsBuild", .optional), .text("volatileFolder", .optional),
        .truth("isOwnPlugin", .optional),
    ]
    static let asConsequence: String? = "the pod gets no sandbox"
    static let documentation = RuleDocumentation(
        summary: "The node cannot create the pod's sandbox.",
        explanation: """
            Before any container the runtime creates the sandbox: it looks up the RuntimeClass's handler, pulls the \
            pause image, sets up cgroups and has the network plugin assign an address (FailedCreatePodSandBox). `kind` \
            says which of these failed, by the runtime's own message. Host-network pods never ask the network plugin.
            """)

    static func scope(of finding: Finding) -> CauseScope {
        .nodes(shortage: "sandbox \(finding.parameters.text("kind") ?? "")")
    }

    struct Failure: Sendable {
        var trouble: SandboxTrouble
        var subject: String?
        var reason: String
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Failure>? {
        if let symptom = killedSandbox(on: node, in: situation) { return symptom }
        guard let event = node.setupFailure(in: situation), !PodSetupEvent.isAboutVolume(event.reason) else {
            return nil
        }
        let trouble = SandboxTrouble(message: event.message, pod: node.pod?.name ?? "")
        let subject = trouble.subject(in: event.message)
        return Symptom(
            grouping: "\(trouble.rawValue) \(subject ?? "")",
            detail: Failure(trouble: trouble, subject: subject, reason: Wording.essence(event.message)),
            evidence: [Evidence(event)],
            // The node waits for its network plugin, and the pod for the node.
            givesWay: trouble.isNetwork && node.node.saysNotReady)
    }

    /// Sandboxes that are made, and killed again with the containers in them.
    private func killedSandbox(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Failure>? {
        let crashes = situation.crashes[node.position]
        guard let crash = crashes?.container ?? crashes?.initContainer, crash.kind == .sandboxKilled else { return nil }
        let last = crash.termination
        let end = last.signal == 0 ? "exit code \(last.exitCode)" : SignalName.name(last.signal)
        return Symptom(
            grouping: "\(SandboxTrouble.killed.rawValue) \(crash.name)",
            detail: Failure(
                trouble: .killed, subject: crash.name,
                reason: "Container \(crash.name) ends with \(end) because of that, not by itself."),
            evidence: crash.evidence)
    }

    func description(
        of symptoms: [LocatedSymptom<Failure>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let failure = symptoms[0].detail
        var parameters: Parameters = ["reason": .text(failure.reason), "kind": .text(failure.trouble.rawValue)]
        let runtimeClass = symptoms[0].node.pod?.spec.runtimeClassName ?? ""
        let runtime = symptoms[0].node.node.runtimeName
        parameters["runtimeClass"] = runtimeClass.isEmpty ? nil : .text(runtimeClass)
        parameters["runtime"] = .text(runtime)
        parameters["runtimeConfiguration"] = .text(symptoms[0].node.node.runtimeConfiguration)
        let subject = failure.subject.map { Parameters.Value.text($0) }
        switch failure.trouble {
        case .runtimeHandler: parameters["handler"] = subject ?? (runtimeClass.isEmpty ? nil : .text(runtimeClass))
        case .runtimeClass: parameters["runtimeClass"] = subject ?? parameters["runtimeClass"]
        case .networkBinary: parameters["program"] = subject
        case .resolverFile: parameters["file"] = subject
        case .pauseImage: parameters["image"] = subject
        case .killed: parameters["container"] = subject
        case .storageFull: parameters["volatileFolder"] = subject
        default: parameters["plugin"] = subject
        }
        var agentSentence = ""
        let ownPlugin = OwnNetworkPlugin(failure.subject, of: situation, on: symptoms[0].node)
        if let ownPlugin, failure.trouble.isNetwork {
            parameters["isOwnPlugin"] = .truth(true)
            agentSentence = ownPlugin.sentence
        } else if failure.trouble.isNetwork {
            let found = NetworkAgentReport(on: symptoms.map(\.node), in: situation)
            for entry in found?.parameters.entries ?? [] { parameters[entry.name] = entry.value }
            agentSentence = found.map { " " + $0.sentence } ?? ""
        }
        if failure.trouble == .networkBinary,
            let installer = NetworkProgramInstaller(
                of: failure.subject, missingOn: symptoms.map(\.node), in: situation),
            parameters.text("networkDaemonSet") != installer.name
        {
            parameters["installer"] = .text(installer.name)
            agentSentence += " " + installer.sentence
        }
        if failure.trouble == .addresses {
            let use = AddressUse(on: symptoms.map(\.node), in: situation)
            for entry in use.parameters.entries { parameters[entry.name] = entry.value }
            agentSentence += use.sentence
        }
        if failure.trouble == .seLinux, let pod = symptoms[0].node.pod {
            let label = SELinuxLabel(of: pod, saying: failure.reason)
            parameters["seLinuxType"] = label.map { .text($0.type) }
            agentSentence = label.map { " " + $0.sentence } ?? ""
        }
        if failure.trouble == .windowsVersion {
            let build = symptoms[0].node.node.info.kernelVersion
            parameters["windowsBuild"] = build.isEmpty ? nil : .text(build)
            agentSentence = symptoms.windowsBuild
        }
        let news = Self.news(failure, runtime: runtime, runtimeClass: runtimeClass, handler: parameters.text("handler"))
        return FindingDescription(
            title: news.title, message: "\(news.sentence) \(failure.reason)".followed(by: agentSentence),
            parameters: parameters)
    }

    /// The title and the first sentence, to which the runtime's own words are added.
    private static func news(
        _ failure: Failure, runtime: String, runtimeClass: String, handler: String?
    ) -> (title: String, sentence: String) {
        switch failure.trouble {
        case .runtimeHandler:
            let who = handler.map { " \($0)" } ?? ""
            let asked = runtimeClass.isEmpty ? "The pod" : "RuntimeClass \(runtimeClass)"
            return (
                "runtime handler\(who) is not configured",
                "\(asked) asks for the runtime handler\(who), which \(runtime) on the node doesn't have."
            )
        case .runtimeClass: return ("RuntimeClass not found", "The RuntimeClass that the pod asks for doesn't exist.")
        case .pauseImage: return ("pause image cannot be pulled", "The node cannot pull the sandbox (pause) image.")
        case .nameReserved:
            return ("sandbox name still reserved", "\(runtime) still holds an earlier sandbox of this pod.")
        case .memoryLimit:
            return (
                "memory limit too low for a sandbox", "The pod's memory limit is too low to start even its sandbox."
            )
        case .cgroup: return ("cgroup setup failed", "The node cannot set up the pod's cgroup.")
        case .cgroupsUsedUp:
            return (
                "the kernel has run out of cgroups",
                "The node's kernel can create no more cgroups, even if memory and disk are free."
            )
        case .storageFull:
            if let folder = failure.subject {
                return (
                    "\(folder) is full",
                    "\(folder), where \(runtime) keeps the state of running containers, is full on the node. It usually "
                        + "lies in memory, so that no disk need be full and the kubelet reports no pressure."
                )
            }
            return ("runtime storage is full", "The disk where \(runtime) keeps its data is full on the node.")
        case .storageBroken:
            return ("runtime storage is broken", "The file system where \(runtime) keeps its data doesn't work.")
        case .openFiles:
            return ("node limit reached", "The node has reached its limit on open files or inotify watches.")
        case .processes:
            return ("node limit reached", "The node has no memory or process IDs left to start a sandbox.")
        case .seLinux: return ("SELinux label refused", "The node's kernel refuses the SELinux label of the pod.")
        case .securityProfile:
            return ("security profile not applied", "The node cannot apply the pod's security profile.")
        case .sysctl: return ("sysctl not available", "The node cannot set a sysctl that the pod asks for.")
        case .resolverFile:
            let file = failure.subject ?? "resolv.conf"
            return (
                "kubelet's resolv.conf is missing",
                "The kubelet's resolvConf names \(file), which it can't read on the node. It needs the file for every pod."
            )
        case .hostPort: return ("host port in use", "A host port of the pod is already in use on the node.")
        case .addresses: return ("no pod address left", "The network plugin has no address left for the pod.")
        case .networkBinary:
            let program = failure.subject.map { " \($0)" } ?? ""
            return ("CNI program missing", "The network plugin's program\(program) is missing on the node.")
        case .networkBridge:
            return ("leftover network bridge", "A bridge of an earlier pod network is still on the node.")
        case .networkAccess:
            return ("network plugin not authorized", "The API server rejects the network plugin on the node.")
        case .networkConfiguration:
            return ("pod network not ready", "The network plugin has not set up the node yet.")
        case .networkAgent:
            return ("network plugin does not answer", "The network plugin's agent doesn't answer on the node.")
        case .network: return ("network plugin failed", "The network plugin cannot set up the pod's network.")
        case .hostNetworkMissing:
            return (
                "no network called host",
                "The pod is on the host network, and \(runtime) on the node has no network called host, as on Windows."
            )
        case .windowsVersion:
            return (
                "pause image is for another Windows build",
                "Windows runs only images of its own build, and the pause image is for another."
            )
        case .windows: return ("Windows sandbox failed", "Windows cannot set up the pod's sandbox or network.")
        case .runtimeDown: return ("\(runtime) does not answer", "\(runtime) doesn't answer on the node.")
        case .timeout:
            return ("sandbox timed out", "\(runtime) didn't finish the pod's sandbox in time.")
        case .killed:
            return (
                "pod sandbox killed again and again",
                "The pod's sandbox is killed again and again, and its containers with it."
            )
        case .unknown: return ("pod sandbox cannot be created", "The node cannot create the pod's sandbox:")
        }
    }
}

extension [LocatedSymptom<SandboxCreationFailedRule.Failure>] {
    /// ` The nodes run Windows build 10.0.19041.630.`; empty where they don't say it.
    fileprivate var windowsBuild: String {
        let builds = Set(map(\.node.node.info.kernelVersion)).filter { !$0.isEmpty }
        guard !builds.isEmpty else { return "" }
        return " The \(count == 1 ? "node runs" : "nodes run") Windows build "
            + "\(Wording.list(builds.sorted(by: NaturalOrder.precedes), most: 3))."
    }
}

extension SandboxCreationFailedRule {
    static var examples: [RuleExample] {
        SandboxExamples.all + [
            .firing("the machine was booted, and the pod gets no new sandbox", on: ["n1"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.loseContainer() }
                cluster.event(
                    "FailedCreatePodSandBox", "Failed to create pod sandbox: cni plugin not initialized",
                    on: "agent-n1", secondsAgo: 20)
            },
            .firing(
                "the DaemonSet that puts the program on the nodes has no pod there", on: ["n1"],
                with: ["program": "multus-shim", "installer": "kube-system/kube-multus-ds"]
            ) { cluster in
                cluster.node("n1")
                cluster.snapshot.daemonSets = [
                    ExampleObjects.daemonSet("kube-multus-ds", namespace: "kube-system") { multus in
                        var spec = multus.template.spec
                        spec.volumes = [Volume(name: "bin", source: .hostPath(path: "/opt/cni/bin", type: ""))]
                        multus.template.sharedSpec = Shared(spec)
                    }
                ]
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedCreatePodSandBox",
                    "Failed to create pod sandbox: failed to find plugin \"multus-shim\" in path [/opt/cni/bin]",
                    on: "agent-n1")
            },
            .firing(
                "the sandbox is killed again and again, and the program ends in good order", on: ["n1"],
                with: ["kind": "killed", "container": "agent"]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 0, reason: "Completed", restarts: 12) }
                cluster.event(
                    "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.", on: "agent-n1",
                    secondsAgo: 60, count: 11)
            },
            .silent("one sandbox was lost, and the program ends by itself again and again") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 0, reason: "Completed", restarts: 12) }
                cluster.event(
                    "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.", on: "agent-n1",
                    secondsAgo: 60)
            },
            .silent("the sandbox is there by now, and the image is being pulled") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedCreatePodSandBox", "Failed to create pod sandbox: cni plugin not initialized",
                    on: "agent-n1", secondsAgo: 90)
                cluster.event("Pulling", "Pulling image \"registry.example/agent:1\"", on: "agent-n1", secondsAgo: 60)
            },
            .silent("a volume cannot be mounted") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount", "Unable to attach or mount volumes: unmounted volumes=[data]", on: "agent-n1")
            },
        ]
    }
}
