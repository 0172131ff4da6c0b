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
        .objects(
            "ports",
            [
                .number("port"), .text("protocol"), .text("container", .optional),
                .number("containerPort", .optional), .number("suggestedPort", .optional),
            ]),
        .texts("portNames"),
    ]
    static let documentation = RuleDocumentation(
        summary: "Another pod on the node already uses a host port that the pod needs.",
        explanation: """
            Two pods with the same host port, protocol and overlapping host address cannot run on one node \
            (NodePorts). On the host network every container port is a host port. Two DaemonSets with the same port \
            never fit together.
            """)

    static func scope(of finding: Finding) -> CauseScope {
        guard case .number(let port)? = finding.parameters["port"] else { return .daemonSet(fault: code.rawValue) }
        return .shared("host port \(port)/\(finding.parameters.text("protocol") ?? "")")
    }

    struct Conflict: Sendable {
        /// The ports that are taken, the first one first.
        var ports: [HostPort]
        /// Who has the first one.
        var holders: [Pod]
        /// The other ports, with who has them where that is not the same.
        var others: [String]
        /// The other ports that the same pods have.
        var same: [HostPort]
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Conflict>? {
        guard node.needsPlace, let failure = node.verdict.failures.first(where: { $0.plugin == .nodePorts }),
            case .noFreePorts(let ports)? = failure.reasons.first, let port = ports.first
        else { return nil }
        let taken = HostPortHolders(of: ports, at: node.position, in: situation.cluster.engine.cluster)
        let positions = taken.holders(of: port)
        let holders = positions.map { situation.snapshot.pods[$0] }
        let names = Set(holders.map { Workload.name(of: $0) }).sorted()
        var others: [String] = []
        var same: [HostPort] = []
        var told: Set = [port]
        for other in ports where told.insert(other).inserted {
            let owners = taken.holders(of: other)
            if owners == positions {
                same.append(other)
            } else {
                let names = Set(owners.map { PortHolder.name(of: situation.snapshot.pods[$0]) })
                others.append("\(other) by \(Wording.list(names.sorted()))")
            }
        }
        return Symptom(
            grouping: "\(ports) \(names.joined(separator: " ")) \(others.joined(separator: " "))",
            detail: Conflict(ports: ports, holders: holders, others: others, same: same),
            evidence: node.schedulerEvidence)
    }

    func description(
        of symptoms: [LocatedSymptom<Conflict>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let conflict = symptoms[0].detail
        let port = conflict.ports[0]
        let holders = symptoms.flatMap(\.detail.holders)
        let byWorkload = Dictionary(grouping: holders) { Workload.name(of: $0) }
        let names = byWorkload.keys.sorted()
        let theirs = ([port] + conflict.same).map(\.description)
        let message =
            "Host \(theirs.count == 1 ? "port" : "ports") \(Wording.list(theirs)) \(theirs.count == 1 ? "is" : "are") taken by "
            + Wording.list(names.map { "\($0) ×\(byWorkload[$0]?.count ?? 0)" })
            + (Self.service(behind: holders).map { ", the pods of \($0)" } ?? "")
            + conflict.others.map { ", \($0)" }.joined() + ". "
            + PreemptionWording.sentence(symptoms.map(\.node), in: situation)
            + (conflict.ports.count > Self.mostListed
                ? " No free ports are suggested for more than \(Self.mostListed) taken ones." : "")
        let holder = names.first.flatMap { byWorkload[$0]?.first }
        let spec = symptoms[0].node.pod?.spec ?? situation.placement.template.testedPod.spec
        let wanting = Self.wanting(port, in: spec)
        var parameters: Parameters = [
            "port": .number(port.port), "protocol": .text(port.networkProtocol),
            "hostIP": .text(port.hostIP),
            "holders": .list(
                names.map {
                    .object(["workload": .text($0), "pods": .number(WholeNumber(byWorkload[$0]?.count ?? 0))])
                }),
            "holder": .text(names.first ?? ""),
            "holderIsDaemonSet": .truth(holder?.metadata.controller?.kind == DaemonSet.kind),
            "preemption": .text(symptoms[0].node.verdict.preemption?.outcome ?? "notHelpful"),
            "priority": .number(
                symptoms[0].node.pod?.priority ?? situation.placement.template.testedPod.priority),
        ]
        parameters["container"] = wanting.map { .text($0.container) }
        parameters["containerPort"] = wanting.map { .number($0.port) }
        let suggested = FreeHostPort.near(conflict.ports, spec: spec, in: situation)
        parameters["suggestedPort"] = suggested.first.flatMap(\.self).map { .number($0) }
        // What moves so many ports is no command that anybody checks.
        let isListed = conflict.ports.count <= Self.mostListed
        parameters["ports"] = .list(
            isListed
                ? zip(conflict.ports, suggested).map { .object(Self.parameters(of: $0, suggested: $1, in: spec)) } : [])
        parameters["portNames"] = .texts(conflict.ports.map(\.description))
        return FindingDescription(title: "host port \(port) is taken", message: message, parameters: parameters)
    }

    /// With more ports than these taken, playbooks get none of them one by one.
    private static let mostListed = 64

    /// One of the ports that are taken, for playbooks.
    private static func parameters(of port: HostPort, suggested: WholeNumber?, in spec: PodSpec) -> Parameters {
        var parameters: Parameters = ["port": .number(port.port), "protocol": .text(port.networkProtocol)]
        let wanting = wanting(port, in: spec)
        parameters["container"] = wanting.map { .text($0.container) }
        parameters["containerPort"] = wanting.map { .number($0.port) }
        parameters["suggestedPort"] = suggested.map { .number($0) }
        return parameters
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
    private static func wanting(_ wanted: HostPort, in spec: PodSpec) -> (container: String, port: WholeNumber)? {
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
                "another DaemonSet has two of the host ports", on: ["n1"], with: ["portNames": ["80/TCP", "443/TCP"]]
            ) { cluster in
                cluster.node("n1")
                let ports = [
                    ContainerPort(containerPort: 80, hostPort: 80), ContainerPort(containerPort: 443, hostPort: 443),
                ]
                cluster.container { $0.ports = ports }
                cluster.pod("web-1", on: "n1", owner: "DaemonSet") { pod in
                    var spec = pod.spec
                    spec.containers[0].ports = ports
                    pod.sharedSpec = Shared(spec)
                }
                cluster.waitingPod(on: "n1", refused: "1 node(s) didn't have free ports for the requested pod ports")
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
