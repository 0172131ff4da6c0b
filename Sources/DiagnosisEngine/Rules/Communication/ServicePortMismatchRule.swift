import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// A Service leads to a port that no container has.
    public static let servicePortMismatch = Self("service-port-mismatch")
}

/// A Service leads to a port that no container has.
struct ServicePortMismatchRule: DaemonSetRule {
    static let code = FindingCode.servicePortMismatch
    static let family = FindingFamily.communication
    static let needs: [SnapshotPart] = [.daemonSets, .services]
    static let weakenedWithout: [SnapshotPart] = [.daemonSetSpec]
    static let parameters: [ParameterDescription] = [
        .text("service"), .number("port"), .text("targetPort"), .texts("containerPorts"),
        .text("suggestion", .optional),
    ]
    static let documentation = RuleDocumentation(
        summary: "A Service's targetPort matches no port of the containers.",
        explanation: """
            A targetPort given by name must be the name of a container port, or the Service gets no endpoint for it \
            (FindPort). A number is used as it is, declared or not; if the containers declare ports and it is not \
            among them, it is probably wrong. A headless Service forwards nothing, so a wrong number there matters \
            only to SRV lookups.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let spec = situation.daemonSet.template.spec
        let sidecars = spec.initContainers.filter(\.isRestartable)
        let declared = DeclaredPorts((spec.containers + sidecars).flatMap(\.ports))
        let services = situation.services
        var wrong: [(service: Int, port: Int, isCertain: Bool)] = []
        for service in services.indices {
            for port in services[service].ports.indices {
                guard let isCertain = mismatch(services[service].ports[port], declared),
                    isCertain || !services[service].isHeadless
                else { continue }
                wrong.append((service, port, isCertain))
            }
        }
        let told = MostServices.of(wrong) { $0.isCertain }
        return told.enumerated().map { place, entry in
            let service = services[entry.service]
            var finding = finding(
                service, service.ports[entry.port], declared, isCertain: entry.isCertain, in: situation)
            if place == 0 {
                finding.message += MostServices.sentence(wrong.count - told.count, "Service port")
            }
            return finding
        }
    }

    /// The ports that containers declare, for thousands of ports of Services to be looked up among them.
    private struct DeclaredPorts {
        struct Name: Hashable {
            var name: String
            var networkProtocol: String
        }

        struct Number: Hashable {
            var number: WholeNumber
            var networkProtocol: String
        }

        let all: [ContainerPort]
        let names: Set<Name>
        let numbers: Set<Number>

        /// How many are told, and compared with a name that is none of theirs.
        static let most = 64

        init(_ ports: [ContainerPort]) {
            all = ports
            names = Set(ports.map { Name(name: $0.name, networkProtocol: $0.networkProtocol) })
            numbers = Set(ports.map { Number(number: $0.containerPort, networkProtocol: $0.networkProtocol) })
        }

        /// The first of them, and how many more there are.
        var texts: [String] {
            let first = all.prefix(Self.most).map {
                "\($0.name.isEmpty ? "" : "\($0.name)=")\($0.containerPort)/\($0.networkProtocol)"
            }
            return all.count > Self.most ? first + [Wording.count(all.count - Self.most, "other")] : first
        }
    }

    /// Whether the port is surely or probably wrong; nil when it is right.
    private func mismatch(_ port: ServicePort, _ declared: DeclaredPorts) -> Bool? {
        let target = port.targetPort.isEmpty ? "\(port.port)" : port.targetPort
        guard let number = WholeNumber(target) else {
            return declared.names.contains(.init(name: target, networkProtocol: port.networkProtocol)) ? nil : true
        }
        // A container need not declare its ports; one that declares some usually declares all.
        let isDeclared = declared.numbers.contains(.init(number: number, networkProtocol: port.networkProtocol))
        return declared.all.isEmpty || isDeclared ? nil : false
    }

    private func finding(
        _ service: Service, _ port: ServicePort, _ declared: DeclaredPorts, isCertain: Bool,
        in situation: DaemonSetSituation
    ) -> Finding {
        let ports = declared.texts
        var parameters = Parameters.common(to: situation)
        parameters["service"] = .text(service.name)
        parameters["port"] = .number(port.port)
        parameters["targetPort"] = .text(port.targetPort.isEmpty ? "\(port.port)" : port.targetPort)
        parameters["containerPorts"] = .texts(ports)
        // Another name is another port, unless it is nearly the same.
        let names = declared.all.lazy.filter { $0.networkProtocol == port.networkProtocol && !$0.name.isEmpty }
            .prefix(DeclaredPorts.most).map(\.name)
        if isCertain {
            parameters["suggestion"] = NearestName.of(port.targetPort, among: Array(names)).map { .text($0) }
        }
        return Finding(
            code: Self.code, severity: isCertain ? .warning : .notice, confidence: isCertain ? .certain : .possible,
            title: "Service \(service.name) targets a port that no container has",
            message: "Service \(service.name) forwards port \(port.port) to targetPort "
                + "\(parameters.text("targetPort") ?? ""), but the containers declare "
                + "\(ports.isEmpty ? "no ports" : Wording.list(ports)).", parameters: parameters,
            evidence: [
                Evidence(
                    kind: .spec, object: "Service \(service.metadata.qualifiedName)",
                    text: "targetPort \(parameters.text("targetPort") ?? "")")
            ])
    }
}

extension ServicePortMismatchRule {
    static var examples: [RuleExample] {
        [
            .firing("the target port is a name that no container gives", with: ["targetPort": "metrics"]) { cluster in
                cluster.node("n1")
                cluster.container { $0.ports = [ContainerPort(name: "dns", containerPort: 53)] }
                cluster.daemonPod(on: "n1")
                cluster.service("agent", selector: ["app": "agent"], targetPort: "metrics")
            },
            .firing("no container declares the port's number", with: ["targetPort": "9100"]) { cluster in
                cluster.node("n1")
                cluster.container { $0.ports = [ContainerPort(containerPort: 53)] }
                cluster.daemonPod(on: "n1")
                cluster.service("agent", selector: ["app": "agent"], targetPort: "9100")
            },
            .silent("a headless Service forwards to no port") { cluster in
                cluster.node("n1")
                cluster.container { $0.ports = [ContainerPort(containerPort: 53)] }
                cluster.daemonPod(on: "n1")
                cluster.service("agent", selector: ["app": "agent"], targetPort: "9100") { $0.clusterIP = "None" }
            },
            .silent("the target port is the container's, by name") { cluster in
                cluster.node("n1")
                cluster.container { $0.ports = [ContainerPort(name: "dns", containerPort: 53)] }
                cluster.daemonPod(on: "n1")
                cluster.service("agent", selector: ["app": "agent"], targetPort: "dns")
            },
            .silent("the containers declare no port, and the number may be right") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.service("agent", selector: ["app": "agent"], targetPort: "9100")
            },
        ]
    }
}
