import ClusterSnapshot
import KubernetesModel

/// How many volumes of a CSI driver a node can hold, and who has them.
public struct VolumeLimit: Sendable {
    /// The driver's name.
    public var driver: String
    /// How many volumes of the driver the node can hold; nil where the snapshot lacks its CSINode.
    public var most: Int?
    /// The volumes of the driver that pods on the node use.
    public var attached: Int
    /// Those pods, by their positions in the snapshot.
    public var pods: [Int]
}

extension PlacementCluster {
    /// The limit of a driver on the node at `position`.
    public func volumeLimit(of driver: String, onNodeAt position: Int) -> VolumeLimit {
        var attached: Set<CSIVolume> = []
        var holders: [Int] = []
        for pod in usage[position].pods {
            let own = (volumes.volumesOfPod[pod] ?? []).filter { $0.driver == driver }
            if own.isEmpty { continue }
            attached.formUnion(own)
            holders.append(pod)
        }
        return VolumeLimit(
            driver: driver, most: volumes.limitsOfNode[position]?[driver], attached: attached.count, pods: holders)
    }

    /// The CSI drivers of the pod's claims, sorted by name.
    public func volumeDrivers(of pod: Pod) -> [String] {
        let claims = UsedClaim.claims(of: pod.spec.volumes, namespace: pod.namespace, podName: pod.name, in: index)
        return Set(claims.compactMap { $0.csiVolume(in: index)?.driver }).sorted()
    }
}
