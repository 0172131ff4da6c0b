/// Which findings have their cause in common. Each rule says it of its findings: see ``Rule/scope(of:)``.
package enum CauseScope: Hashable, Sendable {
    /// A fault of the DaemonSet's own. Findings of one DaemonSet with one `fault` have one cause.
    case daemonSet(fault: String)
    /// Something outside of DaemonSets, the same for all that name it: a host port, a quota, a registry.
    case shared(String)
    /// Something on nodes: findings with one `shortage` have one cause where they are about a common node, directly or
    /// by way of other findings. Two pools that are full are two causes.
    case nodes(shortage: String)

    /// The scope of an object of a namespace.
    static func object(_ kind: String, _ name: String, namespace: String?) -> CauseScope {
        .shared("\(kind) \(namespace ?? "")/\(name)")
    }

    /// The scope of the PersistentVolumeClaim that a finding names.
    static func claim(of finding: Finding) -> CauseScope {
        .object(
            "PersistentVolumeClaim", finding.parameters.text("claim") ?? "",
            namespace: finding.parameters.text("namespace"))
    }

    /// The scope of a taint that keeps pods off, or else of what the template asks of nodes.
    static func untoleratedTaint(of finding: Finding) -> CauseScope {
        finding.parameters.text("taint").map { .shared("untolerated taint \($0)") } ?? .daemonSet(fault: "eligibility")
    }
}
