import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// Where the room goes on those nodes of a pool on which a DaemonSet finds none.
package struct PoolRoom: Equatable, Sendable {
    /// The pool's name; empty where no label tells.
    package var pool: String
    /// The full nodes, in natural order.
    package var nodes: [String]
    /// CPU, memory and the number of pods.
    package var resources: [Share]

    /// What is allocatable of one resource on these nodes together, and who asks for it.
    package struct Share: Equatable, Sendable {
        package var resource: String
        package var allocatable: WholeNumber
        package var requested: WholeNumber
        /// What the node with most room has left.
        package var mostFree: WholeNumber
        /// Whether a finding says that it is short.
        package var isShort: Bool
        /// Those that ask for most first.
        package var holders: [Holder]
    }

    /// A workload with its pods on these nodes.
    package struct Holder: Equatable, Sendable {
        package var workload: String
        package var pods: Int
        package var requested: WholeNumber
    }

    private static let codes: Set<FindingCode> = [.insufficientResource, .nodePodLimitReached]

    /// The pools with such nodes: those with most of them first.
    static func all(in engine: PlacementEngine, _ daemonSets: [DaemonSetDiagnosis]) -> [PoolRoom] {
        var short: [String: Set<String>] = [:]
        for finding in daemonSets.flatMap(\.findings) where codes.contains(finding.code) {
            let resource =
                finding.code == .nodePodLimitReached
                ? ResourceName.pods : finding.parameters.text("resource") ?? ""
            for node in finding.nodes { short[node, default: []].insert(resource) }
        }
        guard !short.isEmpty else { return [] }
        let snapshot = engine.snapshot
        let full = snapshot.nodes.indices.filter { short[snapshot.nodes[$0].name] != nil }
        let pools = Dictionary(grouping: full) { NodePool.name(of: snapshot.nodes[$0]) ?? "" }
        return pools.map { pool, nodes in
            room(
                of: pool, nodes, short: nodes.reduce(into: []) { $0.formUnion(short[snapshot.nodes[$1].name] ?? []) },
                in: engine)
        }.sorted { left, right in
            left.nodes.count != right.nodes.count
                ? left.nodes.count > right.nodes.count : NaturalOrder.precedes(left.pool, right.pool)
        }
    }

    private static func room(
        of pool: String, _ nodes: [Int], short: Set<String>, in engine: PlacementEngine
    ) -> PoolRoom {
        let snapshot = engine.snapshot
        var allocatable = ResourceAmounts()
        var podLimit: WholeNumber = 0
        var free: [(amounts: ResourceAmounts, pods: WholeNumber)] = []
        var held: [String: (amounts: ResourceAmounts, pods: Int)] = [:]
        for node in nodes {
            let usage = engine.cluster.usage[node]
            allocatable.add(usage.allocatable)
            podLimit += usage.allowedPodNumber
            var left = usage.allocatable
            left.add(usage.requested, sign: -1)
            free.append((left, usage.allowedPodNumber - WholeNumber(usage.pods.count)))
            for pod in usage.pods {
                let name = Workload.name(of: snapshot.pods[pod])
                held[name, default: (ResourceAmounts(), 0)].amounts.add(
                    engine.cluster.footprint(ofPodAt: pod).requests)
                held[name, default: (ResourceAmounts(), 0)].pods += 1
            }
        }
        func share(
            _ resource: String, _ total: WholeNumber, _ amount: (ResourceAmounts, WholeNumber) -> WholeNumber
        ) -> Share {
            let holders = held.map {
                Holder(workload: $0, pods: $1.pods, requested: amount($1.amounts, WholeNumber($1.pods)))
            }
            .filter { $0.requested > 0 }.sorted { ($1.requested, $0.workload) < ($0.requested, $1.workload) }
            return Share(
                resource: resource, allocatable: total, requested: holders.reduce(0) { $0 + $1.requested },
                mostFree: max(free.map { amount($0.amounts, $0.pods) }.max() ?? 0, 0),
                isShort: short.contains(resource), holders: holders)
        }
        let others = short.subtracting([ResourceName.cpu, ResourceName.memory, ResourceName.pods, ""]).sorted()
        let resources =
            [
                share(ResourceName.cpu, allocatable.milliCPU) { amounts, _ in amounts.milliCPU },
                share(ResourceName.memory, allocatable.memory) { amounts, _ in amounts.memory },
                share(ResourceName.pods, podLimit) { _, pods in pods },
            ] + others.map { name in share(name, allocatable[name]) { amounts, _ in amounts[name] } }
        return PoolRoom(
            pool: pool, nodes: nodes.map { snapshot.nodes[$0].name }.sorted(by: NaturalOrder.precedes),
            resources: resources.filter(\.isShort) + resources.filter { !$0.isShort })
    }
}
