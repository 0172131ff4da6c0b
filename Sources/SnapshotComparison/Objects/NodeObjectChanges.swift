import KubernetesModel

extension ObjectChanges {
    /// The changes of a node that matter for DaemonSets; of its labels only those with these keys.
    static func between(_ before: Node, _ after: Node, labels: Set<String>) -> [ObjectChange] {
        var changes = ObjectChanges()
        if !before.uid.isEmpty, !after.uid.isEmpty, before.uid != after.uid {
            changes.note(.replacement, "another node of the same name")
        }
        changes.compare(.readiness, "node", before.readinessWord, after.readinessWord)
        changes.compare(.pressure, "condition", before.pressures, after.pressures) { $0 }
        if before.isUnschedulable != after.isUnschedulable {
            changes.compare(
                .cordon, "cordon", before.isUnschedulable ? "(unschedulable)" : nil,
                after.isUnschedulable ? "(unschedulable)" : nil)
        }
        changes.compare(.taint, "taint", before.lastingTaints, after.lastingTaints) { $0 }
        for key in labels.sorted() {
            switch (before.metadata.labels[key], after.metadata.labels[key]) {
            case (let old?, nil): changes.compare(.label, "label", "\(key)=\(old)", nil)
            case (nil, let new?): changes.compare(.label, "label", nil, "\(key)=\(new)")
            case (let old, let new) where old != new:
                changes.compare(.label, "label", "\(key)=\(old ?? "")", "\(key)=\(new ?? "")")
            default: break
            }
        }
        changes.compareAmounts(.allocatable, before.allocatable, after.allocatable) { "allocatable \($0)" }
        changes.compare(.software, "kubelet", before.info.kubeletVersion, after.info.kubeletVersion)
        changes.compare(.software, "kernel", before.info.kernelVersion, after.info.kernelVersion)
        changes.compare(
            .software, "container runtime", before.info.containerRuntimeVersion, after.info.containerRuntimeVersion)
        return changes.all
    }
}

extension Node {
    fileprivate var readinessWord: String {
        switch conditions[ConditionType.ready]?.status {
        case .isTrue: return "ready"
        case .isFalse: return "not ready"
        case .unknown: return "unreachable"
        case nil: return ""
        }
    }

    fileprivate var pressures: [String] {
        let types = [
            ConditionType.memoryPressure, ConditionType.diskPressure, ConditionType.pidPressure,
            ConditionType.networkUnavailable,
        ]
        return types.filter { conditions[$0]?.status == .isTrue }
    }

    /// The taints but for those that only mirror a condition or a cordon, which are told as such.
    fileprivate var lastingTaints: [String] {
        taints.filter { !$0.mirrorsCondition && $0.key != Taint.Key.unschedulable }.map(\.description)
    }
}
