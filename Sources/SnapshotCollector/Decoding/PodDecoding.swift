import KubernetesModel

private enum PodField: String, CaseIterable {
    case metadata, spec, status
}

private let podFields = FieldTable<PodField>()

extension ObjectDecoder {
    /// A pod.
    func pod() -> Pod {
        var pod = Pod()
        var spec = PodSpec()
        forEachField(podFields) { field in
            switch field {
            case .metadata: pod.metadata = metadata()
            case .spec: (spec, pod.nodeName) = podSpec()
            case .status: pod.status = podStatus()
            }
        }
        if let node = spec.requiredNodeAffinity?.onlyNodeByName {
            pod.pinnedNodeName = node
            spec.requiredNodeAffinity = nil
        }
        if spec.resources.isEmpty {
            pod.status.requests = nil
            pod.status.allocatedResources = nil
        }
        pod.status.dropRequests(equalTo: spec)
        if reader.hasFailed { return pod }
        pod.sharedSpec = specPool.shared(spec, metadata: pod.metadata)
        return pod
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
        for position in statuses.indices {
            let status = statuses[position]
            if status.requests == nil, status.allocatedResources == nil { continue }
            let container =
                position < containers.count && containers[position].name == status.name
                ? containers[position] : containers.first { $0.name == status.name }
            guard let asked = container?.resources.requests else { continue }
            if status.requests ?? asked == asked, status.allocatedResources ?? asked == asked {
                statuses[position].requests = nil
                statuses[position].allocatedResources = nil
            }
        }
    }
}
