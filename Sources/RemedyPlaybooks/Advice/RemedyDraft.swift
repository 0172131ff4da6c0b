import ClusterSimulation

/// A remedy before it was tried.
struct RemedyDraft {
    var remedy: Remedy
    /// The playbook's own wish for its place among others.
    var order: Int
    /// What to try; nil when there is nothing.
    var changes: [Change]?
    /// Why there is nothing, where the playbook says so.
    var notSimulated: String?
}
