import DiagnosisEngine
import KubernetesModel

/// Whom a remedy is for: the DaemonSet with what its playbooks need to know of it; nothing for a cluster's findings.
struct RemedyContext: Equatable, Sendable {
    var namespace: String?
    var daemonSet: String?
    /// Facts of the DaemonSet, by the names in `RemedyContext.facts`. A finding's own parameters take precedence.
    var parameters: Parameters
    /// The DaemonSet itself, for the way back from what changes it.
    var object: DaemonSet?

    init(namespace: String? = nil, daemonSet: String? = nil, parameters: Parameters = Parameters()) {
        self.namespace = namespace
        self.daemonSet = daemonSet
        self.parameters = parameters
    }

    /// The facts of `daemonSet`; `revisionCount` is how many ControllerRevisions it has, nil when they are not known.
    init(of daemonSet: DaemonSet, revisionCount: Int? = nil) {
        let spec = daemonSet.template.spec
        var parameters: Parameters = [
            "updateStrategy": daemonSet.updateStrategy == .onDelete ? "OnDelete" : "RollingUpdate",
            "desiredPods": .number(daemonSet.status.desiredNumberScheduled),
            "hasTolerations": .truth(!spec.tolerations.isEmpty),
            "hasPullSecrets": .truth(!spec.imagePullSecrets.isEmpty),
            "hasPodAffinity": .truth(!spec.requiredPodAffinity.isEmpty),
            "hasPodAntiAffinity": .truth(!spec.requiredPodAntiAffinity.isEmpty),
            "usesHostNetwork": .truth(spec.isHostNetwork),
            "serviceAccount": .text(spec.serviceAccountName.isEmpty ? "default" : spec.serviceAccountName),
            "initContainers": .texts(spec.initContainers.map(\.name)),
            "templateContainers": .texts(spec.allContainers.map(\.name)),
        ]
        parameters["revisionCount"] = revisionCount.map { .number(WholeNumber($0)) }
        parameters["podSelector"] = PodSelector.text(of: daemonSet).map { .text($0) }
        self.init(namespace: daemonSet.namespace, daemonSet: daemonSet.name, parameters: parameters)
        object = daemonSet
    }

    /// The facts of a DaemonSet that a context knows.
    static let facts: [ParameterDescription] = [
        .text("updateStrategy", .optional), .number("desiredPods", .optional), .truth("hasTolerations", .optional),
        .truth("hasPullSecrets", .optional), .truth("usesHostNetwork", .optional), .text("serviceAccount", .optional),
        .texts("initContainers", .optional), .texts("templateContainers", .optional), .truth("isInjected", .optional),
        .number("revisionCount", .optional), .text("podSelector", .optional),
        .truth("hasPodAffinity", .optional), .truth("hasPodAntiAffinity", .optional),
    ]
}
