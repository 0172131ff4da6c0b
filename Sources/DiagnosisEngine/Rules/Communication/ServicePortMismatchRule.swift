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
        let declared = (spec.containers + sidecars).flatMap(\.ports)
        return situation.services.flatMap { service in
            service.ports.compactMap { port -> Finding? in
                guard let isCertain = mismatch(port, declared), isCertain || !service.isHeadless else { return nil }
                return finding(service, port, declared, isCertain: isCertain, in: situation)
            }
        }
    }

    /// Whether the port is surely or probably wrong; nil when it is right.
    private func mismatch(_ port: ServicePort, _ declared: [ContainerPort]) -> Bool? {
        let target = port.targetPort.isEmpty ? "\(port.port)" : port.targetPort
        let alike = declared.filter { $0.networkProtocol == port.networkProtocol }
        guard let number = WholeNumber(target) else { return alike.contains { $0.name == target } ? nil : true }
        // A container need not declare its ports; one that declares some usually declares all.
        return declared.isEmpty || alike.contains { $0.containerPort == number } ? nil : false
    }

    private func finding(
        _ service: Service, _ port: ServicePort, _ declared: [ContainerPort], isCertain: Bool,
        in situation: DaemonSetSituation
    ) -> Finding {
        let ports = declared.map { "\($0.name.isEmpty ? "" : "\($0.name)=")\($0.containerPort)/\($0.networkProtocol)" }
        var parameters = Parameters.common(to: situation)
        parameters["service"] = .text(service.name)
        parameters["port"] = .number(port.port)
        parameters["targetPort"] = .text(port.targetPort.isEmpty ? "\(port.port)" : port.targetPort)
        parameters["containerPorts"] = .texts(ports)
        // Another name is another port, unless it is nearly the same.
        let names = declared.filter { $0.networkProtocol == port.networkProtocol }.map(\.name).filter { !$0.isEmpty }
        if isCertain { parameters["suggestion"] = NearestName.of(port.targetPort, among: names).map { .text($0) } }
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
