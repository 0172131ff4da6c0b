import KubernetesModel
import Wording

/// How many pods of a node have addresses of the pod network.
struct AddressUse {
    /// Pods with an address of their own, on the node with most of them.
    var pods: Int
    /// How many the node may have.
    var limit: WholeNumber?

    init(on nodes: [NodeSituation], in situation: DaemonSetSituation) {
        var most: (pods: Int, limit: WholeNumber?) = (0, nil)
        for node in nodes {
            let pods = situation.index.podsByNode[node.position].lazy.map { situation.snapshot.pods[$0] }.count {
                !$0.spec.isHostNetwork && $0.status.phase == .running
            }
            if pods >= most.pods { most = (pods, node.node.allocatable[ResourceName.pods]?.units) }
        }
        self = Self(pods: most.pods, limit: most.limit)
    }

    private init(pods: Int, limit: WholeNumber?) {
        self.pods = pods
        self.limit = limit
    }

    /// Whether the node may have twice as many pods: addresses that pods hold cannot be used up then.
    var isSmall: Bool { limit.map { WholeNumber(pods) < $0 / 2 } ?? false }

    var parameters: Parameters {
        var parameters: Parameters = ["addressedPods": .number(WholeNumber(pods)), "holdsFewPods": .truth(isSmall)]
        parameters["podLimit"] = limit.map { .number($0) }
        return parameters
    }

    var sentence: String {
        guard isSmall, let limit else { return "" }
        return " Only \(pods) of at most \(Wording.count(limit, "pod")) on the node \(pods == 1 ? "has" : "have") an "
            + "address: pods that are gone hold the rest, or the subnet has none left."
    }
}
