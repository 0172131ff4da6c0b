import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import Wording

/// The DaemonSets that were asked for.
struct DaemonSetSelection: Equatable, Sendable {
    /// All of them when empty.
    var names: [DaemonSetName]
    /// Only those of this namespace; nil for all.
    var namespace: String?
    /// Whether no name of a namespace means all of them, also where there is a current one.
    var isEveryNamespaceMeant = false
    /// Only those with these labels; nil for all.
    var labels: LabelSelector?
    /// Whether ``namespace`` is the current one, which nobody named.
    private(set) var isNamespaceImplied = false

    init(
        names: [DaemonSetName] = [], namespace: String? = nil, isEveryNamespaceMeant: Bool = false,
        labels: LabelSelector? = nil
    ) {
        self.names = names
        self.namespace = namespace
        self.isEveryNamespaceMeant = isEveryNamespaceMeant
        self.labels = labels
    }

    /// The selection where `current` is the namespace that is meant when none is named; nil for all, which changes
    /// nothing.
    func completed(withCurrent current: String?) -> DaemonSetSelection {
        guard let current, namespace == nil, !isEveryNamespaceMeant else { return self }
        var completed = self
        if names.isEmpty {
            completed.namespace = current
            completed.isNamespaceImplied = true
        } else {
            completed.names = names.map { DaemonSetName(namespace: $0.namespace ?? current, name: $0.name) }
        }
        return completed
    }

    /// The selection with the names of those that have the labels.
    ///
    /// - Throws: ``CommandError/noDaemonSetSelected`` where none of what was asked for has them.
    func resolvingLabels(in snapshot: Snapshot) throws -> DaemonSetSelection {
        guard let labels else { return self }
        var resolved = self
        resolved.names = snapshot.daemonSets.filter {
            includes(namespace: $0.namespace, name: $0.name) && labels.matches($0.metadata.labels)
        }.map { DaemonSetName(namespace: $0.namespace, name: $0.name) }
        if resolved.names.isEmpty { throw CommandError.noDaemonSetSelected }
        return resolved
    }

    /// Whether nothing is left out.
    var isEverything: Bool { names.isEmpty && namespace == nil }

    /// Whether a DaemonSet was asked for.
    func includes(namespace: String, name: String) -> Bool {
        guard self.namespace == nil || self.namespace == namespace else { return false }
        return names.isEmpty
            || names.contains { $0.name == name && ($0.namespace == nil || $0.namespace == namespace) }
    }

    /// Makes sure that there is something for all that was asked for.
    ///
    /// - Throws: ``CommandError/daemonSetNotFound(_:nearest:)`` or ``CommandError/namespaceWithoutDaemonSets(_:nearest:)``:
    ///   a typo must not pass for a healthy cluster.
    func check(against snapshot: Snapshot) throws {
        let candidates = snapshot.daemonSets.map { ($0.namespace, $0.name) }
        if let namespace, !candidates.contains(where: { $0.0 == namespace }) {
            if isNamespaceImplied { throw CommandError.currentNamespaceWithoutDaemonSets(namespace) }
            let nearest = NearestName.completing(namespace, among: Set(candidates.map(\.0)).sorted())
            throw CommandError.namespaceWithoutDaemonSets(namespace, nearest: nearest)
        }
        for wanted in names {
            let namespace = wanted.namespace ?? namespace
            let isThere = candidates.contains { $0.1 == wanted.name && (namespace == nil || namespace == $0.0) }
            if !isThere {
                throw CommandError.daemonSetNotFound(
                    DaemonSetName(namespace: namespace, name: wanted.name),
                    nearest: nearest(to: wanted.name, namespace: namespace, among: candidates))
            }
        }
    }

    /// The diagnosis of what was asked for, and of the cluster's nodes as far as they bear on it.
    func selected(from diagnosis: ClusterDiagnosis) -> ClusterDiagnosis {
        guard !isEverything else { return diagnosis }
        let isIncluded = { (daemonSet: DaemonSetDiagnosis) in
            includes(namespace: daemonSet.namespace, name: daemonSet.name)
        }
        let nodes = Set(diagnosis.daemonSets.filter(isIncluded).flatMap(\.nodes).filter(\.shouldRun).map(\.node))
        return diagnosis.part(daemonSets: isIncluded) { finding in
            if finding.pods.isEmpty { return finding.nodes.contains(where: nodes.contains) }
            return names.isEmpty && finding.pods.contains { $0.hasPrefix("\(namespace ?? "")/") }
        }
    }

    /// The DaemonSet that was perhaps meant: the same name elsewhere before a similar one.
    private func nearest(to name: String, namespace: String?, among candidates: [(String, String)]) -> String? {
        if let same = candidates.filter({ $0.1 == name }).min(by: { $0.0 < $1.0 }) { return "\(same.0)/\(same.1)" }
        let here = candidates.filter { namespace == nil || namespace == $0.0 }
        let names = Set((here.isEmpty ? candidates : here).map(\.1)).sorted()
        guard
            let near = NearestName.completing(name, among: names)
                ?? NearestName.completing(name, among: Set(candidates.map(\.1)).sorted())
        else { return nil }
        let matches = here.contains { $0.1 == near } ? here : candidates
        return matches.filter { $0.1 == near }.map { "\($0.0)/\($0.1)" }.min()
    }
}
