import KubernetesModel

/// Adds a toleration.
struct AddToleration: TemplateChange {
    var toleration: Toleration

    let concernsEligibility = true

    func edit(_ daemonSet: inout EditedDaemonSet) { daemonSet.add(toleration) }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool { false }

    var description: String { "toleration \(toleration)" }

    static let form = ChangeForm(
        "addToleration", .tolerations,
        "Adds a toleration. Without an `operator` it is `Equal` with a `value`, else `Exists`.",
        ["key": .optional, "operator": .optional, "value": .optional, "effect": .optional]
    ) { values in
        let comparison = values.text("operator") ?? (values.text("value") == nil ? "Exists" : "Equal")
        return Toleration.Operator(rawValue: comparison).map {
            .addToleration(
                Toleration(
                    key: values.text("key") ?? "", comparison: $0, value: values.text("value") ?? "",
                    effect: values.text("effect").flatMap(Taint.Effect.init)))
        }
    }
}

extension Change {
    /// Adds a toleration.
    public static func addToleration(_ toleration: Toleration) -> Change {
        .template(AddToleration(toleration: toleration))
    }
}
