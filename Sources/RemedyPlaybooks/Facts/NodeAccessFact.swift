import DiagnosisEngine
import KubernetesModel

/// How a person gets at the finding's nodes: not every node has ssh, systemd or containerd.
struct NodeAccessFact: FactSearch {
    let parameters: [ParameterDescription] = [
        .objects("debugNodes", [.text("debugNode"), .text("kubeletUnit"), .text("runtimeUnit"), .text("runtimeTool")]),
        .objects("sshLogs", Self.units), .objects("shellLogs", Self.units), .texts("sshNodes", .optional),
        .texts("sshDockerNodes", .optional), .texts("sshCRINodes", .optional),
        .texts("talosNodes", .optional), .texts("bottlerocketNodes", .optional),
        .texts("windowsNodes", .optional), .text("restartedUnits", .optional),
        .texts("shellNodes", .optional),
    ]

    /// The systemd units of a node whose logs tell of its pods; their names are ours, not the cluster's.
    private static let units: [ParameterDescription] = [.text("sshNode"), .text("kubeletUnit"), .text("runtimeUnit")]

    /// For how many nodes commands are printed.
    private static let mostNodes = 50

    /// For findings of any code.
    let needs: [[String]] = [[]]

    func search(for subject: FactSubject) -> SearchedFacts {
        var facts = SearchedFacts()
        let nodes = subject.positions.prefix(Self.mostNodes).map { subject.snapshot.nodes[$0] }
        var debug: [Parameters.Value] = []
        var (sshLogs, shellLogs): ([Parameters.Value], [Parameters.Value]) = ([], [])
        var names: [NodeShell: [String]] = [:]
        var units: [String] = []
        var sshNodes: (docker: [String], others: [String]) = ([], [])
        for node in nodes {
            let shell = node.shell
            if shell == .debug {
                debug.append(
                    .object([
                        "debugNode": .text(node.name), "kubeletUnit": .text(node.kubeletUnit),
                        "runtimeUnit": .text(node.runtimeUnit),
                        "runtimeTool": .text(node.isOfDocker ? "docker" : "crictl"),
                    ]))
            } else {
                names[shell, default: []].append(node.name)
            }
            if shell == .ssh || shell == .debug {
                let entry = Parameters.Value.object([
                    "sshNode": .text(node.name), "kubeletUnit": .text(node.kubeletUnit),
                    "runtimeUnit": .text(node.runtimeUnit),
                ])
                shellLogs.append(entry)
                if shell == .ssh { sshLogs.append(entry) }
            }
            if shell == .ssh, node.isOfDocker { sshNodes.docker.append(node.name) }
            if shell == .ssh, !node.isOfDocker { sshNodes.others.append(node.name) }
            if shell == .debug || shell == .ssh {
                for unit in [node.runtimeUnit, node.kubeletUnit] where !units.contains(unit) { units.append(unit) }
            }
        }
        if !debug.isEmpty { facts.parameters["debugNodes"] = .list(debug) }
        if !sshLogs.isEmpty { facts.parameters["sshLogs"] = .list(sshLogs) }
        if !shellLogs.isEmpty { facts.parameters["shellLogs"] = .list(shellLogs) }
        for (name, shell) in [
            ("sshNodes", NodeShell.ssh), ("talosNodes", .talos), ("bottlerocketNodes", .bottlerocket),
            ("windowsNodes", .windows),
        ] {
            if let found = names[shell] { facts.parameters[name] = .texts(found) }
        }
        if !sshNodes.docker.isEmpty { facts.parameters["sshDockerNodes"] = .texts(sshNodes.docker) }
        if !sshNodes.others.isEmpty { facts.parameters["sshCRINodes"] = .texts(sshNodes.others) }
        let withShell = nodes.filter { $0.shell == .debug || $0.shell == .ssh }.map(\.name)
        if !withShell.isEmpty { facts.parameters["shellNodes"] = .texts(withShell) }
        if !units.isEmpty { facts.parameters["restartedUnits"] = .text(units.joined(separator: ", ")) }
        return facts
    }
}
