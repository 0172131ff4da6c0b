import KubernetesModel

extension ObjectKind {
    /// The API group; empty for the core group.
    var apiGroup: String {
        switch self {
        case .node, .pod, .event, .service, .resourceQuota, .limitRange, .persistentVolumeClaim, .persistentVolume,
            .namespace, .serviceAccount:
            return ""
        case .daemonSet, .controllerRevision: return "apps"
        case .endpointSlice: return "discovery.k8s.io"
        case .podDisruptionBudget: return "policy"
        case .priorityClass: return "scheduling.k8s.io"
        case .runtimeClass: return "node.k8s.io"
        case .storageClass, .csiNode: return "storage.k8s.io"
        case .podMetrics: return "metrics.k8s.io"
        }
    }

    /// The versions of the group that the decoders read, the best first.
    var apiVersions: [String] {
        switch self {
        // Before Kubernetes 1.21, 1.21 and 1.20.
        case .endpointSlice, .podDisruptionBudget, .runtimeClass: return ["v1", "v1beta1"]
        case .podMetrics: return ["v1beta1"]
        default: return ["v1"]
        }
    }

    /// The name in paths and in RBAC rules.
    var resource: String { self == .podMetrics ? "pods" : plural }

    /// Whether objects of the kind belong to namespaces.
    var isNamespaced: Bool {
        switch self {
        case .node, .priorityClass, .runtimeClass, .persistentVolume, .storageClass, .namespace, .csiNode: return false
        default: return true
        }
    }

    /// Whether without them nothing can be told.
    var isEssential: Bool { self == .node || self == .pod || self == .daemonSet }

    /// The path of a list: of all namespaces, or of one.
    func listPath(version: String, namespace: String?) -> String {
        let root = apiGroup.isEmpty ? "/api/\(version)" : "/apis/\(apiGroup)/\(version)"
        return root + (namespace.map { "/namespaces/\($0)" } ?? "") + "/" + resource
    }

    /// What the kind is called in sentences, with its group where another kind's resource has the same name.
    var resourceWithGroup: String { apiGroup.isEmpty ? resource : "\(resource).\(apiGroup)" }
}
