import ClusterSnapshot
import KubernetesModel

/// VolumeBinding: every claim exists, is bound or can be, to a volume that the node reaches (`plugins/volumebinding`).
struct VolumeBindingFilter: Filter {
    static let scope = FilterScope.volumes

    let refusalOfAllNodes: FilterFailure?
    private let boundClaims: [UsedClaim]
    /// The claims that wait for their first consumer, those with a chosen node first, then the smallest request.
    private let waitingClaims: [UsedClaim]
    private let index: ClusterIndex

    /// Nil when the pod uses no claim.
    init?(_ pod: TestedPod, in index: ClusterIndex) {
        let claims = UsedClaim.claims(of: pod, in: index)
        if claims.isEmpty { return nil }
        self.index = index
        refusalOfAllNodes = Self.refusal(of: claims).map { FilterFailure(.volumeBinding, [$0], isUnresolvable: true) }
        boundClaims = claims.filter(\.isBound)
        waitingClaims = claims.filter { !$0.isBound }.enumerated().sorted { left, right in
            // byPVCSize, after those that only have to be provisioned.
            let order = (left: Self.order(left.element), right: Self.order(right.element))
            return order.left == order.right ? left.offset < right.offset : order.left < order.right
        }.map(\.element)
    }

    private static func order(_ used: UsedClaim) -> Quantity {
        let isChosen = used.claim?.metadata.annotations[Annotation.selectedNode] != nil
        return isChosen ? .zero : used.claim?.requests["storage"] ?? .zero
    }

    /// The problem of the claims, on any node (`PreFilter`).
    private static func refusal(of claims: [UsedClaim]) -> FilterReason? {
        // podHasPVCs stops at the first claim that cannot be used.
        for used in claims {
            guard let claim = used.claim else {
                return used.isEphemeral ? .ephemeralClaimMissing(used.name) : .claimMissing(used.name)
            }
            if claim.phase == "Lost" { return .claimLost(claim: used.name, volume: claim.volumeName) }
            if claim.metadata.deletionTimestamp != nil { return .claimBeingDeleted(used.name) }
        }
        let immediate = claims.filter { used in
            let waits = used.storageClass?.waitsForFirstConsumer ?? false
            return !used.isBound && !(waits && used.claim?.volumeName.isEmpty == true)
        }
        return immediate.isEmpty ? nil : .claimsUnboundImmediate(immediate.map(\.name))
    }

    /// `FindPodVolumes`: bound and waiting claims are asked about both, in the order of its reasons.
    func failure(on view: NodeView) -> FilterFailure? {
        let bound = boundReason(view.node)
        let waiting = waitingReason(view.node)
        var reasons = [bound, waiting].compactMap { $0 }
        if case .volumeMissing? = bound, reasons.count == 2 { reasons.reverse() }
        return reasons.isEmpty ? nil : FilterFailure(.volumeBinding, reasons, isUnresolvable: true)
    }

    /// `checkBoundClaims`.
    private func boundReason(_ node: FilteredNode) -> FilterReason? {
        for used in boundClaims {
            guard let claim = used.claim else { continue }
            guard let volume = used.volume else {
                return .volumeMissing(claim: used.name, volume: claim.volumeName)
            }
            if !Self.reaches(node, volume) { return .volumeNodeAffinity(claim: used.name, volume: volume.name) }
        }
        return nil
    }

    /// `findMatchingVolumes` and `checkVolumeProvisions` for claims that wait for their first consumer.
    private func waitingReason(_ node: FilteredNode) -> FilterReason? {
        var chosen: Set<String> = []
        for used in waitingClaims {
            guard let selected = used.claim?.metadata.annotations[Annotation.selectedNode] else { continue }
            if selected != node.name { return .noVolumeToBind(claim: used.name) }
        }
        for used in waitingClaims {
            guard let claim = used.claim else { continue }
            if claim.metadata.annotations[Annotation.selectedNode] == nil,
                let volume = matchingVolume(for: claim, on: node, except: chosen)
            {
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

    /// The volume that is kept for the claim, or else the smallest free one that meets it
    /// (`volume.FindMatchingVolume`).
    private func matchingVolume(
        for claim: PersistentVolumeClaim, on node: FilteredNode, except chosen: Set<String>
    ) -> PersistentVolume? {
        let wanted = claim.requests["storage"] ?? .zero
        let candidates = index.snapshot.persistentVolumes.filter { volume in
            volume.className == claim.className && !chosen.contains(volume.name)
                && (volume.claimName.isEmpty || volume.isKept(for: claim))
                && (volume.capacity["storage"] ?? .zero) >= wanted && volume.isBlock == claim.isBlock
                && volume.metadata.deletionTimestamp == nil
        }
        // What is kept for the claim comes to the other nodes as little as any other volume.
        if let kept = candidates.first(where: { $0.isKept(for: claim) }) {
            return Self.reaches(node, kept) ? kept : nil
        }
        return candidates.filter { volume in
            volume.phase == "Available" && (claim.selector?.matches(volume.metadata.labels) ?? true)
                && claim.accessModes.allSatisfy(volume.accessModes.contains) && Self.reaches(node, volume)
        }.min { ($0.capacity["storage"] ?? .zero, $0.name) < ($1.capacity["storage"] ?? .zero, $1.name) }
    }

    /// Whether the volume's node affinity admits the node (`volume.CheckNodeAffinity`).
    private static func reaches(_ node: FilteredNode, _ volume: PersistentVolume) -> Bool {
        // CheckNodeAffinity knows labels only; the name of the node is none.
        volume.nodeAffinity?.matches(nodeName: node.name, labels: node.labels) ?? true
    }
}

extension PersistentVolume {
    /// Whether the volume is bound to the claim or kept for it (`IsVolumeBoundToClaim`).
    fileprivate func isKept(for claim: PersistentVolumeClaim) -> Bool {
        claimName == claim.name && claimNamespace == claim.namespace && (claimUID.isEmpty || claimUID == claim.uid)
    }
}
