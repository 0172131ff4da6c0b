import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// Pods on a node need the DaemonSet's driver or network, and the template keeps it off that node.
    public static let absentWhereNeeded = Self("absent-where-needed")
}

/// Pods on a node need the DaemonSet's driver or network, and the template keeps it off that node.
struct AbsentWhereNeededRule: DaemonSetRule {
    static let code = FindingCode.absentWhereNeeded
    static let family = FindingFamily.eligibility
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .nodes, .pods, .events, .containerLogs]
    static let weakenedWithout: [SnapshotPart] = [.podsOfOtherNamespaces, .namespaces]
    static let parameters: [ParameterDescription] =
        TolerationAdvice.tolerationParameters + [
            .text("needed"), .texts("neededBy", .optional), .text("constraint"), .text("taint", .optional),
        ]
    static let documentation = RuleDocumentation(
        summary:
            "Pods on a node need this DaemonSet's CSI driver or network, but its template keeps it off that node.",
        explanation: """
            A CSI driver or network plugin whose template doesn't tolerate a node's taint has no pod there, and its \
            status still looks complete (NodeShouldRunDaemonPod). Other pods show the problem: FailedMount says that \
            the driver is not registered, sandboxes get no network, the node stays NotReady. dsdoctor knows the driver \
            by its folder under the kubelet's plugins, and the network plugin by the CNI folders that it mounts.
            """)

    /// Nodes on which the same is needed and the same keeps the DaemonSet off.
    private struct Absence: Hashable {
        var need: Need
        var exclusions: [Eligibility.Exclusion]
    }

    /// The driver or network that a node lacks.
    private enum Need: Hashable {
        case duty(NodeAgents.Duty)
        /// The socket that the DaemonSet's program makes in this folder of the node.
        case socket(folder: String)

        var wording: String {
            switch self {
            case .duty(let duty): return duty.wording
            case .socket(let folder): return "the socket in \(folder)"
            }
        }
    }

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let absences = dutiesMissed(in: situation).merging(socketsMissed(in: situation)) { first, _ in first }
        return absences.map { finding($0.key, on: $0.value, in: situation) }.sorted { $0.message < $1.message }
    }

    /// Nodes where the pods of another DaemonSet miss a socket in a folder that this one mounts, whose own pods serve
    /// elsewhere.
    private func socketsMissed(in situation: DaemonSetSituation) -> [Absence: [NodeSituation]] {
        let needs = situation.cluster.needs.sockets
        if needs.isEmpty { return [:] }
        let folders = SharedFolder.all(of: situation.daemonSet.template.spec)
        guard !folders.isEmpty, situation.nodes.contains(where: { $0.state == .available }) else { return [:] }
        var absences: [Absence: [NodeSituation]] = [:]
        for node in situation.nodes where !node.verdict.shouldRun && node.pods.isEmpty {
            for folder in folders where needs[node.node.name]?[folder] != nil {
                let exclusions = node.verdict.eligibility.exclusions.map(ExclusionCount.normalised)
                absences[Absence(need: .socket(folder: folder), exclusions: exclusions), default: []].append(node)
            }
        }
        return absences
    }

    private func dutiesMissed(in situation: DaemonSetSituation) -> [Absence: [NodeSituation]] {
        let duties = situation.duties
        if duties.isEmpty { return [:] }
        let agents = situation.cluster.agents
        var absences: [Absence: [NodeSituation]] = [:]
        for node in situation.nodes where !node.verdict.shouldRun && node.pods.isEmpty {
            let needs = situation.cluster.needs.events[node.node.name] ?? [:]
            for duty in duties where needs[duty] != nil || duty == .network && node.waitsForNetwork {
                guard agents.agent(for: duty, on: node.node)?.name == situation.name else { continue }
                let exclusions = node.verdict.eligibility.exclusions.map(ExclusionCount.normalised)
                absences[Absence(need: .duty(duty), exclusions: exclusions), default: []].append(node)
            }
        }
        return absences
    }

    private func finding(
        _ absence: Absence, on nodes: [NodeSituation], in situation: DaemonSetSituation
    ) -> Finding {
        let needs = nodes.compactMap { node -> NodeNeeds.Need? in
            switch absence.need {
            case .socket(let folder): return situation.cluster.needs.sockets[node.node.name]?[folder]
            case .duty(let duty):
                return situation.cluster.needs.events[node.node.name]?[duty].map {
                    NodeNeeds.Need(
                        pod: "\($0.regarding.namespace)/\($0.regarding.name)", evidence: Evidence($0))
                }
            }
        }
        let constraint = Wording.list(absence.exclusions.map(\.description), most: 5)
        var parameters = Parameters.common(to: situation)
        parameters["needed"] = .text(absence.need.wording)
        parameters["constraint"] = .text(constraint)
        parameters["hasTolerations"] = .truth(!situation.daemonSet.template.spec.tolerations.isEmpty)
        let needy = Set(needs.map(\.pod)).sorted()
        if !needy.isEmpty { parameters["neededBy"] = .texts(needy) }
        if absence.exclusions.count == 1, case .taint(let taint) = absence.exclusions[0] {
            parameters["taint"] = .text(taint.description)
            let purpose = TaintPurpose(of: taint, on: nodes[0].node)
            if let purpose, !purpose.isMeant(for: situation.duties) {
                parameters["taintPurpose"] = .text(purpose.words)
            } else {
                parameters["tolerationKey"] = .text(taint.key)
                parameters["tolerationOperator"] = .text(taint.value.isEmpty ? "Exists" : "Equal")
                parameters["tolerationValue"] = taint.value.isEmpty ? nil : .text(taint.value)
                parameters["tolerationEffect"] = .text(taint.effect?.rawValue ?? "")
            }
        }
        let who = needy.isEmpty ? "" : " Waiting for it: \(needy.prefix(3).joined(separator: ", "))."
        return Finding(
            code: Self.code, severity: .critical, title: "no pod where \(absence.need.wording) is needed",
            message: "\(Wording.count(nodes.count, "node")) \(nodes.count == 1 ? "needs" : "need") "
                + "\(absence.need.wording), but this DaemonSet has no pod there: \(constraint) keeps it off.\(who)",
            parameters: parameters, nodes: nodes.map(\.node.name).sorted(by: NaturalOrder.precedes),
            evidence: Evidence.mostConvincing(
                of: needs.map(\.evidence)
                    + nodes.flatMap { $0.waitsForNetwork ? $0.node.conditionEvidence(Node.ConditionType.ready) : [] }))
    }
}

extension NodeSituation {
    /// Whether the node is not ready for want of a network plugin.
    fileprivate var waitsForNetwork: Bool { node.saysNotReady && NotReadyCause(node) == .network }
}

extension NodeAgents.Duty {
    /// The node's need, for a sentence.
    var wording: String {
        switch self {
        case .network: return "a pod network"
        case .volumes(let driver): return "CSI driver \(driver)"
        case .cloud: return "a cloud controller manager"
        }
    }
}

extension AbsentWhereNeededRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "a CSI driver doesn't tolerate the taint of a node whose pods need it", on: ["n2"],
                with: ["needed": "CSI driver disk.csi.example", "tolerationKey": "dedicated"]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2", taints: ["dedicated=gpu:NoSchedule"])
                cluster.beDriver()
                cluster.daemonPod(on: "n1")
                cluster.pod("web-1", namespace: "logging", on: "n2") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount",
                    "MountVolume.MountDevice failed for volume \"pvc-1\" : driver name disk.csi.example not found in the "
                        + "list of registered CSI drivers", on: "web-1")
            },
            .firing(
                "a variable tells the registrar where the driver's socket is, beside the usual folder", on: ["n2"],
                with: ["needed": "CSI driver disk.csi.example", "neededBy": ["logging/web-1"]]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2", taints: ["dedicated=gpu:NoSchedule"])
                cluster.container { container in
                    container.args = ["--kubelet-registration-path=$(SOCKET)"]
                    container.plainVariables = [
                        EnvironmentVariable(
                            name: "SOCKET", value: "/var/lib/kubelet/csi-plugins/disk.csi.example/csi.sock")
                    ]
                }
                cluster.daemonPod(on: "n1")
                cluster.pod("web-1", namespace: "logging", on: "n2") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount",
                    "MountVolume.SetUp failed for volume \"pvc-1\" : kubernetes.io/csi: mounter.SetUpAt failed to get CSI "
                        + "client: driver name disk.csi.example not found in the list of registered CSI drivers",
                    on: "web-1")
            },
            .firing(
                "the driver's folder has another name than the driver", on: ["n2"],
                with: ["needed": "CSI driver secrets-store.csi.k8s.io"]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2", taints: ["dedicated=gpu:NoSchedule"])
                cluster.template {
                    $0.volumes = [
                        Volume(
                            name: "plugin",
                            source: .hostPath(path: "/var/lib/kubelet/plugins/csi-secrets-store/", type: ""))
                    ]
                }
                cluster.daemonPod(on: "n1")
                cluster.pod("web-1", namespace: "logging", on: "n2") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedMount",
                    "MountVolume.SetUp failed for volume \"secrets\" : kubernetes.io/csi: mounter.SetUpAt failed to get CSI "
                        + "client: driver name secrets-store.csi.k8s.io not found in the list of registered CSI drivers",
                    on: "web-1")
            },
            .firing(
                "the driver is told its name", on: ["n2"], with: ["needed": "CSI driver org.example.csi.nfs"]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2", taints: ["dedicated=gpu:NoSchedule"])
                cluster.container { $0.args = ["--csi-name", "org.example.csi.nfs"] }
                cluster.daemonPod(on: "n1")
                cluster.pod("web-1", namespace: "logging", on: "n2") { $0.hold("ContainerCreating") }
                cluster.event(
                    "FailedAttachVolume",
                    "AttachVolume.Attach failed for volume \"pvc-1\" : CSINode n2 does not contain driver "
                        + "org.example.csi.nfs", on: "web-1")
            },
            .firing("a network plugin doesn't tolerate the taint of a node that waits for it", on: ["n2"]) { cluster in
                cluster.node("n1")
                cluster.node("n2", taints: ["dedicated=gpu:NoSchedule"]) { $0.becomeNotReady() }
                cluster.template { spec in
                    spec.isHostNetwork = true
                    spec.tolerations = [Toleration(key: Taint.Key.notReady, comparison: .exists)]
                    spec.volumes = [Volume(name: "conf", source: .hostPath(path: "/etc/cni/net.d", type: ""))]
                }
                cluster.daemonPod(on: "n1")
            },
            .firing(
                "another DaemonSet's pod misses the socket that this one makes, on a node without the label",
                on: ["n2"],
                with: ["needed": "the socket in /run/switch", "neededBy": ["logging/other-n2"]]
            ) { cluster in
                cluster.node("n1", labels: ["switch": "kernel"])
                cluster.node("n2")
                cluster.template { spec in
                    spec.nodeSelector = ["switch": "kernel"]
                    spec.volumes = [Volume(name: "run", source: .hostPath(path: "/run/switch", type: ""))]
                }
                cluster.daemonPod(on: "n1")
                cluster.pod("other-n2", namespace: "logging", on: "n2", owner: "DaemonSet") { pod in
                    var spec = pod.spec
                    spec.volumes = [Volume(name: "run", source: .hostPath(path: "/var/run/switch", type: ""))]
                    spec.containers[0].volumeMounts = [VolumeMount(name: "run", mountPath: "/run/switch")]
                    pod.sharedSpec = Shared(spec)
                    pod.crash(exitCode: 1)
                }
                cluster.log(
                    "vsctl: unix:/var/run/switch/db.sock: No such file or directory", of: "other-n2",
                    container: "main")
            },
            .silent("no pod on the tainted node needs the driver") { cluster in
                cluster.node("n1")
                cluster.node("n2", taints: ["dedicated=gpu:NoSchedule"])
                cluster.beDriver()
                cluster.daemonPod(on: "n1")
                cluster.pod("web-1", namespace: "logging", on: "n2")
            },
        ]
    }
}

extension ExampleCluster {
    /// Has the DaemonSet be a CSI driver, which its directory tells.
    fileprivate mutating func beDriver() {
        template {
            $0.volumes = [
                Volume(
                    name: "plugin", source: .hostPath(path: "/var/lib/kubelet/plugins/disk.csi.example/", type: ""))
            ]
        }
    }
}
