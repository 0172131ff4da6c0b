import CheckedJSON
import KubernetesModel

extension ResourceTable {
    /// `printPod`.
    static let pods = ResourceTable([
        .name, .text("Ready"), .text("Status"), .text("Restarts"), .age, .wide("IP"), .wide("Node"),
        .wide("Nominated Node"), .wide("Readiness Gates"),
    ]) { object in
        let json = object.json
        let standing = PodStanding(json)
        var restarts = "\(standing.restarts)"
        if standing.restarts != 0, !standing.lastRestart.isEmpty {
            restarts += " (\(object.since(standing.lastRestart)) ago)"
        }
        func orNone(_ text: String) -> JSONValue { .string(text.isEmpty ? "<none>" : text) }
        let address = json.items("status", "podIPs").first?.text("ip") ?? json.text("status", "podIP")
        return [
            .string(object.name), .string("\(standing.readyCount)/\(standing.containerCount)"),
            .string(standing.reason), .string(restarts), object.age, orNone(address),
            orNone(json.text("spec", "nodeName")), orNone(json.text("status", "nominatedNodeName")),
            .string(readinessGates(json)),
        ]
    }

    private static func readinessGates(_ json: JSONValue) -> String {
        let gates = json.items("spec", "readinessGates")
        if gates.isEmpty { return "<none>" }
        let met = gates.filter { json.condition($0.text("conditionType"))?.text("status") == "True" }
        return "\(met.count)/\(gates.count)"
    }
}
