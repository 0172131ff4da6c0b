extension Node {
    /// Seconds for which a taint may differ from its condition: the controller needs a moment to follow.
    private static let taintDelay: WholeNumber = 60

    /// Evidence that a taint which mirrors a condition is left over; nil where the condition agrees or is unknown.
    ///
    /// The node lifecycle controller puts these taints on and takes them off as the conditions change
    /// (`pkg/controller/nodelifecycle`, `doNoScheduleTaintingPass`). Put on by hand, or left by a controller that no
    /// longer runs, they stay. `now` is the moment of the snapshot.
    public func contradiction(of taint: Taint, at now: Timestamp) -> String? {
        if taint.key == Taint.Key.unschedulable { return isUnschedulable ? nil : "the node is not cordoned" }
        guard let (type, well) = Self.condition(behind: taint.key), let condition = conditions[type],
            condition.status == well
        else { return nil }
        if let since = condition.lastTransitionTime, now.seconds(since: since) < Self.taintDelay { return nil }
        let since = condition.lastTransitionTime.map { " since \($0)" } ?? ""
        return "the node's condition \(type) is \(well.rawValue)\(since)"
    }

    /// The condition that a taint mirrors, and its status on a node that is well.
    private static func condition(behind key: String) -> (type: String, well: Condition.Status)? {
        switch key {
        case Taint.Key.notReady, Taint.Key.unreachable: return (ConditionType.ready, .isTrue)
        case Taint.Key.memoryPressure: return (ConditionType.memoryPressure, .isFalse)
        case Taint.Key.diskPressure: return (ConditionType.diskPressure, .isFalse)
        case Taint.Key.pidPressure: return (ConditionType.pidPressure, .isFalse)
        case Taint.Key.networkUnavailable: return (ConditionType.networkUnavailable, .isFalse)
        default: return nil
        }
    }
}
