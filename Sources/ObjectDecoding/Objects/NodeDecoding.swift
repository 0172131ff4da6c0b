import KubernetesModel

private enum NodeField: String, CaseIterable {
    case metadata, spec, status
}

private enum NodeSpecField: String, CaseIterable {
    case unschedulable, taints, providerID
}

private enum TaintField: String, CaseIterable {
    case key, value, effect, timeAdded
}

private enum NodeStatusField: String, CaseIterable {
    case capacity, allocatable, conditions, images, nodeInfo, addresses
}

private enum NodeAddressField: String, CaseIterable {
    case type, address
}

private enum ImageField: String, CaseIterable {
    case names, sizeBytes
}

private enum NodeInfoField: String, CaseIterable {
    case kernelVersion, osImage, operatingSystem, architecture, containerRuntimeVersion, kubeletVersion
}

private let nodeFields = FieldTable<NodeField>()
private let nodeSpecFields = FieldTable<NodeSpecField>()
private let taintFields = FieldTable<TaintField>()
private let nodeStatusFields = FieldTable<NodeStatusField>()
private let nodeAddressFields = FieldTable<NodeAddressField>()
private let imageFields = FieldTable<ImageField>()
private let nodeInfoFields = FieldTable<NodeInfoField>()

extension ObjectDecoder {
    /// A node.
    func node() -> Node {
        var node = Node()
        forEachField(nodeFields) { field in
            switch field {
            case .metadata: node.metadata = metadata()
            case .spec: nodeSpec(into: &node)
            case .status: nodeStatus(into: &node)
            }
        }
        return node
    }

    private func nodeSpec(into node: inout Node) {
        forEachField(nodeSpecFields) { field in
            switch field {
            case .unschedulable: node.isUnschedulable = reader.bool()
            case .taints: node.taints = array { taint() }
            case .providerID: node.providerID = uniqueString()
            }
        }
    }

    /// A taint of a node, or of the nodes to come.
    func taint() -> Taint {
        var taint = Taint(key: "", effect: nil)
        forEachField(taintFields) { field in
            switch field {
            case .key: taint.key = string()
            case .value: taint.value = string()
            case .effect: taint.effect = Taint.Effect(rawValue: string())
            case .timeAdded: taint.timeAdded = timestamp()
            }
        }
        return taint
    }

    /// An address of the machine; empty for its names.
    private func nodeAddress() -> String {
        var type = ""
        var address = ""
        forEachField(nodeAddressFields) { field in
            switch field {
            case .type: type = string()
            case .address: address = string()
            }
        }
        return type.hasSuffix("IP") ? address : ""
    }

    private func nodeStatus(into node: inout Node) {
        forEachField(nodeStatusFields) { field in
            switch field {
            case .capacity: node.capacity = resourceList()
            case .allocatable: node.allocatable = resourceList()
            case .conditions: node.conditions = array { condition() }
            case .images: node.images = array { nodeImage() }
            case .nodeInfo: node.info = nodeInfo()
            case .addresses: node.addresses = array { nodeAddress() }.filter { !$0.isEmpty }
            }
        }
    }

    private func nodeImage() -> NodeImage {
        var image = NodeImage(names: [], sizeBytes: 0)
        forEachField(imageFields) { field in
            switch field {
            case .names: image.names = strings()
            case .sizeBytes: image.sizeBytes = reader.int64() ?? 0
            }
        }
        return image
    }

    private func nodeInfo() -> NodeInfo {
        var info = NodeInfo()
        forEachField(nodeInfoFields) { field in
            switch field {
            case .kernelVersion: info.kernelVersion = string()
            case .osImage: info.osImage = string()
            case .operatingSystem: info.operatingSystem = string()
            case .architecture: info.architecture = string()
            case .containerRuntimeVersion: info.containerRuntimeVersion = string()
            case .kubeletVersion: info.kubeletVersion = string()
            }
        }
        return info
    }
}
