import KubernetesModel

/// Gives each pod storage of its node in the place of a claim.
struct DropClaim: TemplateChange {
    var name: String

    let concernsEligibility = false

    func edit(_ daemonSet: inout EditedDaemonSet) throws(SimulationError) {
        let volumes = daemonSet.spec.volumes
        guard let position = volumes.firstIndex(where: { $0.source == .persistentVolumeClaim(name: name) }) else {
            throw .unknownClaim(name)
        }
        daemonSet.spec.volumes[position].source = .emptyDir(sizeLimit: nil, isMemory: false)
    }

    func canTakePlaces(from daemonSet: DaemonSet) -> Bool { false }

    var description: String { "node storage instead of claim \(name)" }

    static let form = ChangeForm(
        "dropClaim", .claims, "Gives each pod storage of its node instead of the claim.",
        ["name": .required]
    ) { values in
        .dropClaim(name: values.text("name") ?? "")
    }
}

extension Change {
    /// Gives each pod storage of its node in the place of the claim of this name.
    public static func dropClaim(name: String) -> Change { .template(DropClaim(name: name)) }
}
