import ClusterSnapshot
import KubernetesModel

/// VolumeBinding: every claim exists, is bound or can be, to a volume that the node reaches (`plugins/volumebinding`).
struct VolumeBindingFilter: Filter {
    static let scope = FilterScope.volumes

    let refusalOfAllNodes: FilterFailure?
    private let boundClaims: [UsedClaim]
    /// The claims that wait for their first consumer, those with a chosen node first, then the smallest request.
    private let waitingClaims: [WaitingClaim]

    /// A claim that waits for its first consumer, with the volumes that could become its own on some node.
    private struct WaitingClaim: Sendable {
        let used: UsedClaim
        /// The volumes that are kept for the claim.
        let kept: [PersistentVolume]
        /// The free volumes that meet it, the smallest first.
        let free: [PersistentVolume]
    }

    /// Nil when the pod uses no claim.
    init?(_ pod: TestedPod, in index: ClusterIndex) {
        let claims = UsedClaim.claims(of: pod, in: index)
        if claims.isEmpty { return nil }
        refusalOfAllNodes = Self.refusal(of: claims).map { FilterFailure(.volumeBinding, [$0], isUnresolvable: true) }
        boundClaims = claims.filter(\.isBound)
        let waiting = claims.filter { !$0.isBound }.enumerated().sorted { left, right in
            // byPVCSize, after those that only have to be provisioned.
            let order = (left: Self.order(left.element), right: Self.order(right.element))
            return order.left == order.right ? left.offset < right.offset : order.left < order.right
        }.map(\.element)
        waitingClaims = refusalOfAllNodes == nil ? Self.withVolumes(waiting, in: index.snapshot.persistentVolumes) : []
    }

    /// The claims with the volumes that meet them: those that ask for the same share what is found.
    private static func withVolumes(_ claims: [UsedClaim], in all: [PersistentVolume]) -> [WaitingClaim] {
        if claims.isEmpty { return [] }
        let byClass = Dictionary(
            grouping: all.lazy.filter { $0.metadata.deletionTimestamp == nil }, by: \.className)
        var known: [Demand: [PersistentVolume]] = [:]
        return claims.map { used in
            guard let claim = used.claim, let volumes = byClass[claim.className] else {
                return WaitingClaim(used: used, kept: [], free: [])
            }
            let demand = Demand(claim)
            let free =
                known[demand]
                ?? volumes.filter { volume in
                    volume.claimName.isEmpty && demand.isMet(by: volume) && volume.phase == "Available"
                        && (claim.selector?.matches(volume.metadata.labels) ?? true)
                        && claim.accessModes.allSatisfy(volume.accessModes.contains)
                }.sorted { ($0.capacity["storage"] ?? .zero, $0.name) < ($1.capacity["storage"] ?? .zero, $1.name) }
            known[demand] = free
            return WaitingClaim(
                used: used, kept: volumes.filter { $0.isKept(for: claim) && demand.isMet(by: $0) }, free: free)
        }
    }

    /// What a claim asks of a volume.
    private struct Demand: Hashable {
        let className: String
        let storage: Quantity
        let isBlock: Bool
        let accessModes: [String]
        let selector: LabelSelector?

        init(_ claim: PersistentVolumeClaim) {
            className = claim.className
            storage = claim.requests["storage"] ?? .zero
            isBlock = claim.isBlock
            accessModes = claim.accessModes
            selector = claim.selector
        }

        func isMet(by volume: PersistentVolume) -> Bool {
            (volume.capacity["storage"] ?? .zero) >= storage && volume.isBlock == isBlock
        }
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
        for waiting in waitingClaims {
            guard let selected = waiting.used.claim?.metadata.annotations[Annotation.selectedNode] else { continue }
            if selected != node.name { return .noVolumeToBind(claim: waiting.used.name) }
        }
        for waiting in waitingClaims {
            let used = waiting.used
            guard let claim = used.claim else { continue }
            if claim.metadata.annotations[Annotation.selectedNode] == nil,
                let volume = Self.matchingVolume(for: waiting, on: node, except: chosen)
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
    private static func matchingVolume(
        for claim: WaitingClaim, on node: FilteredNode, except chosen: Set<String>
    ) -> PersistentVolume? {
        // What is kept for the claim comes to the other nodes as little as any other volume.
        if let kept = claim.kept.first(where: { !chosen.contains($0.name) }) { return reaches(node, kept) ? kept : nil }
        return claim.free.first { !chosen.contains($0.name) && reaches(node, $0) }
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
