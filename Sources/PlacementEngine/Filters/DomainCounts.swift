// bare numbers in this file: positions of nodes.
import KubernetesModel

/// Counts of pods by domain: by the label keys that rules name, and the nodes' values.
struct DomainCounts: Sendable {
    private var byKey: [(key: String, counts: [String: Int])] = []
    private var places = KeyPlaces()

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
        let place = places.place(of: key)
        if place == byKey.count { byKey.append((key, [:])) }
        return place
    }

    /// The count of one domain.
    subscript(key: String, value: String) -> Int {
        places[key].flatMap { byKey[$0].counts[value] } ?? 0
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
    private var places = KeyPlaces()

    var isEmpty: Bool { byKey.isEmpty }

    subscript(key: String) -> Int { places[key].map { byKey[$0].change } ?? 0 }

    mutating func add(_ change: Int, key: String) {
        let place = places.place(of: key)
        if place == byKey.count { byKey.append((key, 0)) }
        byKey[place].change += change
    }

    func contains(where isMeant: (String, Int) -> Bool) -> Bool { byKey.contains { isMeant($0.key, $0.change) } }
}

/// The places of label keys in the order in which they came: few as a rule, and thousands where somebody tries it.
private struct KeyPlaces: Sendable {
    private var keys: [String] = []
    /// The places by key; empty while there are few.
    private var byKey: [String: Int] = [:]

    /// Up to so many are looked through faster than searched.
    private static let few = 8

    subscript(key: String) -> Int? { keys.count > Self.few ? byKey[key] : keys.firstIndex(of: key) }

    /// The place of a key, behind all others where it is new.
    mutating func place(of key: String) -> Int {
        if let known = self[key] { return known }
        keys.append(key)
        if keys.count == Self.few + 1 {
            for (place, key) in keys.enumerated() { byKey[key] = place }
        } else if keys.count > Self.few {
            byKey[key] = keys.count - 1
        }
        return keys.count - 1
    }
}
