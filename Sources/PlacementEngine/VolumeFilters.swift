import ClusterSnapshot
import KubernetesModel

/// A claim that the tested pod uses, as the snapshot has it.
struct UsedClaim: Sendable {
    var name: String
    /// Nil when there is no such claim.
    var claim: PersistentVolumeClaim?
    var volume: PersistentVolume?
    var storageClass: StorageClass?

    /// The claims of a pod's volumes, in their order.
    static func claims(of pod: TestedPod, in index: ClusterIndex) -> [UsedClaim] {
        // An ephemeral claim is named after the pod, so only a pod that is there has one.
        var podName: String?
        if case .pod(let position) = pod.origin { podName = index.snapshot.pods[position].name }
        return claims(of: pod.spec.volumes, namespace: pod.namespace, podName: podName, in: index)
    }

    /// The claims behind `volumes`, in their order.
    static func claims(
        of volumes: [Volume], namespace: String, podName: String?, in index: ClusterIndex
    ) -> [UsedClaim] {
        volumes.compactMap { volume in
            guard let name = claimName(of: volume, podName: podName) else { return nil }
            var used = UsedClaim(name: name, claim: index.claim(namespace: namespace, name: name))
            guard let claim = used.claim else { return used }
            used.volume = index.volumeByName[claim.volumeName].map { index.snapshot.persistentVolumes[$0] }
            used.storageClass = index.storageClass(of: claim)
            return used
        }
    }

    private static func claimName(of volume: Volume, podName: String?) -> String? {
        switch volume.source {
        case .persistentVolumeClaim(let name): return name
        // `ephemeral.VolumeClaimName`.
        case .ephemeral: return podName.map { "\($0)-\(volume.name)" }
        default: return nil
        }
    }

    /// Whether the claim is bound, as the scheduler's binder sees it (`isVolumeBound`).
    var isBound: Bool { claim.map { !$0.volumeName.isEmpty && $0.phase == "Bound" } ?? false }
}

extension ClusterIndex {
    /// The class of a claim: its own, or the default one of the cluster (`GetPersistentVolumeClaimClass`).
    func storageClass(of claim: PersistentVolumeClaim) -> StorageClass? {
        if let name = claim.storageClassName {
            return storageClassByName[name].map { snapshot.storageClasses[$0] }
        }
        return snapshot.storageClasses.filter(\.isDefault).max { left, right in
            // Of several defaults the newest counts (`GetDefaultClass`).
            (left.metadata.creationTimestamp ?? Timestamp(seconds: 0), right.name)
                < (right.metadata.creationTimestamp ?? Timestamp(seconds: 0), left.name)
        }
    }
}

/// VolumeBinding: every claim exists, is bound or can be, to a volume that the node reaches (`plugins/volumebinding`).
struct VolumeBindingFilter: Filter {
    private let claims: [UsedClaim]
    private let index: ClusterIndex
    /// What refuses the pod whatever the node (`PreFilter`).
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

/// VolumeZone: a bound volume's zone labels must be among the node's (`plugins/volumezone`).
struct VolumeZoneFilter: Filter {
    private let volumes: [(claim: String, volume: PersistentVolume)]

    private static let topologyLabels = [
        NodeLabel.betaZone, NodeLabel.betaRegion, NodeLabel.zone, NodeLabel.region,
    ]

    /// Nil when no bound volume of the pod carries a zone label.
    init?(_ pod: TestedPod, in index: ClusterIndex) {
        volumes = UsedClaim.claims(of: pod, in: index).compactMap { used in
            guard let volume = used.volume,
                Self.topologyLabels.contains(where: { volume.metadata.labels[$0] != nil })
            else { return nil }
            return (used.name, volume)
        }
        if volumes.isEmpty { return nil }
    }

    func failure(on view: NodeView) -> FilterFailure? {
        let labels = view.node.labels
        // A node without any zone label is let through: it belongs to a cluster of one zone.
        if !Self.topologyLabels.contains(where: { labels[$0] != nil }) { return nil }
        for (claim, volume) in volumes {
            for key in Self.topologyLabels {
                guard let value = volume.metadata.labels[key] else { continue }
                let actual = labels[key] ?? Self.translated(key).flatMap { labels[$0] }
                // LabelZonesToSet: a volume's label may name several zones, joined with two underscores.
                let zones = Self.zones(in: value)
                if !zones.contains(actual ?? "") {
                    return FilterFailure(
                        .volumeZone, [.volumeZone(claim: claim, volume: volume.name)], isUnresolvable: true)
                }
            }
        }
        return nil
    }

    private static func zones(in value: String) -> [String] {
        var zones: [String] = []
        var rest = Substring(value)
        while let separator = rest.firstIndex(of: "_"), rest[rest.index(after: separator)...].first == "_" {
            zones.append(String(rest[..<separator]))
            rest = rest[rest.index(separator, offsetBy: 2)...]
        }
        return zones + [String(rest)]
    }

    /// The label of today for one of the beta labels (`translateToGALabel`).
    private static func translated(_ key: String) -> String? {
        switch key {
        case NodeLabel.betaZone: return NodeLabel.zone
        case NodeLabel.betaRegion: return NodeLabel.region
        default: return nil
        }
    }
}
