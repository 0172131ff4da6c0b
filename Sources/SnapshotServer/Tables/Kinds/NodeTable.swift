import CheckedJSON

extension ResourceTable {
    /// `printNode`.
    static let nodes = ResourceTable([
        .name, .text("Status"), .text("Roles"), .age, .text("Version"), .wide("Internal-IP"), .wide("External-IP"),
        .wide("OS-Image"), .wide("Kernel-Version"), .wide("Container-Runtime"),
    ]) { object in
        let json = object.json
        // Of several the last counts.
        let ready = json.items("status", "conditions").last { $0.text("type") == "Ready" }
        var status = ready.map { $0.text("status") == "True" ? "Ready" : "NotReady" } ?? "Unknown"
        if json.isTrue("spec", "unschedulable") { status += ",SchedulingDisabled" }
        func told(_ field: String) -> String {
            let text = json.text("status", "nodeInfo", field)
            return text.isEmpty ? "<unknown>" : text
        }
        func address(_ type: String) -> String {
            json.items("status", "addresses").first { $0.text("type") == type }?.text("address") ?? "<none>"
        }
        let architecture = json.text("status", "nodeInfo", "architecture")
        let kernel = told("kernelVersion") + (architecture.isEmpty ? "" : " (\(architecture))")
        return [
            .string(object.name), .string(status), .string(roles(json)), object.age,
            .string(json.text("status", "nodeInfo", "kubeletVersion")), .string(address("InternalIP")),
            .string(address("ExternalIP")), .string(told("osImage")), .string(kernel),
            .string(told("containerRuntimeVersion")),
        ]
    }

    /// The roles that labels tell (`findNodeRoles`).
    private static func roles(_ json: JSONValue) -> String {
        let prefix = "node-role.kubernetes.io/"
        var roles: Set<String> = []
        for (key, value) in json.at("metadata", "labels")?.members ?? [:] {
            if key.hasPrefix(prefix), key != prefix {
                roles.insert(String(key.dropFirst(prefix.count)))
            } else if key == "kubernetes.io/role", let role = value.string, !role.isEmpty {
                roles.insert(role)
            }
        }
        return roles.isEmpty ? "<none>" : roles.sorted().joined(separator: ",")
    }
}
