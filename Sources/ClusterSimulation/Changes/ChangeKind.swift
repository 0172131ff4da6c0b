/// A kind of change, as people call what they never want made.
public enum ChangeKind: String, CaseIterable, Sendable {
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

    /// The kind of the change that playbooks name so; nil for an unknown one.
    public init?(ofChangeNamed name: String) {
        guard let form = ChangeForm.all.first(where: { $0.name == name }) else { return nil }
        self = form.kind
    }
}
