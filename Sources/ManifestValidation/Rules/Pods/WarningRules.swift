import KubernetesModel

/// Values that the server accepts with a warning (`warningsForPodSpecAndMeta`).
enum WarningRules {
    private static let renamedLabels = [
        "beta.kubernetes.io/arch": "kubernetes.io/arch", "beta.kubernetes.io/os": "kubernetes.io/os",
        "failure-domain.beta.kubernetes.io/region": "topology.kubernetes.io/region",
        "failure-domain.beta.kubernetes.io/zone": "topology.kubernetes.io/zone",
        "beta.kubernetes.io/instance-type": "node.kubernetes.io/instance-type",
    ]

    static func check(_ spec: Field, _ problems: inout ProblemList) {
        for (key, value) in spec["nodeSelector"].entries {
            guard let name = renamedLabels[key] else { continue }
            problems.warn(.deprecated, value, "the label \(key) is deprecated; use \(name)")
        }
        for container in spec.allContainers {
            checkBytes(container["resources", "limits"], &problems)
            checkBytes(container["resources", "requests"], &problems)
            checkVariables(container["env"], &problems)
            checkPorts(container["ports"], &problems)
        }
        let grace = spec["terminationGracePeriodSeconds"]
        if let period = grace.integer, period < 0 { problems.warn(.invalid, grace, "\(period) counts as 1") }
    }

    /// Parts of a byte: `memory: 128m` is an eighth of one.
    private static func checkBytes(_ list: Field, _ problems: inout ProblemList) {
        for (name, value) in list.entries where name == "memory" || name == "ephemeral-storage" {
            guard let amount = value.amount, !amount.isWhole else { continue }
            problems.warn(.invalid, value, "\(amount) is a fraction of a byte; m means thousandths, Mi means MiB")
        }
    }

    /// A variable that hides an earlier one without using its value.
    private static func checkVariables(_ variables: Field, _ problems: inout ProblemList) {
        var names: Set<String> = []
        for variable in variables.items {
            let name = variable["name"]
            if name.text.isEmpty || names.insert(name.text).inserted { continue }
            if variable["value"].text.contains("$(\(name.text))") { continue }
            problems.warn(.duplicate, name, "\(ProblemList.quoted(name.text)) is set twice; the last value counts")
        }
    }

    private static func checkPorts(_ ports: Field, _ problems: inout ProblemList) {
        var taken: Set<[String]> = []
        for port in ports.items {
            guard let number = port["containerPort"].integer else { continue }
            let networkProtocol = port["protocol"].text.isEmpty ? "TCP" : port["protocol"].text
            let key = ["\(number)", networkProtocol, "\(port["hostPort"].integer ?? 0)", port["hostIP"].text]
            if !taken.insert(key).inserted {
                problems.warn(.duplicate, port["containerPort"], "\(number)/\(networkProtocol) appears twice")
            }
        }
    }
}
