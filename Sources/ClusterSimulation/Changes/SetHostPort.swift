import KubernetesModel

/// Takes another port of the node for a container's port.
struct SetHostPort: TemplateChange {
    var container: String?
    var containerPort: WholeNumber
    var networkProtocol: String
    var hostPort: WholeNumber

    let concernsEligibility = false

    func edit(_ daemonSet: inout EditedDaemonSet) throws(SimulationError) {
        var isFound = false
        let isHostNetwork = daemonSet.spec.isHostNetwork
        try daemonSet.editContainer(container) { container in
            for position in container.ports.indices
            where container.ports[position].containerPort == containerPort
                && container.ports[position].networkProtocol == networkProtocol
            {
                container.ports[position].hostPort = hostPort
                // On the host's network both are one port.
                if isHostNetwork { container.ports[position].containerPort = hostPort }
                isFound = true
            }
        }
        if !isFound {
            throw .unknownPort(
                container: container ?? daemonSet.spec.containers.first?.name ?? "", port: containerPort)
        }
    }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool { true }

    var description: String {
        "host port\(Change.of(container)) for \(containerPort)/\(networkProtocol): \(hostPort)"
    }

    static let form = ChangeForm(
        "setHostPort", .hostPorts, "Sets another host port. Without a `protocol` it is TCP.",
        ["container": .optional, "containerPort": .required, "protocol": .optional, "hostPort": .required]
    ) { values in
        guard let port = values.number("containerPort"), let hostPort = values.number("hostPort") else { return nil }
        return .setHostPort(
            container: values.text("container"), containerPort: port,
            networkProtocol: values.text("protocol") ?? "TCP", hostPort: hostPort)
    }
}

extension Change {
    /// Takes another port of the node for a container's port. Without a container the only one is meant.
    public static func setHostPort(
        container: String?, containerPort: WholeNumber, networkProtocol: String, hostPort: WholeNumber
    ) -> Change {
        .template(
            SetHostPort(
                container: container, containerPort: containerPort, networkProtocol: networkProtocol,
                hostPort: hostPort))
    }
}
