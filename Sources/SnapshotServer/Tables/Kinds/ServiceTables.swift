import CheckedJSON

extension ResourceTable {
    /// `printService`.
    static let services = ResourceTable([
        .name, .text("Type"), .text("Cluster-IP"), .text("External-IP"), .text("Port(s)"), .age, .wide("Selector"),
    ]) { object in
        let json = object.json
        let address = json.items("spec", "clusterIPs").first?.string ?? json.text("spec", "clusterIP")
        let ports = json.items("spec", "ports").map { port -> String in
            let number = port.integer("port")
            let nodePort = port.integer("nodePort")
            let protocolName = port.text("protocol").isEmpty ? "TCP" : port.text("protocol")
            return nodePort > 0 ? "\(number):\(nodePort)/\(protocolName)" : "\(number)/\(protocolName)"
        }
        return [
            .string(object.name), .string(json.text("spec", "type")), .string(address.isEmpty ? "<none>" : address),
            .string(externalAddress(json)), .string(ports.isEmpty ? "<none>" : ports.joined(separator: ",")),
            object.age, .string(SelectorText.labels(json.at("spec", "selector"))),
        ]
    }

    /// `getServiceExternalIP`.
    private static func externalAddress(_ json: JSONValue) -> String {
        let external = json.items("spec", "externalIPs").compactMap(\.string)
        switch json.text("spec", "type") {
        case "ClusterIP", "NodePort": return external.isEmpty ? "<none>" : external.joined(separator: ",")
        case "ExternalName": return json.text("spec", "externalName")
        case "LoadBalancer":
            let ingress = json.items("status", "loadBalancer", "ingress").map { point in
                point.text("ip").isEmpty ? point.text("hostname") : point.text("ip")
            }
            let all = Set(ingress.filter { !$0.isEmpty }).sorted() + external
            return all.isEmpty ? "<pending>" : all.joined(separator: ",")
        default: return "<unknown>"
        }
    }

    /// `printEndpointSlice`.
    static let endpointSlices = ResourceTable([
        .name, .text("AddressType"), .text("Ports"), .text("Endpoints"), .age,
    ]) { object in
        let json = object.json
        let ports = json.items("ports").map { port in
            port.at("port") != nil ? port.text("port") : port.at("name")?.string ?? "*"
        }
        let addresses = json.items("endpoints").flatMap { $0.items("addresses").compactMap(\.string) }
        return [
            .string(object.name), .string(json.text("addressType")), .string(firstThree(ports)),
            .string(firstThree(addresses)), object.age,
        ]
    }

    /// `listWithMoreString`.
    private static func firstThree(_ texts: [String]) -> String {
        if texts.isEmpty { return "<unset>" }
        let shown = texts.prefix(3).joined(separator: ",")
        return texts.count > 3 ? "\(shown) + \(texts.count - 3) more..." : shown
    }
}
