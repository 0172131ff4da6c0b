import ClusterSnapshot
import KubernetesModel

/// Addresses of host-network pods that are none of their node's: what nodes had before.
///
/// The kubelet gives a host-network pod its node's address once and never changes it, while it keeps the node's own and
/// the pod's hostIP up to date (`generateAPIPodStatus`).
struct StrayAddresses: Sendable {
    /// The node of the pods with such an address; empty where pods of several nodes have it, as they do where nobody runs
    /// them: an address is one machine's.
    private var nodes: [String: String] = [:]

    init(_ index: ClusterIndex) {
        // The spec is looked at once for pods that share it and stand together.
        var last: (spec: Shared<PodSpec>, isHostNetwork: Bool)?
        let pods = index.snapshot.pods
        for place in pods.indices {
            if last?.spec !== pods[place].sharedSpec {
                last = (pods[place].sharedSpec, pods[place].spec.isHostNetwork)
            }
            guard last?.isHostNetwork ?? false, !pods[place].isTerminal else { continue }
            let pod = pods[place]
            guard let position = index.nodeByName[pod.nodeName] else { continue }
            let node = index.snapshot.nodes[position]
            guard Self.isStray(pod, on: node) else { continue }
            let address = pod.status.address
            nodes[address] = nodes[address].map { $0 == node.name ? $0 : "" } ?? node.name
        }
    }

    /// Whether the pod kept an address that its node had before.
    func isOld(_ pod: Pod, on node: Node) -> Bool {
        nodes[pod.status.address] == node.name && !pod.isTerminal && pod.spec.isHostNetwork
            && Self.isStray(pod, on: node)
    }

    private static func isStray(_ pod: Pod, on node: Node) -> Bool {
        let status = pod.status
        guard !status.address.isEmpty, !node.addresses.isEmpty, !node.addresses.contains(status.address) else {
            return false
        }
        // A kubelet that has the node's present address is at work; who doesn't know it may be at fault itself.
        return node.addresses.contains(status.hostAddress) && NodeLimitation(of: node) == nil
    }
}
