import KubernetesModel

/// Puts another DaemonSet's template, update strategy and minReadySeconds in the place of this one's.
struct SetSpec: TemplateChange {
    var other: DaemonSet
    var replacesPods: Bool

    let concernsEligibility = true

    func edit(_ daemonSet: inout EditedDaemonSet) { daemonSet.replaceSpec(with: other) }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool { true }

    let description = "the patch"
}

extension Change {
    /// Puts another DaemonSet's template, update strategy and minReadySeconds in the place of this one's;
    /// `replacesPods` tells whether its pods are replaced for it.
    public static func setSpec(_ other: DaemonSet, replacesPods: Bool) -> Change {
        .template(SetSpec(other: other, replacesPods: replacesPods))
    }
}
