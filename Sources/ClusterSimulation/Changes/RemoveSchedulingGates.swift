import KubernetesModel

/// Takes the scheduling gates out.
struct RemoveSchedulingGates: TemplateChange {
    let concernsEligibility = false

    func edit(_ daemonSet: inout EditedDaemonSet) { daemonSet.spec.schedulingGates = [] }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool { false }

    let description = "no scheduling gates"

    static let form = ChangeForm(
        "removeSchedulingGates", .schedulingGates, "Removes the scheduling gates."
    ) { _ in .removeSchedulingGates }
}

extension Change {
    /// Takes the scheduling gates out.
    public static var removeSchedulingGates: Change { .template(RemoveSchedulingGates()) }
}
