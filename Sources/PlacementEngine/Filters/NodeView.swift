/// A node as filters see it: its object and its usage, after pods were taken off or added.
struct NodeView {
    let position: Int
    let node: FilteredNode
    /// The usage without the pods that were taken off.
    var usage: NodeUsage
    /// The pods that were taken off the node, as positions in the snapshot.
    var removed: Set<Int> = []
    /// The pods that were put on the node: those that wait for it.
    var added: [Int] = []
    /// What filters count of the pods taken off and put on so far, kept where many pods are tried one after the other.
    var counts: ViewCounts?

    /// Up to so many pods are looked for one by one.
    private static let few = 8

    /// The node with these pods on it as well.
    func adding(_ pods: [Int], in cluster: PlacementCluster) -> NodeView {
        var view = self
        view.counts = nil
        for pod in pods { view.usage.add(pod, cluster.footprint(ofPodAt: pod)) }
        view.added += pods
        return view
    }

    /// Takes pods off the node that have lost their places, whoever owns them.
    mutating func takeOff(evicted pods: [Int], in cluster: PlacementCluster) {
        for pod in pods where usage.pods.contains(pod) {
            usage.remove(pod, cluster.footprint(ofPodAt: pod))
            removed.insert(pod)
        }
    }

    /// Takes the owned ones of these pods off the node. Those that nobody owns stay until they are adopted.
    mutating func takeOff(_ ownPods: [Int], in cluster: PlacementCluster) {
        if ownPods.count > Self.few {
            // Thousands of them on one node, as nobody has them but to try what happens.
            var gone = Set(usage.pods)
            gone.formIntersection(
                ownPods.lazy.filter { cluster.pods[$0].metadata.ownerReferences.contains(where: \.isController) })
            usage.remove(gone, cluster.footprint(ofPodAt:))
            removed.formUnion(gone)
            return
        }
        for pod in ownPods
        where cluster.pods[pod].metadata.ownerReferences.contains(where: \.isController) && usage.pods.contains(pod) {
            usage.remove(pod, cluster.footprint(ofPodAt: pod))
            removed.insert(pod)
        }
    }
}
