import KubernetesModel

private enum ConditionField: String, CaseIterable {
    case type, status, reason, message, lastTransitionTime, lastHeartbeatTime
}

private let conditionFields = FieldTable<ConditionField>()

extension ObjectDecoder {
    /// A condition of a node or a pod; a status that Kubernetes does not know counts as `Unknown`.
    func condition() -> Condition {
        var condition = Condition(type: "", status: .unknown)
        forEachField(conditionFields) { field in
            switch field {
            case .type: condition.type = string()
            case .status: condition.status = Condition.Status(rawValue: string()) ?? .unknown
            case .reason: condition.reason = string()
            case .message: condition.message = string()
            case .lastTransitionTime: condition.lastTransitionTime = timestamp()
            case .lastHeartbeatTime: _ = timestamp()
            }
        }
        return condition
    }
}
