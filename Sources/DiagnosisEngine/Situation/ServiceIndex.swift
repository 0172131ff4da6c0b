import ClusterSnapshot
import KubernetesModel
import Synchronization

/// The Services of a cluster by what they select, for a DaemonSet not to be compared with each of them.
struct ServiceIndex: Sendable {
    private struct DemandedLabel: Hashable {
        var namespace: String
        var label: Labels.Pair
    }

    private let services: [Service]
    /// Positions of the Services with a selector, by a label that they demand: of several the one that fewest demand.
    private let demanding: [DemandedLabel: [Int]]
    /// Positions of the Services that have a selector which no pod carries, by namespace, then by the selector's keys, then
    /// by the selector: of thousands that ask for the same one is compared.
    private let idleByKeys: [String: [[String]: [Labels: [Int]]]]
    /// The same by namespace and name, `logging/agent`.
    private let idleByName: [String: [Int]]
    /// Positions of the Services by their address inside the cluster.
    let byAddress: [String: Int]
    /// Positions of the Services by namespace and name.
    let byName: [String: Int]
    /// The namespaces of which the snapshot has Services.
    let namespaces: Set<String>
    private let selected = SelectedServices()

    /// - Parameters:
    ///   - services: the Services of the snapshot.
    ///   - podGroups: the pods of a namespace, those with the same labels together.
    init(_ services: [Service], podGroups: [String: [LabelledPods]]) {
        self.services = services
        byAddress = Dictionary(
            services.indices.filter { !services[$0].clusterIP.isEmpty && !services[$0].isHeadless }
                .map { (services[$0].clusterIP, $0) }
        ) { first, _ in first }
        byName = Dictionary(services.indices.map { (services[$0].metadata.qualifiedName, $0) }) { first, _ in first }
        namespaces = Set(services.map(\.namespace))
        var counts: [DemandedLabel: Int] = [:]
        let selecting = services.indices.filter { services[$0].hasSelector }
        func labels(of position: Int) -> [DemandedLabel] {
            (services[position].selector?.pairs ?? []).map {
                DemandedLabel(namespace: services[position].namespace, label: $0)
            }
        }
        for position in selecting { for label in labels(of: position) { counts[label, default: 0] += 1 } }
        var demanding: [DemandedLabel: [Int]] = [:]
        for position in selecting {
            guard let rarest = labels(of: position).min(by: { counts[$0] ?? 0 < counts[$1] ?? 0 }) else { continue }
            demanding[rarest, default: []].append(position)
        }
        self.demanding = demanding
        var met: Set<Int> = []
        for (namespace, groups) in podGroups {
            for group in groups {
                for label in group.labels.pairs {
                    for position in demanding[DemandedLabel(namespace: namespace, label: label)] ?? []
                    where !met.contains(position) && services[position].selects(group.labels) {
                        met.insert(position)
                    }
                }
            }
        }
        let idle = selecting.filter { !met.contains($0) }
        idleByKeys = Dictionary(grouping: idle) { services[$0].namespace }.mapValues { positions in
            Dictionary(grouping: positions) { services[$0].selector?.pairs.map(\.key) ?? [] }.mapValues { positions in
                Dictionary(grouping: positions) { services[$0].selector ?? Labels() }
            }
        }
        idleByName = Dictionary(grouping: idle) { "\(services[$0].namespace)/\(services[$0].name)" }
    }

    /// Positions of the Services of a namespace that no pod meets, and that ask for no other keys than these labels have and
    /// nearly for their values or have this name, in the order of the snapshot.
    func idle(
        near labels: Labels, where isNear: (Labels) -> Bool, named name: String, in namespace: String
    ) -> [Int] {
        var found = Set(idleByName["\(namespace)/\(name)"] ?? [])
        for (keys, selectors) in idleByKeys[namespace] ?? [:] where keys.allSatisfy({ labels[$0] != nil }) {
            for (selector, positions) in selectors where isNear(selector) { found.formUnion(positions) }
        }
        return found.sorted()
    }

    /// The Services of a namespace that mean pods with these labels, in the order of the snapshot.
    func selecting(_ labels: Labels, in namespace: String) -> [Service] {
        if let known = selected.services(of: labels, in: namespace) { return known }
        let found = labels.pairs.flatMap { demanding[DemandedLabel(namespace: namespace, label: $0)] ?? [] }
            .filter { services[$0].selects(labels) }.sorted().map { services[$0] }
        selected.keep(found, of: labels, in: namespace)
        return found
    }
}

/// The Services that many DaemonSets of the same labels share.
private final class SelectedServices: Sendable {
    private struct Key: Hashable {
        var namespace: String
        var labels: Labels
    }

    private let known = Mutex<[Key: [Service]]>([:])

    /// Fewer are found again as fast.
    private static let fewest = 16

    func services(of labels: Labels, in namespace: String) -> [Service]? {
        known.withLock { $0.isEmpty ? nil : $0[Key(namespace: namespace, labels: labels)] }
    }

    func keep(_ services: [Service], of labels: Labels, in namespace: String) {
        if services.count < Self.fewest { return }
        known.withLock { $0[Key(namespace: namespace, labels: labels)] = services }
    }
}

extension Service {
    /// Whether it finds pods by labels.
    fileprivate var hasSelector: Bool { selector.map { !$0.isEmpty && type != "ExternalName" } ?? false }
}
