import ClusterSnapshot
import KubernetesModel

/// VolumeBinding: every claim exists, is bound or can be, to a volume that the node reaches (`plugins/volumebinding`).
struct VolumeBindingFilter: Filter {
    static let scope = FilterScope.volumes

    private let claims: [UsedClaim]
    private let index: ClusterIndex
    /// Reasons that hold on every node (`PreFilter`).
    private let everywhere: [FilterReason]

    /// Nil when the pod uses no claim.
    init?(_ pod: TestedPod, in index: ClusterIndex) {
        claims = UsedClaim.claims(of: pod, in: index)
        if claims.isEmpty { return nil }
        self.index = index
        everywhere = Self.reasonsEverywhere(claims)
    }

    private static func reasonsEverywhere(_ claims: [UsedClaim]) -> [FilterReason] {
        // podHasPVCs stops at the first claim that cannot be used.
        for used in claims {
            guard let claim = used.claim else { return [.claimMissing(used.name)] }
            if claim.phase == "Lost" { return [.claimLost(used.name)] }
            if claim.metadata.deletionTimestamp != nil { return [.claimBeingDeleted(used.name)] }
        }
        let immediate = claims.filter { used in
            let waits = used.storageClass?.waitsForFirstConsumer ?? false
            return !used.isBound && !(waits && used.claim?.volumeName.isEmpty == true)
        }
        return immediate.isEmpty ? [] : [.claimsUnboundImmediate(immediate.map(\.name))]
    }

    func failure(on view: NodeView) -> FilterFailure? {
        if !everywhere.isEmpty { return FilterFailure(.volumeBinding, everywhere, isUnresolvable: true) }
        let reason = boundReason(view.node) ?? unboundReason(view.node)
        return reason.map { FilterFailure(.volumeBinding, [$0], isUnresolvable: true) }
    }

    /// `checkBoundClaims`.
    private func boundReason(_ node: FilteredNode) -> FilterReason? {
        for used in claims where used.isBound {
            guard let claim = used.claim else { continue }
            guard let volume = used.volume else {
                return .volumeMissing(claim: used.name, volume: claim.volumeName)
            }
            if !Self.reaches(node, volume) { return .volumeNodeAffinity(claim: used.name, volume: volume.name) }
        }
        return nil
    }

    /// `findMatchingVolumes` and `checkVolumeProvisions` for claims that wait for their first consumer.
    private func unboundReason(_ node: FilteredNode) -> FilterReason? {
        var chosen: Set<String> = []
        for used in claims where !used.isBound {
            guard let claim = used.claim else { continue }
            if let selected = claim.metadata.annotations[Annotation.selectedNode] {
                if selected != node.name { return .noVolumeToBind(claim: used.name) }
            } else if let volume = matchingVolume(for: claim, class: used.storageClass, on: node, except: chosen) {
                chosen.insert(volume.name)
                continue
            }
            let provisioner = used.storageClass?.provisioner ?? ""
            if provisioner.isEmpty || provisioner == StorageClass.noProvisioner {
                return .noVolumeToBind(claim: used.name)
            }
            let topologies = used.storageClass?.allowedTopologies ?? []
            if !topologies.isEmpty,
                !topologies.contains(where: { $0.matches(nodeName: node.name, labels: node.labels) })
            {
                return .noVolumeToBind(claim: used.name)
            }
        }
        return nil
    }

    /// The smallest free volume that meets the claim (`volume.FindMatchingVolume`).
    private func matchingVolume(
        for claim: PersistentVolumeClaim, class storageClass: StorageClass?, on node: FilteredNode, except: Set<String>
    ) -> PersistentVolume? {
        let wanted = claim.requests["storage"] ?? .zero
        return index.snapshot.persistentVolumes.filter { volume in
            let isForClaim = volume.claimName == claim.name && volume.claimNamespace == claim.namespace
            let isFree = volume.claimName.isEmpty && volume.phase == "Available" || isForClaim
            return isFree && !except.contains(volume.name)
                && volume.storageClassName == (storageClass?.name ?? claim.storageClassName ?? "")
                && (volume.capacity["storage"] ?? .zero) >= wanted
                && claim.accessModes.allSatisfy(volume.accessModes.contains)
                && (claim.selector?.matches(volume.metadata.labels) ?? true) && Self.reaches(node, volume)
        }.min { ($0.capacity["storage"] ?? .zero, $0.name) < ($1.capacity["storage"] ?? .zero, $1.name) }
    }

    /// Whether the volume's node affinity admits the node (`volume.CheckNodeAffinity`).
    private static func reaches(_ node: FilteredNode, _ volume: PersistentVolume) -> Bool {
        // CheckNodeAffinity knows labels only; the name of the node is none.
        volume.nodeAffinity?.matches(nodeName: node.name, labels: node.labels) ?? true
    }
}
