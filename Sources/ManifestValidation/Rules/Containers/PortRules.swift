/// A container's ports (`validateContainerPorts`, `validatePodHostNetworkDeps`).
enum PortRules {
    static let numbers: ClosedRange<Int64> = 1...65535

    static func check(_ ports: Field, _ problems: inout ProblemList) {
        var names: Set<String> = []
        for port in ports.items {
            let name = port["name"]
            problems.requireSyntax(NameSyntax.portName, name)
            if !name.text.isEmpty, !names.insert(name.text).inserted { problems.duplicate(name, name.text) }
            if (port["containerPort"].integer ?? 0) == 0 {
                problems.require(port["containerPort"])
            } else {
                problems.requireRange(numbers, port["containerPort"])
            }
            if port["hostPort"].integer != 0 { problems.requireRange(numbers, port["hostPort"]) }
            problems.requireOne(of: ["TCP", "UDP", "SCTP"], port["protocol"])
        }
    }

    /// The host ports of containers that run at the same time (`checkHostPortConflicts`).
    ///
    /// With the node's network, a pod's host port is the container's port where it is absent (`SetDefaults_Pod`).
    static func checkHostPorts(
        _ containers: [Field], isHostNetwork: Bool = false, _ problems: inout ProblemList
    ) {
        var taken: Set<[String]> = []
        for container in containers {
            for port in container["ports"].items {
                let own = port["hostPort"].integer ?? 0
                let hostPort = own == 0 && isHostNetwork ? port["containerPort"].integer ?? 0 : own
                if hostPort == 0 { continue }
                let networkProtocol = port["protocol"].text.isEmpty ? "TCP" : port["protocol"].text
                if taken.insert([networkProtocol, port["hostIP"].text, "\(hostPort)"]).inserted { continue }
                let place = own == 0 ? port["containerPort"] : port["hostPort"]
                problems.duplicate(place, "\(networkProtocol)/\(port["hostIP"].text)/\(hostPort)")
            }
        }
    }

    /// With the node's network, a host port can only be the container's own (`validatePodHostNetworkDeps`).
    static func checkHostNetwork(_ spec: Field, _ problems: inout ProblemList) {
        guard spec["hostNetwork"].isTrue else { return }
        for container in spec["containers"].items {
            for port in container["ports"].items {
                guard let hostPort = port["hostPort"].integer, hostPort != 0 else { continue }
                if hostPort != port["containerPort"].integer ?? 0 {
                    problems.invalid(port["hostPort"], "\(hostPort) must equal containerPort with hostNetwork")
                }
            }
        }
    }
}
