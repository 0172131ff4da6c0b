import ClusterSimulation

/// A remedy before it was tried.
struct RemedyDraft {
    var remedy: Remedy
    /// The playbook's own wish for its place among others.
    var order: Int
    /// Whether it heals nothing now.
    var prevents: Bool
    /// What to try; nil when there is nothing.
    var changes: [Change]?
    /// What trying it cannot tell, where the playbook says so: then only what it costs is known.
    var unproven: String?
    /// What it risks whatever the trial shows: what a container gets, and whom nodes take, are no matter of places.
    var leastRisk = Risk.low
    /// Why there is nothing, where the playbook says so.
    var notSimulated: String?
    /// Whether the evidence speaks for it: it is offered before whatever else is not proven.
    var comesFirst = false
    /// Whether its first check is that of the DaemonSet's pods, which depends on what the trial promises.
    var checksPods = false
}
