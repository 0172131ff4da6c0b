/// The kinds of Kubernetes 1.36 and the versions in which it serves them.
enum KindTable {
    /// A kind that the server has.
    struct Kind {
        var isNamespaced: Bool
        /// The versions in which it is served.
        var versions: [String]
    }

    /// An API version and the kinds in it; a hyphen stands before a kind without namespaces.
    private static let served = """
        admissionregistration.k8s.io/v1 -MutatingAdmissionPolicy -MutatingAdmissionPolicyBinding
             -MutatingWebhookConfiguration -ValidatingAdmissionPolicy -ValidatingAdmissionPolicyBinding
             -ValidatingWebhookConfiguration
        apiextensions.k8s.io/v1 -CustomResourceDefinition
        apiregistration.k8s.io/v1 -APIService
        apps/v1 ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet
        authentication.k8s.io/v1 -SelfSubjectReview -TokenReview
        authorization.k8s.io/v1 LocalSubjectAccessReview -SelfSubjectAccessReview -SelfSubjectRulesReview
             -SubjectAccessReview
        autoscaling/v1 HorizontalPodAutoscaler
        autoscaling/v2 HorizontalPodAutoscaler
        batch/v1 CronJob Job
        certificates.k8s.io/v1 -CertificateSigningRequest
        coordination.k8s.io/v1 Lease
        discovery.k8s.io/v1 EndpointSlice
        events.k8s.io/v1 Event
        flowcontrol.apiserver.k8s.io/v1 -FlowSchema -PriorityLevelConfiguration
        networking.k8s.io/v1 -IPAddress Ingress -IngressClass NetworkPolicy -ServiceCIDR
        node.k8s.io/v1 -RuntimeClass
        policy/v1 PodDisruptionBudget
        rbac.authorization.k8s.io/v1 -ClusterRole -ClusterRoleBinding Role RoleBinding
        resource.k8s.io/v1 -DeviceClass ResourceClaim ResourceClaimTemplate -ResourceSlice
        scheduling.k8s.io/v1 -PriorityClass
        storage.k8s.io/v1 -CSIDriver -CSINode CSIStorageCapacity -StorageClass -VolumeAttachment
             -VolumeAttributesClass
        v1 Binding -ComponentStatus ConfigMap Endpoints Event LimitRange -Namespace -Node -PersistentVolume
             PersistentVolumeClaim Pod PodTemplate ReplicationController ResourceQuota Secret Service
             ServiceAccount
        """

    /// Versions that are no longer served, from which release on, and kinds that went with them.
    private static let removed: [String: String] = [
        "extensions/v1beta1": "1.16", "apps/v1beta1": "1.16", "apps/v1beta2": "1.16", "batch/v2alpha1": "1.21",
        "batch/v1beta1": "1.25", "policy/v1beta1": "1.25", "autoscaling/v2beta1": "1.25",
        "autoscaling/v2beta2": "1.26", "rbac.authorization.k8s.io/v1alpha1": "1.22",
        "rbac.authorization.k8s.io/v1beta1": "1.22", "networking.k8s.io/v1beta1": "1.22",
        "scheduling.k8s.io/v1beta1": "1.22", "node.k8s.io/v1beta1": "1.25", "discovery.k8s.io/v1beta1": "1.25",
        "events.k8s.io/v1beta1": "1.25", "storage.k8s.io/v1beta1": "1.27", "coordination.k8s.io/v1beta1": "1.22",
        "apiextensions.k8s.io/v1beta1": "1.22", "apiregistration.k8s.io/v1beta1": "1.22",
        "admissionregistration.k8s.io/v1beta1": "1.22", "certificates.k8s.io/v1beta1": "1.22",
        "authentication.k8s.io/v1beta1": "1.22", "authorization.k8s.io/v1beta1": "1.22",
        "flowcontrol.apiserver.k8s.io/v1beta1": "1.26", "flowcontrol.apiserver.k8s.io/v1beta2": "1.29",
        "flowcontrol.apiserver.k8s.io/v1beta3": "1.32",
    ]

    /// The kinds by name.
    static let kinds: [String: Kind] = {
        var kinds: [String: Kind] = [:]
        var version = ""
        for line in served.split(separator: "\n") {
            var words = line.split(separator: " ")
            if !line.hasPrefix(" ") { version = String(words.removeFirst()) }
            for word in words {
                let name = word.hasPrefix("-") ? String(word.dropFirst()) : String(word)
                kinds[name, default: Kind(isNamespaced: !word.hasPrefix("-"), versions: [])].versions.append(version)
            }
        }
        return kinds
    }()

    private static let groups = Set(kinds.values.flatMap(\.versions).map(group))

    static func group(of version: String) -> String {
        version.contains("/") ? String(version.prefix { $0 != "/" }) : ""
    }

    /// Whether Kubernetes itself has this group of kinds, so that no custom resource can be meant.
    static func hasGroup(of version: String) -> Bool {
        groups.contains(group(of: version)) || removed[version] != nil
    }

    /// The release from which on a version is no longer served.
    static func release(removing version: String) -> String? { removed[version] }
}
