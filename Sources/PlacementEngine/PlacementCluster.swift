import ClusterSnapshot
import KubernetesModel

/// The cluster as the scheduler sees it: what each node has left, and which pods other pods keep away.
///
/// Everything that does not depend on the pod to be placed is summed up here once.
public struct PlacementCluster: Sendable {
    public let index: ClusterIndex
    /// What is taken on each node, in the order of the snapshot's nodes.
    public private(set) var usage: [NodeUsage]
    /// Pods with the same namespace and labels, for selectors to be asked once a group.
    let podGroups: [PodGroup]
    /// Pods that keep others away, by what they keep away.
    let antiAffinityGroups: [AntiAffinityGroup]

    private let footprints: [PodFootprint]
    private let footprintOfPod: [Int32]

    public var snapshot: Snapshot { index.snapshot }

    public init(_ index: ClusterIndex) {
        self.index = index
        let snapshot = index.snapshot
        var usage = snapshot.nodes.map(NodeUsage.init)
        var table = FootprintTable()
        var footprintOfPod = [Int32](repeating: 0, count: snapshot.pods.count)
        var groups = PodGroupTable()
        var antiAffinity = AntiAffinityTable()
        for nodePosition in snapshot.nodes.indices {
            for position in index.podsByNode[nodePosition] {
                let pod = snapshot.pods[position]
                if pod.isTerminal { continue }
                let footprint = table.footprint(of: pod)
                footprintOfPod[position] = Int32(footprint)
                usage[nodePosition].add(position, table.footprints[footprint])
                groups.add(pod, node: nodePosition)
                antiAffinity.add(pod, node: nodePosition)
            }
        }
        self.usage = usage
        self.footprints = table.footprints
        self.footprintOfPod = footprintOfPod
        podGroups = groups.groups
        antiAffinityGroups = antiAffinity.finish(nodes: snapshot.nodes)
    }

    /// What the pod at `position` takes from its node.
    public func footprint(ofPodAt position: Int) -> PodFootprint { footprints[Int(footprintOfPod[position])] }

    /// The labels of a namespace; none when the snapshot does not have it.
    func labels(ofNamespace name: String) -> Labels { index.namespace(named: name)?.metadata.labels ?? Labels() }
}

/// Computes footprints once for each spec that pods share.
private struct FootprintTable {
    var footprints: [PodFootprint] = [PodFootprint(requests: ResourceAmounts(), hostPorts: [])]
    var bySpec: [ObjectIdentifier: Int] = [:]

    mutating func footprint(of pod: Pod) -> Int {
        let hasOwnRequests = PodRequests.hasStatusResources(pod)
        let key = ObjectIdentifier(pod.sharedSpec)
        if !hasOwnRequests, let known = bySpec[key] { return known }
        let requests = hasOwnRequests ? PodRequests.ofScheduled(pod) : PodRequests.ofUnscheduled(pod.spec)
        footprints.append(
            PodFootprint(requests: ResourceAmounts(requests), hostPorts: HostPort.ports(of: pod.spec)))
        if !hasOwnRequests { bySpec[key] = footprints.count - 1 }
        return footprints.count - 1
    }
}
