extension ManifestSchema {
    /// The fields of a pod: placement, network, security; see ``ManifestSchema`` for the notation.
    static let podFields = """
        PodSpec
            volumes:[Volume] initContainers:[Container] containers:[Container]
            ephemeralContainers:[EphemeralContainer] restartPolicy terminationGracePeriodSeconds:int64
            activeDeadlineSeconds:int64 dnsPolicy nodeSelector:{string} serviceAccountName serviceAccount
            automountServiceAccountToken:bool nodeName hostNetwork:bool hostPID:bool hostIPC:bool
            shareProcessNamespace:bool securityContext:PodSecurityContext imagePullSecrets:[LocalObjectReference]
            hostname subdomain affinity:Affinity schedulerName tolerations:[Toleration] hostAliases:[HostAlias]
            priorityClassName priority:int32 dnsConfig:PodDNSConfig readinessGates:[PodReadinessGate]
            runtimeClassName enableServiceLinks:bool preemptionPolicy overhead:{quantity}
            topologySpreadConstraints:[TopologySpreadConstraint] setHostnameAsFQDN:bool os:PodOS hostUsers:bool
            schedulingGates:[PodSchedulingGate] resourceClaims:[PodResourceClaim] resources:ResourceRequirements
            hostnameOverride schedulingGroup:PodSchedulingGroup
        PodSecurityContext
            seLinuxOptions:SELinuxOptions windowsOptions:WindowsSecurityContextOptions runAsUser:int64
            runAsGroup:int64 runAsNonRoot:bool supplementalGroups:[int64] supplementalGroupsPolicy fsGroup:int64
            sysctls:[Sysctl] fsGroupChangePolicy seccompProfile:SeccompProfile appArmorProfile:AppArmorProfile
            seLinuxChangePolicy
        Sysctl
            name value
        SELinuxOptions
            user role type level
        WindowsSecurityContextOptions
            gmsaCredentialSpecName gmsaCredentialSpec runAsUserName hostProcess:bool
        SeccompProfile
            type localhostProfile
        AppArmorProfile
            type localhostProfile
        LocalObjectReference
            name
        Affinity
            nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity
        NodeAffinity
            requiredDuringSchedulingIgnoredDuringExecution:NodeSelector
            preferredDuringSchedulingIgnoredDuringExecution:[PreferredSchedulingTerm]
        NodeSelector
            nodeSelectorTerms:[NodeSelectorTerm]
        NodeSelectorTerm
            matchExpressions:[NodeSelectorRequirement] matchFields:[NodeSelectorRequirement]
        NodeSelectorRequirement
            key operator values:[string]
        PreferredSchedulingTerm
            weight:int32 preference:NodeSelectorTerm
        PodAffinity
            requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm]
            preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm]
        PodAntiAffinity
            requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm]
            preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm]
        PodAffinityTerm
            labelSelector:LabelSelector namespaces:[string] topologyKey namespaceSelector:LabelSelector
            matchLabelKeys:[string] mismatchLabelKeys:[string]
        WeightedPodAffinityTerm
            weight:int32 podAffinityTerm:PodAffinityTerm
        Toleration
            key operator value effect tolerationSeconds:int64
        TopologySpreadConstraint
            maxSkew:int32 topologyKey whenUnsatisfiable labelSelector:LabelSelector minDomains:int32
            nodeAffinityPolicy nodeTaintsPolicy matchLabelKeys:[string]
        HostAlias
            ip hostnames:[string]
        PodDNSConfig
            nameservers:[string] searches:[string] options:[PodDNSConfigOption]
        PodDNSConfigOption
            name value
        PodReadinessGate
            conditionType
        PodOS
            name
        PodSchedulingGate
            name
        PodSchedulingGroup
            podGroupName
        PodResourceClaim
            name resourceClaimName resourceClaimTemplateName
        """
}
