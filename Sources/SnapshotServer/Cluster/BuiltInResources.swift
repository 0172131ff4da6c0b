/// The resources of Kubernetes itself.
///
/// Those that dsdoctor reads are served also where there is no object: then a list is empty, with a warning where the
/// snapshot may only lack them. Of the others nobody can tell, and they are served where there are objects.
enum BuiltInResources {
    /// The resources that dsdoctor reads.
    static let diagnosed: [ResourceDefinition] = [
        core("Node", ["no"], isNamespaced: false),
        core("Pod", ["po"], categories: ["all"]),
        core("Service", ["svc"], categories: ["all"]),
        core("Event", ["ev"]),
        core("Namespace", ["ns"], isNamespaced: false),
        core("ServiceAccount", ["sa"]),
        core("PersistentVolumeClaim", ["pvc"]),
        core("PersistentVolume", ["pv"], isNamespaced: false),
        core("ResourceQuota", ["quota"]),
        core("LimitRange", ["limits"]),
        of("apps", "DaemonSet", ["ds"], categories: ["all"]),
        of("apps", "ControllerRevision"),
        of("discovery.k8s.io", "EndpointSlice"),
        of("policy", "PodDisruptionBudget", ["pdb"]),
        of("scheduling.k8s.io", "PriorityClass", ["pc"], isNamespaced: false),
        of("node.k8s.io", "RuntimeClass", isNamespaced: false),
        of("storage.k8s.io", "StorageClass", ["sc"], isNamespaced: false),
        of("storage.k8s.io", "CSINode", isNamespaced: false),
    ]

    /// Resources whose names a guess from the kind would not give in full.
    private static let others: [ResourceDefinition] = [
        core("ConfigMap", ["cm"]),
        core("Endpoints", ["ep"], plural: "endpoints"),
        core("ReplicationController", ["rc"], categories: ["all"]),
        core("ComponentStatus", ["cs"], isNamespaced: false),
        of("apps", "Deployment", ["deploy"], categories: ["all"]),
        of("apps", "ReplicaSet", ["rs"], categories: ["all"]),
        of("apps", "StatefulSet", ["sts"], categories: ["all"]),
        of("batch", "Job", categories: ["all"]),
        of("batch", "CronJob", ["cj"], categories: ["all"]),
        of("autoscaling", "HorizontalPodAutoscaler", ["hpa"], categories: ["all"]),
        of("networking.k8s.io", "Ingress", ["ing"]),
        of("networking.k8s.io", "NetworkPolicy", ["netpol"]),
        of("certificates.k8s.io", "CertificateSigningRequest", ["csr"], isNamespaced: false),
        of("events.k8s.io", "Event", ["ev"]),
        of("apiextensions.k8s.io", "CustomResourceDefinition", ["crd", "crds"], isNamespaced: false),
        of("metrics.k8s.io", "PodMetrics", plural: "pods"),
        of("metrics.k8s.io", "NodeMetrics", plural: "nodes", isNamespaced: false),
    ]

    private static let byKind = Dictionary(
        (diagnosed + others).map { (Key(group: $0.group, kind: $0.kind), $0) }, uniquingKeysWith: { first, _ in first })

    private struct Key: Hashable {
        var group: String
        var kind: String
    }

    /// The definition of a kind, in the version that objects have; nil when it is not built in.
    static func definition(group: String, version: String, kind: String) -> ResourceDefinition? {
        var definition = byKind[Key(group: group, kind: kind)]
        definition?.version = version
        return definition
    }

    private static func core(
        _ kind: String, _ shortNames: [String] = [], plural: String? = nil, isNamespaced: Bool = true,
        categories: [String] = []
    ) -> ResourceDefinition {
        of("", kind, shortNames, plural: plural, isNamespaced: isNamespaced, categories: categories)
    }

    private static func of(
        _ group: String, _ kind: String, _ shortNames: [String] = [], plural: String? = nil, isNamespaced: Bool = true,
        categories: [String] = []
    ) -> ResourceDefinition {
        ResourceDefinition(
            group: group, version: "v1", kind: kind, plural: plural ?? ResourceDefinition.guessedPlural(kind),
            shortNames: shortNames, isNamespaced: isNamespaced, categories: categories)
    }
}
