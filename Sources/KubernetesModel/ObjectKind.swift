/// The kinds of objects that a snapshot holds; all others are passed over.
package enum ObjectKind: String, CaseIterable, Sendable {
    case node = "Node"
    case pod = "Pod"
    case daemonSet = "DaemonSet"
    case controllerRevision = "ControllerRevision"
    case event = "Event"
    case service = "Service"
    case endpointSlice = "EndpointSlice"
    case podDisruptionBudget = "PodDisruptionBudget"
    case priorityClass = "PriorityClass"
    case runtimeClass = "RuntimeClass"
    case resourceQuota = "ResourceQuota"
    case limitRange = "LimitRange"
    case persistentVolumeClaim = "PersistentVolumeClaim"
    case persistentVolume = "PersistentVolume"
    case storageClass = "StorageClass"
    case namespace = "Namespace"
    case serviceAccount = "ServiceAccount"
    case csiNode = "CSINode"
    case podMetrics = "PodMetrics"

    /// Whether an `apiVersion` is one of the kind's: other groups have a `Service` or an `Event` of their own.
    package func belongs(to apiVersion: String) -> Bool {
        if apiVersion.isEmpty { return true }
        let parts = apiVersion.split(separator: "/", maxSplits: 1)
        let group = parts.count == 2 ? String(parts[0]) : ""
        switch self {
        case .node, .pod, .service, .resourceQuota, .limitRange, .persistentVolumeClaim, .persistentVolume, .namespace,
            .serviceAccount:
            return group.isEmpty
        case .event: return group.isEmpty || group == "events.k8s.io"
        case .daemonSet: return group == "apps" || group == "extensions"
        case .controllerRevision: return group == "apps"
        case .endpointSlice: return group == "discovery.k8s.io"
        case .podDisruptionBudget: return group == "policy"
        case .priorityClass: return group == "scheduling.k8s.io"
        case .runtimeClass: return group == "node.k8s.io"
        case .podMetrics: return group == "metrics.k8s.io"
        case .storageClass, .csiNode: return group == "storage.k8s.io"
        }
    }

    /// The `apiVersion` of objects that do not say it.
    package var usualVersion: String {
        switch self {
        case .node, .pod, .service, .resourceQuota, .limitRange, .persistentVolumeClaim, .persistentVolume, .namespace,
            .serviceAccount, .event:
            return "v1"
        case .daemonSet, .controllerRevision: return "apps/v1"
        case .endpointSlice: return "discovery.k8s.io/v1"
        case .podDisruptionBudget: return "policy/v1"
        case .priorityClass: return "scheduling.k8s.io/v1"
        case .runtimeClass: return "node.k8s.io/v1"
        case .podMetrics: return "metrics.k8s.io/v1beta1"
        case .storageClass, .csiNode: return "storage.k8s.io/v1"
        }
    }

    /// The kind's name in paths of the API: `pods`, `priorityclasses`.
    package var plural: String { rawValue.lowercased() + (rawValue.hasSuffix("s") ? "es" : "s") }

    /// What objects of the kind are called in sentences: `endpoint slices`.
    package var inSentences: String {
        switch self {
        case .daemonSet, .service, .csiNode: return rawValue + "s"
        case .persistentVolumeClaim: return "volume claims"
        case .persistentVolume: return "volumes"
        case .podMetrics: return "pod metrics"
        default:
            var words = ""
            for character in rawValue {
                if character.isUppercase, !words.isEmpty { words += " " }
                words += character.lowercased()
            }
            return words + (words.hasSuffix("s") ? "es" : "s")
        }
    }
}
