extension ManifestSchema {
    /// The fields of kinds that stand beside a DaemonSet in a manifest; see ``ManifestSchema`` for the notation.
    static let otherKindFields = """
        ConfigMap
            kind apiVersion metadata:ObjectMeta immutable:bool data:{string} binaryData:{string}
        Secret
            kind apiVersion metadata:ObjectMeta immutable:bool data:{string} stringData:{string} type
        ServiceAccount
            kind apiVersion metadata:ObjectMeta secrets:[ObjectReference] imagePullSecrets:[LocalObjectReference]
            automountServiceAccountToken:bool
        ObjectReference
            kind namespace name uid apiVersion resourceVersion fieldPath
        Namespace
            kind apiVersion metadata:ObjectMeta spec:NamespaceSpec status:any
        NamespaceSpec
            finalizers:[string]
        PriorityClass
            kind apiVersion metadata:ObjectMeta value:int32 globalDefault:bool description preemptionPolicy
        RuntimeClass
            kind apiVersion metadata:ObjectMeta handler overhead:RuntimeOverhead scheduling:RuntimeScheduling
        RuntimeOverhead
            podFixed:{quantity}
        RuntimeScheduling
            nodeSelector:{string} tolerations:[Toleration]
        ResourceQuota
            kind apiVersion metadata:ObjectMeta spec:ResourceQuotaSpec status:any
        ResourceQuotaSpec
            hard:{quantity} scopes:[string] scopeSelector:ScopeSelector
        ScopeSelector
            matchExpressions:[ScopedResourceSelectorRequirement]
        ScopedResourceSelectorRequirement
            scopeName operator values:[string]
        LimitRange
            kind apiVersion metadata:ObjectMeta spec:LimitRangeSpec
        LimitRangeSpec
            limits:[LimitRangeItem]
        LimitRangeItem
            type max:{quantity} min:{quantity} default:{quantity} defaultRequest:{quantity}
            maxLimitRequestRatio:{quantity}
        PodDisruptionBudget
            kind apiVersion metadata:ObjectMeta spec:PodDisruptionBudgetSpec status:any
        PodDisruptionBudgetSpec
            minAvailable:intOrString selector:LabelSelector maxUnavailable:intOrString unhealthyPodEvictionPolicy
        Role
            kind apiVersion metadata:ObjectMeta rules:[PolicyRule]
        ClusterRole
            kind apiVersion metadata:ObjectMeta rules:[PolicyRule] aggregationRule:AggregationRule
        AggregationRule
            clusterRoleSelectors:[LabelSelector]
        PolicyRule
            verbs:[string] apiGroups:[string] resources:[string] resourceNames:[string] nonResourceURLs:[string]
        RoleBinding
            kind apiVersion metadata:ObjectMeta subjects:[Subject] roleRef:RoleRef
        ClusterRoleBinding
            kind apiVersion metadata:ObjectMeta subjects:[Subject] roleRef:RoleRef
        Subject
            kind apiGroup name namespace
        RoleRef
            apiGroup kind name
        Service
            kind apiVersion metadata:ObjectMeta spec:ServiceSpec status:any
        ServiceSpec
            ports:[ServicePort] selector:{string} clusterIP clusterIPs:[string] type externalIPs:[string]
            sessionAffinity loadBalancerIP loadBalancerSourceRanges:[string] externalName externalTrafficPolicy
            healthCheckNodePort:int32 publishNotReadyAddresses:bool sessionAffinityConfig:SessionAffinityConfig
            ipFamilies:[string] ipFamilyPolicy allocateLoadBalancerNodePorts:bool loadBalancerClass
            internalTrafficPolicy trafficDistribution
        ServicePort
            name protocol appProtocol port:int32 targetPort:intOrString nodePort:int32
        SessionAffinityConfig
            clientIP:ClientIPConfig
        ClientIPConfig
            timeoutSeconds:int32
        Deployment
            kind apiVersion metadata:ObjectMeta spec:DeploymentSpec status:any
        DeploymentSpec
            replicas:int32 selector:LabelSelector template:PodTemplateSpec strategy:DeploymentStrategy
            minReadySeconds:int32 revisionHistoryLimit:int32 paused:bool progressDeadlineSeconds:int32
        DeploymentStrategy
            type rollingUpdate:RollingUpdateDaemonSet
        """

    /// Kinds of which all fields are known.
    static let wholeKinds: Set<String> = [
        "ConfigMap", "Secret", "ServiceAccount", "Namespace", "PriorityClass", "RuntimeClass", "ResourceQuota",
        "LimitRange",
        "PodDisruptionBudget", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "Service", "Deployment",
    ]
}
