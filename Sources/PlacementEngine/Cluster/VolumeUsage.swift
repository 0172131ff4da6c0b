import ClusterSnapshot
import KubernetesModel

/// Which claims and CSI volumes the pods on the nodes use, and how many volumes each node can hold.
struct VolumeUsage: Sendable {
    /// A claim, by namespace and name.
    struct ClaimKey: Hashable, Sendable {
        var namespace: String
        var name: String
    }

    /// How many volumes of pods on nodes name each claim (`NodeInfo.PVCRefCounts`).
    private var claimCounts: [ClaimKey: Int] = [:]
    /// The volumes of the pods that have some, by the pods' positions.
    private(set) var volumesOfPod: [Int: Set<CSIVolume>] = [:]
    /// For nodes with a limit, by their positions: how many volumes of a driver they can hold (`getVolumeLimits`).
    private(set) var limitsOfNode: [Int: [String: Int]] = [:]

    /// The nodes' limits, without any pod.
    init(_ index: ClusterIndex) {
        for csiNode in index.snapshot.csiNodes {
            guard let node = index.nodeByName[csiNode.metadata.name] else { continue }
            for driver in csiNode.drivers {
                guard let count = driver.allocatableCount else { continue }
                limitsOfNode[node, default: [:]][driver.name] = Int(count)
            }
        }
    }

    /// Whether a pod on a node uses the claim.
    func isUsed(_ claim: ClaimKey) -> Bool { claimCounts[claim, default: 0] > 0 }

    /// Takes in a pod that comes to a node.
    mutating func add(_ pod: Pod, at position: Int, in index: ClusterIndex) {
        count(pod, 1)
        let claims = UsedClaim.claims(of: pod.spec.volumes, namespace: pod.namespace, podName: pod.name, in: index)
        volumesOfPod[position] = Set(claims.compactMap { $0.csiVolume(in: index) })
    }

    /// Leaves out a pod that goes from its node.
    mutating func remove(_ pod: Pod, at position: Int) {
        count(pod, -1)
        volumesOfPod[position] = nil
    }

    private mutating func count(_ pod: Pod, _ change: Int) {
        for volume in pod.spec.volumes {
            guard case .persistentVolumeClaim(let name) = volume.source else { continue }
            claimCounts[ClaimKey(namespace: pod.namespace, name: name), default: 0] += change
        }
    }
}
