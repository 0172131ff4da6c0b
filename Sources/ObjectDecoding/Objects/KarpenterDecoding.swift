import KubernetesModel

private enum KarpenterPoolField: String, CaseIterable {
    case metadata, spec
}

private enum KarpenterPoolSpecField: String, CaseIterable {
    case template
}

private enum NodeTemplateField: String, CaseIterable {
    case metadata, spec
}

private enum NodeTemplateSpecField: String, CaseIterable {
    case taints, startupTaints, requirements, nodeClassRef, kubelet
}

private enum NodeClassReferenceField: String, CaseIterable {
    case name
}

private enum KarpenterKubeletField: String, CaseIterable {
    case maxPods, podsPerCore, systemReserved, kubeReserved
}

private enum NodeClassSpecField: String, CaseIterable {
    case kubelet
}

private enum NodeClaimField: String, CaseIterable {
    case metadata, status
}

private enum NodeClaimStatusField: String, CaseIterable {
    case nodeName, capacity, allocatable
}

private let poolFields = FieldTable<KarpenterPoolField>()
private let poolSpecFields = FieldTable<KarpenterPoolSpecField>()
private let templateFields = FieldTable<NodeTemplateField>()
private let templateSpecFields = FieldTable<NodeTemplateSpecField>()
private let referenceFields = FieldTable<NodeClassReferenceField>()
private let kubeletFields = FieldTable<KarpenterKubeletField>()
private let classSpecFields = FieldTable<NodeClassSpecField>()
private let claimFields = FieldTable<NodeClaimField>()
private let claimStatusFields = FieldTable<NodeClaimStatusField>()

extension ObjectDecoder {
    /// A pool of Karpenter.
    func karpenterNodePool() -> KarpenterNodePool {
        var pool = KarpenterNodePool()
        forEachField(poolFields) { field in
            switch field {
            case .metadata: pool.metadata = metadata()
            case .spec: forEachField(poolSpecFields) { _ in pool.template = nodeTemplate() }
            }
        }
        return pool
    }

    /// A machine that Karpenter has asked for.
    func karpenterNodeClaim() -> KarpenterNodeClaim {
        var claim = KarpenterNodeClaim()
        forEachField(claimFields) { field in
            switch field {
            case .metadata: claim.metadata = metadata()
            case .status:
                forEachField(claimStatusFields) { status in
                    switch status {
                    case .nodeName: claim.nodeName = uniqueString()
                    case .capacity: claim.capacity = resourceList()
                    case .allocatable: claim.allocatable = resourceList()
                    }
                }
            }
        }
        return claim
    }

    /// A node class of AWS.
    func ec2NodeClass() -> EC2NodeClass {
        var nodeClass = EC2NodeClass()
        forEachField(poolFields) { field in
            switch field {
            case .metadata: nodeClass.metadata = metadata()
            case .spec: forEachField(classSpecFields) { _ in nodeClass.kubelet = karpenterKubelet() }
            }
        }
        return nodeClass
    }

    private func nodeTemplate() -> KarpenterNodeTemplate {
        var template = KarpenterNodeTemplate()
        forEachField(templateFields) { field in
            switch field {
            case .metadata: template.labels = metadata().labels
            case .spec:
                forEachField(templateSpecFields) { detail in
                    switch detail {
                    case .taints: template.taints = array { taint() }
                    case .startupTaints: template.startupTaints = array { taint() }
                    case .requirements: template.requirements = array { machineRequirement() }
                    case .nodeClassRef: forEachField(referenceFields) { _ in template.nodeClass = string() }
                    case .kubelet: template.kubelet = karpenterKubelet()
                    }
                }
            }
        }
        return template
    }

    /// A requirement, with two operators that node affinity does not have.
    private func machineRequirement() -> NodeSelectorRequirement {
        let (key, comparison, values) = requirement()
        guard let number = values.first.flatMap({ WholeNumber($0) }), values.count == 1 else {
            return NodeSelectorRequirement(key: key, comparison: .init(rawValue: comparison), values: values)
        }
        switch comparison {
        case "Gte": return NodeSelectorRequirement(key: key, comparison: .greaterThan, values: ["\(number - 1)"])
        case "Lte": return NodeSelectorRequirement(key: key, comparison: .lessThan, values: ["\(number + 1)"])
        default: return NodeSelectorRequirement(key: key, comparison: .init(rawValue: comparison), values: values)
        }
    }

    private func karpenterKubelet() -> KarpenterKubelet {
        var kubelet = KarpenterKubelet()
        forEachField(kubeletFields) { field in
            switch field {
            case .maxPods: kubelet.maxPods = reader.int64()
            case .podsPerCore: kubelet.podsPerCore = reader.int64()
            case .systemReserved: kubelet.systemReserved = resourceList()
            case .kubeReserved: kubelet.kubeReserved = resourceList()
            }
        }
        return kubelet
    }
}
