import KubernetesModel

/// Takes the topology spread constraints out.
struct RemoveTopologySpread: TemplateChange {
    let concernsEligibility = false

    func edit(_ daemonSet: inout EditedDaemonSet) { daemonSet.spec.topologySpreadConstraints = [] }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool { false }

    let description = "no topology spread constraints"

    static let form = ChangeForm(
        "removeTopologySpread", .topologySpread, "Removes the topology spread constraints."
    ) { _ in .removeTopologySpread }
}

extension Change {
    /// Takes the topology spread constraints out.
    public static var removeTopologySpread: Change { .template(RemoveTopologySpread()) }
}
