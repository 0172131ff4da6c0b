import ClusterSnapshot
import KubernetesModel

/// The Services of a cluster by what they select, for a DaemonSet not to be compared with each of them.
struct ServiceIndex: Sendable {
    private struct DemandedLabel: Hashable {
        var namespace: String
        var label: Labels.Pair
    }

    private let services: [Service]
    /// Positions of the Services with a selector, by a label that they demand: of several the one that fewest demand.
    private let demanding: [DemandedLabel: [Int]]
    /// Positions of the Services that have a selector which no pod carries, by namespace and then by the selector's keys.
    private let idleByKeys: [String: [[String]: [Int]]]
    /// The same by namespace and name, `logging/agent`.
    private let idleByName: [String: [Int]]
    /// Positions of the Services by their address inside the cluster.
    let byAddress: [String: Int]
    /// Positions of the Services by namespace and name.
    let byName: [String: Int]
    /// The namespaces of which the snapshot has Services.
    let namespaces: Set<String>

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
            Dictionary(grouping: positions) { services[$0].selector?.pairs.map(\.key) ?? [] }
        }
        idleByName = Dictionary(grouping: idle) { "\(services[$0].namespace)/\(services[$0].name)" }
    }

    /// Positions of the Services of a namespace that no pod meets, and that ask for no other keys than these labels have
    /// or have this name, in the order of the snapshot.
    func idle(near labels: Labels, named name: String, in namespace: String) -> [Int] {
        var found = Set(idleByName["\(namespace)/\(name)"] ?? [])
        for (keys, positions) in idleByKeys[namespace] ?? [:] where keys.allSatisfy({ labels[$0] != nil }) {
            found.formUnion(positions)
        }
        return found.sorted()
    }

    /// Positions of the Services of a namespace that mean pods with these labels, in the order of the snapshot.
    func selecting(_ labels: Labels, in namespace: String) -> [Int] {
        labels.pairs.flatMap { demanding[DemandedLabel(namespace: namespace, label: $0)] ?? [] }
            .filter { services[$0].selects(labels) }.sorted()
    }
}

extension Service {
    /// Whether it finds pods by labels.
    fileprivate var hasSelector: Bool { selector.map { !$0.isEmpty && type != "ExternalName" } ?? false }
}
