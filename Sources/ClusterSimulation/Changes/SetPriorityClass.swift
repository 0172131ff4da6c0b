import ClusterSnapshot
import KubernetesModel

/// Sets the priority class, whose value admission fills in.
struct SetPriorityClass: TemplateChange {
    var name: String

    let concernsEligibility = false

    func edit(_ daemonSet: inout EditedDaemonSet) throws(SimulationError) {
        let index = daemonSet.index
        let isKnown = index.priorityClass(named: name) != nil || PriorityClass.builtIn[name] != nil || name.isEmpty
        guard isKnown else {
            throw .unknownPriorityClass(name, among: index.snapshot.priorityClasses.map(\.name).sorted())
        }
        daemonSet.spec.priorityClassName = name
        daemonSet.spec.priority = nil
    }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool { false }

    var description: String { "priority class \(name)" }

    static let form = ChangeForm(
        "setPriorityClass", .priority, "Sets the priority class.",
        ["name": .required]
    ) { values in
        .setPriorityClass(values.text("name") ?? "")
    }
}

extension Change {
    /// Sets the priority class.
    public static func setPriorityClass(_ name: String) -> Change { .template(SetPriorityClass(name: name)) }
}
