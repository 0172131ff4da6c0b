import KubernetesModel

/// Asks for a node label; a nil value no longer asks for it.
struct SetNodeSelector: TemplateChange {
    var key: String
    var value: String?

    let concernsEligibility = true

    func edit(_ daemonSet: inout EditedDaemonSet) {
        let others = daemonSet.spec.nodeSelector.pairs.filter { $0.key != key }
        daemonSet.spec.nodeSelector = Labels(others + (value.map { [.init(key: key, value: $0)] } ?? []))
    }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool { true }

    var description: String { value.map { "nodeSelector \(key)=\($0)" } ?? "no nodeSelector \(key)" }

    static let form = ChangeForm(
        "setNodeSelector", .nodeSelector, "Requires a node label. Without a `value` the requirement is removed.",
        ["key": .required, "value": .optional]
    ) { values in
        .setNodeSelector(key: values.text("key") ?? "", value: values.text("value"))
    }
}

extension Change {
    /// Asks for a node label; a nil value no longer asks for it.
    public static func setNodeSelector(key: String, value: String?) -> Change {
        .template(SetNodeSelector(key: key, value: value))
    }
}
