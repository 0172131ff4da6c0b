import KubernetesModel

/// Has another scheduler place the pods.
struct SetSchedulerName: TemplateChange {
    var name: String

    let concernsEligibility = false

    func edit(_ daemonSet: inout EditedDaemonSet) { daemonSet.spec.schedulerName = name }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool { false }

    var description: String { "scheduler \(name)" }

    static let form = ChangeForm(
        "setSchedulerName", .scheduler, "Sets the scheduler of the pods.",
        ["name": .required]
    ) { values in
        .setSchedulerName(values.text("name") ?? "")
    }
}

extension Change {
    /// Has another scheduler place the pods.
    public static func setSchedulerName(_ name: String) -> Change { .template(SetSchedulerName(name: name)) }
}
