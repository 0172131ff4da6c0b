extension PodSpec {
    /// The containers with the names of the lists that they stand in.
    fileprivate var listedContainers: [(list: String, container: Container)] {
        initContainers.map { ("initContainers", $0) } + containers.map { ("containers", $0) }
    }

    /// Refusals of names, images and resources (`ValidateContainers`).
    func containerRefusals(at place: String) -> [TemplateRefusal] {
        var refusals: [TemplateRefusal] = []
        if containers.isEmpty { refusals.append(.init("\(place).containers", "is empty: a pod needs a container")) }
        var names: Set<String> = []
        for (list, container) in listedContainers {
            let own = "\(place).\(list)[\(container.name)]"
            if !names.insert(container.name).inserted {
                refusals.append(.init(own, "has the name of another container"))
            }
            if container.name.isEmpty { refusals.append(.init("\(place).\(list)", "has a container without a name")) }
            if container.image.isEmpty { refusals.append(.init(own, "has no image")) }
            refusals += container.resources.refusals(at: "\(own).resources")
        }
        return refusals + resources.refusals(at: "\(place).resources")
    }

    /// Refusals of ports (`validateContainerPorts`, `validateHostNetwork`, `AccumulateUniqueHostPorts`).
    func portRefusals(at place: String) -> [TemplateRefusal] {
        var refusals: [TemplateRefusal] = []
        var taken: Set<ContainerPort> = []
        for (list, container) in listedContainers {
            let own = "\(place).\(list)[\(container.name)].ports"
            var names: Set<String> = []
            for port in container.ports {
                let field = "\(own)[\(port.containerPort)]"
                if !(1...65535).contains(port.containerPort) { refusals.append(.init(field, "is not a port number")) }
                if !(0...65535).contains(port.hostPort) {
                    refusals.append(.init("\(field).hostPort", "is \(port.hostPort), which is no port"))
                }
                if !["TCP", "UDP", "SCTP"].contains(port.networkProtocol) {
                    refusals.append(.init("\(field).protocol", "is not TCP, UDP or SCTP"))
                }
                if !port.name.isEmpty, !names.insert(port.name).inserted {
                    refusals.append(.init("\(field).name", "is the name of another port of the container"))
                }
                if port.hostPort == 0 { continue }
                if isHostNetwork, port.hostPort != port.containerPort {
                    refusals.append(.init("\(field).hostPort", "must equal containerPort with hostNetwork"))
                }
                let key = ContainerPort(
                    containerPort: 0, hostPort: port.hostPort, hostIP: port.hostIP,
                    networkProtocol: port.networkProtocol)
                if list == "containers", !taken.insert(key).inserted {
                    refusals.append(
                        .init("\(field).hostPort", "is used twice: \(port.hostPort)/\(port.networkProtocol)"))
                }
            }
        }
        return refusals
    }
}

extension ResourceRequirements {
    /// Refusals of requests and limits (`ValidateContainerResourceRequirements`).
    fileprivate func refusals(at place: String) -> [TemplateRefusal] {
        var refusals: [TemplateRefusal] = []
        for (list, entries) in [("requests", requests.entries), ("limits", limits.entries)] {
            for entry in entries {
                let field = "\(place).\(list).\(entry.name)"
                if entry.quantity < .zero { refusals.append(.init(field, "is below zero")) }
                if entry.name.utf8.contains(UInt8(ascii: "/")), !entry.quantity.isMultiple(of: Quantity(units: 1)) {
                    refusals.append(.init(field, "is \(entry.quantity), and must be a whole number"))
                }
            }
        }
        for entry in requests.entries {
            let field = "\(place).requests.\(entry.name)"
            let isExact = !ResourceName.allowsOvercommit(entry.name)
            guard let limit = limits[entry.name] else {
                if isExact { refusals.append(.init(field, "needs a limit that equals it")) }
                continue
            }
            if isExact, entry.quantity != limit {
                refusals.append(.init(field, "is \(entry.quantity), and must equal the limit, which is \(limit)"))
            } else if entry.quantity > limit {
                refusals.append(.init(field, "is \(entry.quantity), which is more than the limit of \(limit)"))
            }
        }
        return refusals
    }
}

extension ResourceName {
    /// Whether a limit may be greater than the request (`IsOvercommitAllowed`): not for devices and huge pages.
    static func allowsOvercommit(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        let isNative = parts.count < 2 || parts.dropLast().contains { $0.suffix(native.count).elementsEqual(native) }
        return isNative && !name.hasPrefix(hugePagesPrefix)
    }

    /// What stands before the slash of Kubernetes' own resources (`IsPrefixedNativeResource`).
    private static let native = Array("kubernetes.io".utf8)
}
