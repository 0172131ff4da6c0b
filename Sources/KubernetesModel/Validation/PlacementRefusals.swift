extension PodSpec {
    /// Refusals of placement (`ValidateTolerations`, `validateTopologySpreadConstraints`).
    func placementRefusals(at place: String) -> [TemplateRefusal] {
        var refusals = nodeSelector.refusals(at: "\(place).nodeSelector")
        for (index, toleration) in tolerations.enumerated() {
            refusals += toleration.refusals(at: "\(place).tolerations[\(index)]")
        }
        var pairs: Set<[String]> = []
        for (index, constraint) in topologySpreadConstraints.enumerated() {
            let own = "\(place).topologySpreadConstraints[\(index)]"
            if constraint.maxSkew < 1 { refusals.append(.init("\(own).maxSkew", "must be greater than zero")) }
            if constraint.topologyKey.isEmpty { refusals.append(.init("\(own).topologyKey", "is missing")) }
            if !pairs.insert([constraint.topologyKey, constraint.isRequired ? "required" : ""]).inserted {
                refusals.append(.init(own, "has the topologyKey and whenUnsatisfiable of another"))
            }
        }
        if let terms = requiredNodeAffinity?.terms, terms.isEmpty {
            refusals.append(.init("\(place).affinity.nodeAffinity", "requires a node but has no term"))
        }
        if restartPolicy != "Always" {
            refusals.append(.init("\(place).restartPolicy", "is \(restartPolicy); a DaemonSet's must be Always"))
        }
        return refusals
    }

    /// Refusals of volumes and mounts (`ValidateVolumes`, `ValidateVolumeMounts`).
    func volumeRefusals(at place: String) -> [TemplateRefusal] {
        var refusals: [TemplateRefusal] = []
        var names: Set<String> = []
        for volume in volumes where !names.insert(volume.name).inserted {
            refusals.append(.init("\(place).volumes[\(volume.name)]", "has the name of another volume"))
        }
        for container in allContainers {
            for mount in container.volumeMounts where !names.contains(mount.name) {
                refusals.append(
                    .init(
                        "\(place).containers[\(container.name)]", "mounts \(mount.name), which is no volume of the pod")
                )
            }
        }
        return refusals
    }
}

extension Toleration {
    fileprivate func refusals(at place: String) -> [TemplateRefusal] {
        var refusals: [TemplateRefusal] = []
        if !key.isEmpty, !LabelSyntax.isKey(key) {
            refusals.append(.init("\(place).key", "is \"\(key)\", which no taint can have"))
        }
        if key.isEmpty, comparison != .exists {
            refusals.append(.init("\(place).operator", "must be Exists when the key is empty"))
        }
        switch comparison {
        case .exists where !value.isEmpty:
            refusals.append(.init("\(place).value", "must be empty when the operator is Exists"))
        case .equal where !LabelSyntax.isValue(value):
            refusals.append(.init("\(place).value", "is \"\(value)\", which no taint can have"))
        case .lessThan, .greaterThan:
            if WholeNumber(value) == nil {
                refusals.append(.init("\(place).value", "must be a whole number when the operator is Lt or Gt"))
            }
        case nil: refusals.append(.init("\(place).operator", "is neither Exists nor Equal"))
        default: break
        }
        if hasUnknownEffect {
            refusals.append(.init("\(place).effect", "is not NoSchedule, PreferNoSchedule or NoExecute"))
        }
        if tolerationSeconds != nil, effect != .noExecute {
            refusals.append(.init("\(place).effect", "must be NoExecute when tolerationSeconds is set"))
        }
        return refusals
    }
}
