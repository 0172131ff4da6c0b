import ClusterSnapshot
import KubernetesModel

/// VolumeZone: a bound volume's zone labels must be among the node's (`plugins/volumezone`).
struct VolumeZoneFilter: Filter {
    static let scope = FilterScope.volumes

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
