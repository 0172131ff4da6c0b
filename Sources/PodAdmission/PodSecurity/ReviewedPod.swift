import CheckedJSON

/// A pod as Pod Security looks at it: what its template says, with the ports that the host network brings along.
struct ReviewedPod {
    /// The annotations of the pod.
    let annotations: [String: String]
    /// `spec`.
    let spec: JSONValue
    /// Init containers first (`visitContainers`).
    let containers: [ReviewedContainer]

    init(template: JSONValue) {
        annotations = (template["metadata"]?["annotations"]?.members ?? [:]).compactMapValues(\.string)
        let spec = template["spec"] ?? .null
        self.spec = spec
        let isHostNetwork = spec.isTrue("hostNetwork")
        containers = ["initContainers", "containers"].flatMap { list in
            (spec[list]?.elements ?? []).enumerated().map { index, value in
                ReviewedContainer(value, at: "spec.template.spec.\(list)[\(index)]", isHostNetwork: isHostNetwork)
            }
        }
    }

    /// `spec.securityContext`.
    var security: JSONValue? { spec["securityContext"] }

    /// The pod itself as something that has a security context.
    var subject: SecuritySubject {
        SecuritySubject(name: nil, place: "spec.template.spec.securityContext", security: security)
    }

    /// The pod, then its containers.
    var subjects: [SecuritySubject] { [subject] + containers.map(\.subject) }

    /// Whether it is one for nodes with Windows (`spec.os`).
    var isWindows: Bool { spec["os"]?["name"]?.string == "windows" }

    /// Whether it runs in a user namespace (`relaxPolicyForUserNamespacePod`).
    var hasUserNamespace: Bool { spec["hostUsers"] == .bool(false) }
}

/// A container as Pod Security looks at it.
struct ReviewedContainer {
    let name: String
    /// Its path in the DaemonSet.
    let place: String
    let value: JSONValue
    /// The ports of the node that it takes, with their paths.
    let hostPorts: [(place: String, port: String)]

    init(_ value: JSONValue, at place: String, isHostNetwork: Bool) {
        name = value["name"]?.string ?? ""
        self.place = place
        self.value = value
        hostPorts = (value["ports"]?.elements ?? []).enumerated().compactMap { index, port in
            let own = port.number("hostPort").flatMap { $0 == "0" ? nil : $0 }
            // `SetDefaults_PodSpec`: on the host network each port is the node's.
            guard let number = own ?? (isHostNetwork ? port.number("containerPort") : nil) else { return nil }
            return ("\(place).ports[\(index)]" + (own == nil ? "" : ".hostPort"), number)
        }
    }

    var security: JSONValue? { value["securityContext"] }

    var subject: SecuritySubject {
        SecuritySubject(name: name, place: "\(place).securityContext", security: security)
    }
}

/// A pod or a container, with its security context.
struct SecuritySubject {
    /// Nil for the pod.
    let name: String?
    /// The path of the security context.
    let place: String
    let security: JSONValue?
}

extension JSONValue {
    func isTrue(_ key: String) -> Bool { self[key] == .bool(true) }

    /// A number as it is written.
    func number(_ key: String) -> String? {
        if case .number(let text)? = self[key] { text } else { nil }
    }

    /// The texts of a list.
    func texts(_ key: String) -> [String] { (self[key]?.elements ?? []).compactMap(\.string) }
}
