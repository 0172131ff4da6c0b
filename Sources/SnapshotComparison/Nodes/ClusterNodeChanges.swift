import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import Wording

/// The changes of the cluster's nodes themselves.
package struct ClusterNodeChanges: Equatable, Sendable {
    /// A change that several nodes share.
    package struct Shared: Equatable, Sendable {
        package var change: ObjectChange
        /// In natural order.
        package var nodes: [String]
    }

    /// The names of the nodes that only AFTER has, in natural order.
    package var added: [String]
    /// The names of the nodes that only BEFORE has, in natural order.
    package var removed: [String]
    /// The changes, by kind, then by the number of nodes that share them.
    package var changes: [Shared]

    /// Compares the nodes that `isWanted` picks by name.
    init(
        _ before: DiagnosedSnapshot, _ after: DiagnosedSnapshot, labels: Set<String>,
        isWanted: (String) -> Bool = { _ in true }
    ) {
        let (old, new) = (before.index.nodeByName, after.index.nodeByName)
        added = new.keys.filter { old[$0] == nil && isWanted($0) }.sorted(by: NaturalOrder.precedes)
        removed = old.keys.filter { new[$0] == nil && isWanted($0) }.sorted(by: NaturalOrder.precedes)
        var nodes: [ObjectChange: [String]] = [:]
        for (name, position) in new where isWanted(name) {
            guard let earlier = old[name] else { continue }
            let (one, other) = (before.snapshot.nodes[earlier], after.snapshot.nodes[position])
            for change in ObjectChanges.between(one, other, labels: labels) { nodes[change, default: []].append(name) }
        }
        changes = nodes.map { Shared(change: $0.key, nodes: $0.value.sorted(by: NaturalOrder.precedes)) }
            .sorted { Self.order($0) < Self.order($1) }
    }

    private static func order(_ shared: Shared) -> (Int, Int, String) {
        let rank = ObjectChange.Aspect.allCases.firstIndex(of: shared.change.aspect) ?? 0
        return (rank, -shared.nodes.count, shared.change.description)
    }

    /// Whether there is nothing to tell.
    package var isEmpty: Bool { added.isEmpty && removed.isEmpty && changes.isEmpty }

    /// The keys of the node labels by which these DaemonSets pick their nodes.
    static func labels(namedBy daemonSets: some Sequence<DaemonSet>) -> Set<String> {
        var keys: Set<String> = []
        for daemonSet in daemonSets {
            let spec = daemonSet.template.spec
            keys.formUnion(spec.nodeSelector.pairs.map(\.key))
            keys.formUnion(
                spec.requiredNodeAffinity?.terms.flatMap { $0.matchExpressions.map(\.key) } ?? [])
        }
        return keys
    }
}
