import KubernetesModel
import PlacementEngine

/// Who holds a resource on some nodes, the greatest holders first.
struct ResourceHolder: Sendable {
    var workload: String
    var pods: Int
    /// The requests of all these pods, in the scheduler's unit.
    var total: WholeNumber
    var priority: WholeNumber

    /// How many holders a finding names.
    static let limit = 3

    /// The holders of `resource` on these nodes; with `pods` for the resource each pod counts one.
    static func greatest(
        of resource: String, on nodes: [NodeSituation], in situation: DaemonSetSituation
    ) -> [ResourceHolder] {
        greatest(of: resource, onNodesAt: nodes.map(\.position), in: situation.cluster.engine.cluster)
    }

    /// The same for nodes by their positions in the snapshot.
    static func greatest(
        of resource: String, onNodesAt positions: [Int], in cluster: PlacementCluster
    ) -> [ResourceHolder] {
        var holders: [ResourceHolder] = []
        var places: [String: Int] = [:]
        // The same places by the pods' owners, for which names need not be put together.
        var placesByOwner: [String: Int] = [:]
        func place(of pod: Pod) -> Int {
            let owner = pod.isMirror ? nil : pod.metadata.controller.flatMap { $0.kind == Node.kind ? nil : $0.uid }
            if let owner, !owner.isEmpty, let place = placesByOwner[owner] { return place }
            let name = Workload.name(of: pod)
            let place = places[name] ?? holders.count
            if place == holders.count {
                holders.append(ResourceHolder(workload: name, pods: 0, total: 0, priority: pod.priority))
            }
            places[name] = place
            // The name of a ReplicaSet's Deployment is told by the pod's labels.
            if let owner, !owner.isEmpty, pod.metadata.controller?.kind != "ReplicaSet" { placesByOwner[owner] = place }
            return place
        }
        for node in positions {
            for position in cluster.usage[node].pods {
                let amount =
                    resource == ResourceName.pods ? 1 : cluster.footprint(ofPodAt: position).requests[resource]
                if amount <= 0 { continue }
                let place = place(of: cluster.snapshot.pods[position])
                holders[place].pods += 1
                holders[place].total += amount
                holders[place].priority = min(holders[place].priority, cluster.snapshot.pods[position].priority)
            }
        }
        return Array(
            holders.sorted { ($1.total, $0.workload) < ($0.total, $1.workload) }.prefix(limit))
    }

    /// `apps/checkout ×28 (16.4Gi in all, priority 0)`.
    func text(of resource: String) -> String {
        let amount = ResourceAmounts.quantity(total, of: resource).readable(for: resource)
        let sum = resource == ResourceName.pods ? "" : "\(amount) in total, "
        return "\(workload) ×\(pods) (\(sum)priority \(priority))"
    }

    static let parameterDescriptions: [ParameterDescription] = [
        .text("workload"), .number("pods"), .text("amount", .optional), .number("priority", .optional),
    ]

    func parameters(of resource: String) -> Parameters {
        [
            "workload": .text(workload), "pods": .number(WholeNumber(pods)),
            "amount": .text(ResourceAmounts.quantity(total, of: resource).readable(for: resource)),
            "priority": .number(priority),
        ]
    }
}
