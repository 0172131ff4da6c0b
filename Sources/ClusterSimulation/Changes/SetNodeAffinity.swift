import KubernetesModel

/// Asks for other nodes by affinity; nil asks for none.
struct SetNodeAffinity: TemplateChange {
    var selector: NodeSelector?

    let concernsEligibility = true

    func edit(_ daemonSet: inout EditedDaemonSet) { daemonSet.spec.requiredNodeAffinity = selector }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool { true }

    var description: String { selector == nil ? "no node affinity" : "another node affinity" }
}

extension Change {
    /// Asks for other nodes by affinity; nil asks for none.
    public static func setNodeAffinity(_ selector: NodeSelector?) -> Change {
        .template(SetNodeAffinity(selector: selector))
    }
}
