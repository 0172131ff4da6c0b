import ClusterSimulation

/// A kind of change that a plan can be told never to make.
public enum PlanChange: String, CaseIterable, Sendable {
    case requests
    case limits
    case tolerations
    case taints
    case nodeSelector = "node-selector"
    case avoidedNodes = "avoid-nodes"
    case priority
    case hostPorts = "host-ports"
    case scheduler
    case schedulingGates = "scheduling-gates"
    case podAffinity = "pod-affinity"
    case topologySpread = "topology-spread"
    case claims
    case evictions
    case disks
    case nodes

    /// The kind of a change by the name that playbooks give it; nil for an unknown one.
    public init?(form: String) {
        switch form {
        case "setRequest": self = .requests
        case "setLimit": self = .limits
        case "addToleration": self = .tolerations
        case "removeTaint": self = .taints
        case "setNodeSelector": self = .nodeSelector
        case "avoidNodes": self = .avoidedNodes
        case "setPriorityClass": self = .priority
        case "setHostPort": self = .hostPorts
        case "setSchedulerName": self = .scheduler
        case "removeSchedulingGates": self = .schedulingGates
        case "removePodAffinity", "removePodAntiAffinity": self = .podAffinity
        case "removeTopologySpread": self = .topologySpread
        case "dropClaim": self = .claims
        case "evict": self = .evictions
        case "reclaimDisk": self = .disks
        case "setAllocatable", "addNodes": self = .nodes
        default: return nil
        }
    }
}
