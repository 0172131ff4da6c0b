// bare numbers in this file: positions of nodes.
import KubernetesModel

/// Counts of pods by domain: by the label keys that rules name, and the nodes' values.
struct DomainCounts: Sendable {
    private var byKey: [(key: String, counts: [String: Int])] = []

    /// Whether no pod was counted.
    var isEmpty: Bool { byKey.isEmpty }

    /// The label keys of the domains.
    var keys: [String] { byKey.map(\.key) }

    /// Counts a pod on each of these nodes, where the node has the label at all.
    mutating func add(_ positions: [Int32], key: String, in nodes: [FilteredNode]) {
        for position in positions {
            guard let value = nodes[Int(position)].labels[key] else { continue }
            // Only now: a key that no node has is no key of a domain.
            byKey[place(of: key)].counts[value, default: 0] += 1
        }
    }

    private mutating func place(of key: String) -> Int {
        if let known = byKey.firstIndex(where: { $0.key == key }) { return known }
        byKey.append((key, [:]))
        return byKey.count - 1
    }

    /// The count of one domain.
    subscript(key: String, value: String) -> Int {
        for entry in byKey where entry.key == key { return entry.counts[value] ?? 0 }
        return 0
    }

    /// Whether a domain of the node keeps a pod, `changes` taken in.
    func isAnyAbove(zero changes: DomainChanges, on node: FilteredNode) -> Bool {
        for entry in byKey {
            guard let value = node.labels[entry.key], let count = entry.counts[value] else { continue }
            if count + changes[entry.key] > 0 { return true }
        }
        return changes.contains { key, change in change > 0 && self[key, node.labels[key] ?? ""] + change > 0 }
    }

    /// Whether every domain is empty, `changes` on the node taken in.
    func isEmpty(with changes: DomainChanges, on node: FilteredNode) -> Bool {
        if changes.isEmpty { return !byKey.contains { entry in entry.counts.contains { $0.value != 0 } } }
        if changes.contains(where: { key, change in self[key, node.labels[key] ?? ""] + change != 0 }) { return false }
        return !byKey.contains { entry in
            let own = changes[entry.key] == 0 ? nil : node.labels[entry.key]
            return entry.counts.contains { $0.value != 0 && $0.key != own }
        }
    }
}

/// By how much the counts of one node's domains change, by label key.
struct DomainChanges {
    private var byKey: [(key: String, change: Int)] = []

    var isEmpty: Bool { byKey.isEmpty }

    subscript(key: String) -> Int {
        for entry in byKey where entry.key == key { return entry.change }
        return 0
    }

    mutating func add(_ change: Int, key: String) {
        if let place = byKey.firstIndex(where: { $0.key == key }) {
            byKey[place].change += change
        } else {
            byKey.append((key, change))
        }
    }

    func contains(where isMeant: (String, Int) -> Bool) -> Bool { byKey.contains { isMeant($0.key, $0.change) } }
}
