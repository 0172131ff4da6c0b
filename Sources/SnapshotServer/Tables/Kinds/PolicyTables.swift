import CheckedJSON

extension ResourceTable {
    /// `printPodDisruptionBudget`.
    static let podDisruptionBudgets = ResourceTable([
        .name, .text("Min Available"), .text("Max Unavailable"), .number("Allowed Disruptions"), .age,
    ]) { object in
        let json = object.json
        func limit(_ field: String) -> JSONValue {
            .string(json.at("spec", field) == nil ? "N/A" : json.text("spec", field))
        }
        return [
            .string(object.name), limit("minAvailable"), limit("maxUnavailable"),
            .integer(json.integer("status", "disruptionsAllowed")), object.age,
        ]
    }

    /// `printResourceQuota`.
    static let resourceQuotas = ResourceTable([.name, .text("Request"), .text("Limit"), .age]) { object in
        let status = object.json.at("status") ?? .object([:])
        let names = (status.at("hard")?.members ?? [:]).keys.sorted()
        func amounts(_ names: [String]) -> JSONValue {
            let texts = names.map { name in
                let used = status.text("used", name)
                return "\(name): \(used.isEmpty ? "0" : used)/\(status.text("hard", name))"
            }
            return .string(texts.joined(separator: ", "))
        }
        return [
            .string(object.name), amounts(names.filter { !$0.hasPrefix("limits.") }),
            amounts(names.filter { $0.hasPrefix("limits.") }), object.age,
        ]
    }

    /// `printPriorityClass`.
    static let priorityClasses = ResourceTable([
        .name, .number("Value"), .truth("Global-Default"), .age, .text("PreemptionPolicy"),
    ]) { object in
        let json = object.json
        return [
            .string(object.name), .integer(json.integer("value")), .bool(json.isTrue("globalDefault")), object.age,
            .string(json.text("preemptionPolicy")),
        ]
    }

    /// `printRuntimeClass`.
    static let runtimeClasses = ResourceTable([.name, .text("Handler"), .age]) { object in
        [.string(object.name), .string(object.json.text("handler")), object.age]
    }

    /// `printNamespace`.
    static let namespaces = ResourceTable([.name, .text("Status"), .age]) { object in
        [.string(object.name), .string(object.json.text("status", "phase")), object.age]
    }

    /// `printServiceAccount`.
    static let serviceAccounts = ResourceTable([.name, .age]) { object in [.string(object.name), object.age] }

    /// `printConfigMap`.
    static let configMaps = ResourceTable([.name, .text("Data"), .age]) { object in
        let count = ["data", "binaryData"].reduce(0) { $0 + (object.json[$1]?.members?.count ?? 0) }
        return [.string(object.name), .integer(count), object.age]
    }
}
