import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// Another pod on the node holds the host port.
    public static let hostPortConflict = Self("host-port-conflict")
}

/// Another pod on the node holds the host port.
struct HostPortConflictRule: NodeRule {
    static let code = FindingCode.hostPortConflict
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .podsOfOtherNamespaces]
    static let weakenedWithout: [SnapshotPart] = [.podDisruptionBudgets, .priorityClasses, .csiNodes]
    static let parameters: [ParameterDescription] = [
        .number("port"), .text("protocol"), .text("hostIP", .optional),
        .objects("holders", ResourceHolder.parameterDescriptions), .text("holder"), .truth("holderIsDaemonSet"),
        .text("container", .optional), .number("containerPort", .optional), .number("suggestedPort", .optional),
        .text("preemption", .optional), .number("priority", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "A host port that the pod wants is taken by another pod on the node.",
        explanation: """
            Two pods with one host port, protocol and overlapping host address cannot be on one node (NodePorts). On the \
            host network every container port is a host port. Two DaemonSets with one port never fit together.
            """)

    struct Conflict: Sendable {
        var port: HostPort
        var holders: [Pod]
        /// The other ports that are taken, with who has them.
        var others: [String]
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Conflict>? {
        guard node.needsPlace, let failure = node.verdict.failures.first(where: { $0.plugin == .nodePorts }),
            case .noFreePorts(let ports)? = failure.reasons.first, let port = ports.first
        else { return nil }
        let cluster = situation.cluster.engine.cluster
        let holders = cluster.usage[node.position].pods
            .filter { position in
                cluster.footprint(ofPodAt: position).hostPorts.contains { $0.conflicts(with: port) }
            }
            .map { situation.snapshot.pods[$0] }
        let names = Set(holders.map { Workload.name(of: $0) }).sorted()
        let others = ports.dropFirst().map { other -> String in
            let owners = cluster.usage[node.position].pods
                .filter { position in
                    cluster.footprint(ofPodAt: position).hostPorts.contains { $0.conflicts(with: other) }
                }
                .map { PortHolder.name(of: situation.snapshot.pods[$0]) }
            return "\(other) by \(Wording.list(Set(owners).sorted()))"
        }
        return Symptom(
            grouping: "\(port) \(names.joined(separator: " ")) \(others.joined(separator: " "))",
            detail: Conflict(port: port, holders: holders, others: others),
            evidence: node.schedulerEvidence)
    }

    func description(
        of symptoms: [LocatedSymptom<Conflict>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let port = symptoms[0].detail.port
        let holders = symptoms.flatMap(\.detail.holders)
        let byWorkload = Dictionary(grouping: holders) { Workload.name(of: $0) }
        let names = byWorkload.keys.sorted()
        let message =
            "Host port \(port) is taken by \(Wording.list(names.map { "\($0) ×\(byWorkload[$0]?.count ?? 0)" }))"
            + (Self.service(behind: holders).map { ", which serve \($0)" } ?? "")
            + symptoms[0].detail.others.map { ", \($0)" }.joined() + ". "
            + PreemptionWording.sentence(symptoms.map(\.node), in: situation)
        let holder = names.first.flatMap { byWorkload[$0]?.first }
        let spec = symptoms[0].node.pod?.spec ?? situation.placement.template.testedPod.spec
        let wanting = Self.wanting(port, in: spec)
        var parameters: Parameters = [
            "port": .number(Int64(port.port)), "protocol": .text(port.networkProtocol),
            "hostIP": .text(port.hostIP),
            "holders": .list(
                names.map {
                    .object(["workload": .text($0), "pods": .number(Int64(byWorkload[$0]?.count ?? 0))])
                }),
            "holder": .text(names.first ?? ""),
            "holderIsDaemonSet": .truth(holder?.metadata.controller?.kind == DaemonSet.kind),
            "preemption": .text(symptoms[0].node.verdict.preemption?.outcome ?? "notHelpful"),
            "priority": .number(
                Int64(symptoms[0].node.pod?.priority ?? situation.placement.template.testedPod.priority)),
        ]
        parameters["container"] = wanting.map { .text($0.container) }
        parameters["containerPort"] = wanting.map { .number(Int64($0.port)) }
        parameters["suggestedPort"] = FreeHostPort.near(port, spec: spec, in: situation).map { .number(Int64($0)) }
        return FindingDescription(title: "host port \(port) is taken", message: message, parameters: parameters)
    }

    /// The Service of type LoadBalancer that the pods of k3s' load balancer serve; nil for other pods.
    private static func service(behind holders: [Pod]) -> String? {
        holders.lazy.compactMap { pod -> String? in
            let labels = pod.metadata.labels
            guard let name = labels["svccontroller.k3s.cattle.io/svcname"] else { return nil }
            return "Service \(labels["svccontroller.k3s.cattle.io/svcnamespace"] ?? pod.namespace)/\(name)"
        }.first
    }

    /// The container that wants the host port, and which of its own ports it leads to.
    private static func wanting(_ wanted: HostPort, in spec: PodSpec) -> (container: String, port: Int32)? {
        for container in spec.allContainers {
            for port in container.ports where port.hostPort == wanted.port {
                let own = HostPort(port: port.hostPort, networkProtocol: port.networkProtocol, hostIP: port.hostIP)
                if own == wanted { return (container.name, port.containerPort) }
            }
        }
        return nil
    }
}

extension HostPortConflictRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "another pod on one of two nodes has the host port", on: ["n1"],
                with: [
                    "port": 9100, "holder": "apps/exporter", "container": "agent", "containerPort": 9100,
                    "suggestedPort": 9102,
                ]
            ) { cluster in
                cluster.node("n1")
                cluster.node("n2")
                cluster.container { $0.ports = [ContainerPort(containerPort: 9100, hostPort: 9100)] }
                cluster.pod("exporter-1", on: "n1", hostPort: 9100)
                cluster.pod("other-1", on: "n2", hostPort: 9101)
                cluster.waitingPod(on: "n1", refused: "1 node(s) didn't have free ports for the requested pod ports")
                cluster.daemonPod(on: "n2")
            },
            .firing(
                "a controller before 1.12 leaves out the node where the host port is taken", on: ["n1"],
                with: ["port": 9100, "holder": "apps/exporter"]
            ) { cluster in
                cluster.snapshot.kubernetesVersion = "v1.10.3"
                cluster.node("n1")
                cluster.node("n2")
                cluster.container { $0.ports = [ContainerPort(containerPort: 9100, hostPort: 9100)] }
                cluster.pod("exporter-1", on: "n1", hostPort: 9100)
                cluster.daemonPod(on: "n2")
            },
            .silent("the other pod has the port for another protocol") { cluster in
                cluster.node("n1")
                cluster.container { container in
                    container.ports = [ContainerPort(containerPort: 53, hostPort: 53, networkProtocol: "UDP")]
                }
                cluster.pod("resolver-1", on: "n1", hostPort: 53)
                cluster.waitingPod(on: "n1")
            },
        ]
    }
}
