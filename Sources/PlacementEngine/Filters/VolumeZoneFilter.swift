import ClusterSnapshot
import KubernetesModel

/// VolumeZone: a bound volume's zone labels must be among the node's (`plugins/volumezone`).
struct VolumeZoneFilter: Filter {
    static let scope = FilterScope.volumes

    let refusalOfAllNodes: FilterFailure?
    private let topologies: [VolumeTopology]

    /// One zone or region label of a volume (`pvTopology`).
    private struct VolumeTopology: Sendable {
        var claim: String
        var volume: String
        var key: String
        var values: Set<String>
    }

    private static let topologyLabels = [
        NodeLabel.betaZone, NodeLabel.betaRegion, NodeLabel.zone, NodeLabel.region,
    ]

    /// Nil when every claim is as it should be and no bound volume of the pod carries a zone label.
    init?(_ pod: TestedPod, in index: ClusterIndex) {
        var topologies: [VolumeTopology] = []
        var refusal: FilterReason?
        for used in UsedClaim.claims(of: pod, in: index) where !used.isEphemeral {
            refusal = Self.refusal(of: used, in: index)
            if refusal != nil { break }
            guard let volume = used.volume else { continue }
            for key in Self.topologyLabels {
                guard let text = volume.metadata.labels[key], let zones = Self.zones(in: text) else { continue }
                topologies.append(
                    VolumeTopology(claim: used.name, volume: volume.name, key: key, values: zones))
            }
        }
        if topologies.isEmpty, refusal == nil { return nil }
        self.topologies = topologies
        refusalOfAllNodes = refusal.map { FilterFailure(.volumeZone, [$0], isUnresolvable: true) }
    }

    /// The problem of a claim, on any node (`getPVbyPod`).
    private static func refusal(of used: UsedClaim, in index: ClusterIndex) -> FilterReason? {
        guard let claim = used.claim else { return .claimMissing(used.name) }
        if !claim.volumeName.isEmpty {
            return used.volume == nil ? .boundVolumeMissing(claim: used.name, volume: claim.volumeName) : nil
        }
        if claim.className.isEmpty { return .claimWithoutVolumeAndClass(claim: used.name) }
        guard let storageClass = used.storageClass else {
            return .storageClassMissing(claim: used.name, storageClass: claim.className)
        }
        return storageClass.waitsForFirstConsumer ? nil : .claimWithoutVolume(claim: used.name)
    }

    func failure(on view: NodeView) -> FilterFailure? {
        let labels = view.node.labels
        // A node without any zone label is let through: it belongs to a cluster of one zone.
        if !Self.topologyLabels.contains(where: { labels[$0] != nil }) { return nil }
        let unmet = topologies.first { topology in
            let actual = labels[topology.key] ?? Self.translated(topology.key).flatMap { labels[$0] }
            return !(actual.map(topology.values.contains) ?? false)
        }
        return unmet.map {
            FilterFailure(.volumeZone, [.volumeZone(claim: $0.claim, volume: $0.volume)], isUnresolvable: true)
        }
    }

    /// The zones of a volume's label, which may name several, joined with two underscores; nil for a label that is
    /// passed over because one of its zones is empty (`LabelZonesToSet`).
    private static func zones(in value: String) -> Set<String>? {
        var zones: Set<String> = []
        var rest = Substring(value)
        while true {
            let separator = rest.indices.first { rest[$0...].hasPrefix("__") }
            let zone = rest[..<(separator ?? rest.endIndex)].trimmingWhitespace
            if zone.isEmpty { return nil }
            zones.insert(zone)
            guard let separator else { return zones }
            rest = rest[rest.index(separator, offsetBy: 2)...]
        }
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

extension Substring {
    /// Without white space at either end.
    fileprivate var trimmingWhitespace: String {
        let head = drop(while: \.isWhitespace)
        guard let last = head.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(head[...last])
    }
}
