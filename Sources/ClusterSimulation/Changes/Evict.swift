/// Puts pods off their nodes; what made them makes them again.
struct Evict: ClusterChange {
    /// `namespace/name`.
    var pods: [String]

    let concernsEligibility = false

    func edit(_ cluster: inout EditedCluster) throws(SimulationError) {
        for pod in pods { try cluster.evict(pod) }
    }

    var description: String { "without \(Change.names(pods, "pod"))" }

    static let form = ChangeForm(
        "evict", .evictions, "Evicts the pods, named `namespace/name`, while their nodes are cordoned.",
        ["pods": .list]
    ) { values in .evict(pods: values.list("pods")) }
}

extension Change {
    /// Puts these pods, `namespace/name`, off their nodes; what made them makes them again.
    public static func evict(pods: [String]) -> Change { .cluster(Evict(pods: pods)) }
}
