import ClusterSnapshot
import KubernetesModel

/// Data that a DaemonSet's placement depends on and the snapshot lacks.
struct SnapshotGaps {
    private let gaps: [Gap]

    init(_ snapshot: Snapshot) { gaps = snapshot.gaps }

    /// A sentence for each gap, without its end.
    func texts(for daemonSet: DaemonSet) -> [String] {
        gaps.filter { concerns($0, daemonSet) }.map { gap in
            var text = gap.detail
            while text.last == "." { text.removeLast() }
            return text
        }
    }

    private func concerns(_ gap: Gap, _ daemonSet: DaemonSet) -> Bool {
        switch gap.code {
        case .podsMissing, .podsPartial, .nodesMissing, .nodesPartial, .namespacesPartial: return true
        case .persistentVolumeClaimsMissing, .persistentVolumesMissing, .storageClassesMissing, .csiNodesMissing:
            return daemonSet.template.spec.volumes.contains { volume in
                switch volume.source {
                case .persistentVolumeClaim, .ephemeral: true
                default: false
                }
            }
        // Damage may be of anything, unless it tells of what.
        default: return gap.isDamage && (gap.missing.isEmpty || gap.missing.contains(where: Self.isPlaced))
        }
    }

    private static let placed: [ObjectKind] = [
        .node, .pod, .namespace, .priorityClass, .runtimeClass, .limitRange, .resourceQuota, .serviceAccount,
    ]

    /// Whether placement or admission look at it.
    private static func isPlaced(_ part: SnapshotPart) -> Bool {
        switch part {
        case .objects(let kind): placed.contains(kind)
        case .podsOfOtherNamespaces: true
        default: false
        }
    }
}
