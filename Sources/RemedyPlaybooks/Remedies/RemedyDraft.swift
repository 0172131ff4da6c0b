import ClusterSimulation

/// A remedy before it was tried.
struct RemedyDraft {
    var remedy: Remedy
    /// The playbook's own wish for its place among others.
    var order: Int
    /// Whether it heals nothing now.
    var prevents: Bool
    /// The changes to simulate; nil if there are none.
    var changes: [Change]?
    /// The part that the simulation can't answer, if the playbook states one: then only the cost is known.
    var unproven: String?
    /// The least risk, whatever the simulation shows: a container's share and a node's taints are not about places.
    var leastRisk = Risk.low
    /// Why there is nothing, where the playbook says so.
    var notSimulated: String?
    /// Whether the evidence speaks for it: it is offered before whatever else is not proven.
    var comesFirst = false
    /// Whether its first check is that of the DaemonSet's pods, which depends on what the trial promises.
    var checksPods = false
}
