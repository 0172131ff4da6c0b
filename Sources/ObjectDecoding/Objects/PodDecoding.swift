import KubernetesModel

private enum PodField: String, CaseIterable {
    case metadata, spec, status
}

private let podFields = FieldTable<PodField>()

extension ObjectDecoder {
    /// A pod.
    func pod() -> Pod {
        var metadata = ObjectMeta()
        var spec = PodSpec()
        var nodeName = ""
        var status = PodStatus()
        forEachField(podFields) { field in
            switch field {
            case .metadata: metadata = self.metadata()
            case .spec: (spec, nodeName) = podSpec()
            case .status: status = podStatus()
            }
        }
        let pinnedNodeName = spec.requiredNodeAffinity?.onlyNodeByName
        if pinnedNodeName != nil { spec.requiredNodeAffinity = nil }
        if spec.resources.isEmpty {
            status.requests = nil
            status.allocatedResources = nil
        }
        status.dropRequests(equalTo: spec)
        // A broken pod is left out by its name; its spec is not to be kept.
        let sharedSpec = reader.hasFailed ? Shared(PodSpec()) : specPool.shared(spec, metadata: metadata)
        return Pod(
            metadata: metadata, spec: sharedSpec, nodeName: nodeName, pinnedNodeName: pinnedNodeName ?? "",
            status: status)
    }
}

extension NodeSelector {
    /// The node that every term names, and demands nothing else
    /// (`ReplaceDaemonSetPodNodeNameNodeAffinity` writes it so).
    fileprivate var onlyNodeByName: String? {
        var node: String?
        for term in terms {
            guard term.matchExpressions.isEmpty, term.matchFields.count == 1,
                term.matchFields[0].key == NodeSelectorRequirement.nameField,
                term.matchFields[0].comparison == .isIn, term.matchFields[0].values.count == 1
            else { return nil }
            let name = term.matchFields[0].values[0]
            if let node, node != name { return nil }
            node = name
        }
        return node
    }
}

extension PodStatus {
    /// Leaves out what only repeats the spec.
    fileprivate mutating func dropRequests(equalTo spec: PodSpec) {
        Self.dropRequests(of: &containerStatuses, equalTo: spec.containers)
        Self.dropRequests(of: &initContainerStatuses, equalTo: spec.initContainers)
    }

    private static func dropRequests(of statuses: inout [ContainerStatus], equalTo containers: [Container]) {
        var byName: [String: Container]?
        for position in statuses.indices {
            let status = statuses[position]
            if status.requests == nil, status.allocatedResources == nil { continue }
            let container: Container?
            if position < containers.count, containers[position].name == status.name {
                container = containers[position]
            } else {
                let known = byName ?? Dictionary(firstOf: containers) { $0.name }
                byName = known
                container = known[status.name]
            }
            guard let asked = container?.resources.requests else { continue }
            if status.requests ?? asked == asked, status.allocatedResources ?? asked == asked {
                statuses[position].requests = nil
                statuses[position].allocatedResources = nil
            }
        }
    }
}
