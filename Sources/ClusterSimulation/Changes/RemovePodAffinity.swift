import KubernetesModel

/// Takes the required pod affinity out.
struct RemovePodAffinity: TemplateChange {
    let concernsEligibility = false

    func edit(_ daemonSet: inout EditedDaemonSet) { daemonSet.spec.requiredPodAffinity = [] }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool { false }

    let description = "no pod affinity"

    static let form = ChangeForm(
        "removePodAffinity", .podAffinity, "Removes the required pod affinity."
    ) { _ in .removePodAffinity }
}

extension Change {
    /// Takes the required pod affinity out.
    public static var removePodAffinity: Change { .template(RemovePodAffinity()) }
}
