import KubernetesModel

/// Takes the required pod anti-affinity out.
struct RemovePodAntiAffinity: TemplateChange {
    let concernsEligibility = false

    func edit(_ daemonSet: inout EditedDaemonSet) { daemonSet.spec.requiredPodAntiAffinity = [] }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool { false }

    let description = "no pod anti-affinity"

    static let form = ChangeForm(
        "removePodAntiAffinity", .podAffinity, "Removes the required pod anti-affinity."
    ) { _ in .removePodAntiAffinity }
}

extension Change {
    /// Takes the required pod anti-affinity out.
    public static var removePodAntiAffinity: Change { .template(RemovePodAntiAffinity()) }
}
