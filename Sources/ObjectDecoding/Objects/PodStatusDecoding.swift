import CSimdJSON
import KubernetesModel

private enum PodStatusField: String, CaseIterable {
    case phase, reason, message, conditions, containerStatuses, initContainerStatuses, startTime, nominatedNodeName
    case resources, allocatedResources, podIP, podIPs, hostIP
}

private enum StatusResourcesField: String, CaseIterable {
    case requests
}

private enum PodAddressField: String, CaseIterable {
    case ip
}

private let podAddressFields = FieldTable<PodAddressField>()
private let podStatusFields = FieldTable<PodStatusField>()
private let statusResourcesFields = FieldTable<StatusResourcesField>()

extension ObjectDecoder {
    /// A pod's `status`.
    func podStatus() -> PodStatus {
        var status = PodStatus()
        forEachField(podStatusFields) { field in
            switch field {
            case .phase:
                let phase = string()
                status.phase = PodStatus.Phase(rawValue: phase) ?? (phase.isEmpty ? .pending : .unknown)
            case .reason: status.reason = string()
            case .message: status.message = string()
            case .conditions: status.conditions = podConditions()
            case .containerStatuses: status.containerStatuses = array { containerStatus() }
            case .initContainerStatuses: status.initContainerStatuses = array { containerStatus() }
            case .startTime: status.startTime = timestamp()
            case .nominatedNodeName: status.nominatedNodeName = string()
            case .podIP: status.address = string()
            case .podIPs: status.otherAddress = secondAddress()
            case .hostIP: status.hostAddress = string()
            case .resources: status.requests = requestsInForce()
            case .allocatedResources: status.allocatedResources = optionalResourceList()
            }
        }
        return status
    }

    /// The second of `podIPs`; empty where there is one alone.
    private func secondAddress() -> String {
        guard reader.enterArray() else { return "" }
        var second = ""
        var count = 0
        while reader.nextElement() {
            var address = ""
            forEachField(podAddressFields) { _ in address = string() }
            count += 1
            if count == 2 { second = address }
        }
        return second
    }

    /// `resources.requests` of a status: empty when `resources` is there without them, nil when it is not.
    func requestsInForce() -> ResourceList? {
        guard reader.enterObject() else { return nil }
        var requests = ResourceList()
        while reader.nextField(statusResourcesFields) != nil { requests = resourceList() }
        return requests
    }

    /// Amounts by resource name, nil when they are absent.
    func optionalResourceList() -> ResourceList? {
        if reader.type != csj_type_null { return resourceList() }
        reader.skip()
        return nil
    }

    /// The conditions that say something beyond that all is well.
    private func podConditions() -> [Condition] {
        guard reader.enterArray() else { return [] }
        var conditions: [Condition] = []
        while reader.nextElement() {
            let condition = condition()
            if condition.saysSomethingOfAPod { conditions.append(condition) }
        }
        return conditions
    }
}

extension Condition {
    fileprivate var saysSomethingOfAPod: Bool {
        if status != .isTrue { return true }
        switch type {
        case PodStatus.ConditionType.ready, PodStatus.ConditionType.disruptionTarget,
            PodStatus.ConditionType.resizePending, PodStatus.ConditionType.resizeInProgress:
            return true
        default: return false
        }
    }
}
