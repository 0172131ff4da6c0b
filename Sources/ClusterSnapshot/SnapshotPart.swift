import KubernetesModel

/// A part of a cluster that a snapshot can lack, and that rules read.
package enum SnapshotPart: Hashable, Sendable {
    /// The objects of a kind.
    case objects(ObjectKind)
    /// What a DaemonSet's pods don't show of it: node affinity, update strategy, status, and that it is there at all
    /// where it has none.
    case daemonSetSpec
    /// The pods of other namespaces than those whose DaemonSets were saved: they only take room.
    case podsOfOtherNamespaces
    /// The last lines that containers wrote.
    case containerLogs
    /// The measurements of kubelets on nodes under pressure.
    case kubeletSummaries

    package static let nodes = Self.objects(.node)
    package static let pods = Self.objects(.pod)
    package static let daemonSets = Self.objects(.daemonSet)
    package static let controllerRevisions = Self.objects(.controllerRevision)
    package static let events = Self.objects(.event)
    package static let services = Self.objects(.service)
    package static let podDisruptionBudgets = Self.objects(.podDisruptionBudget)
    package static let priorityClasses = Self.objects(.priorityClass)
    package static let runtimeClasses = Self.objects(.runtimeClass)
    package static let limitRanges = Self.objects(.limitRange)
    package static let persistentVolumeClaims = Self.objects(.persistentVolumeClaim)
    package static let persistentVolumes = Self.objects(.persistentVolume)
    package static let storageClasses = Self.objects(.storageClass)
    package static let namespaces = Self.objects(.namespace)
    package static let csiNodes = Self.objects(.csiNode)
    package static let podMetrics = Self.objects(.podMetrics)

    private static let others: [(part: SnapshotPart, name: String)] = [
        (.daemonSetSpec, "daemon-set-spec"), (.podsOfOtherNamespaces, "pods-of-other-namespaces"),
        (.containerLogs, "container-logs"), (.kubeletSummaries, "kubelet-summaries"),
    ]

    /// The word for it in saved snapshots: a kind, or a word with hyphens.
    package var name: String {
        if case .objects(let kind) = self { return kind.rawValue }
        return Self.others.first { $0.part == self }?.name ?? ""
    }

    /// Reads the word of a saved snapshot; nil for one that is neither a word for a part nor one of `kinds`.
    package init?(name: String, kinds: [ObjectKind]) {
        if let kind = kinds.first(where: { $0.rawValue == name }) {
            self = .objects(kind)
        } else if let other = Self.others.first(where: { $0.name == name }) {
            self = other.part
        } else {
            return nil
        }
    }
}
