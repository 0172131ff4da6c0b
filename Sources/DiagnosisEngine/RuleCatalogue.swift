/// All rules. The order of node rules is the order in which they may be a pod's primary cause.
public enum RuleCatalogue {
    /// Node trouble explains pod trouble, what keeps a pod from being placed comes before what its containers do, and
    /// what is so now before what was.
    public static let nodeRules: [any NodeRule] = [
        NodeUnreachableRule(), NodeNotReadyRule(), NodeNetworkUnavailableRule(),
        PodStuckTerminatingRule(),
        PodCreationForbiddenRule(),
        SchedulingGatedRule(),
        VolumeClaimMissingRule(), VolumeClaimUnboundRule(), HostPortConflictRule(),
        RequestExceedsNodeRule(), InsufficientResourceRule(), NodePodLimitReachedRule(),
        VolumeNodeConflictRule(), TopologySpreadUnmetRule(), PodAffinityUnmetRule(), PodAntiAffinityConflictRule(),
        SchedulerNotRespondingRule(),
        NodeShutdownRule(), EvictedStorageLimitRule(), EvictedNodePressureRule(), RejectedByKubeletRule(),
        ImageNameInvalidRule(), ImageNotPresentRule(), ImagePullFailedRule(),
        ContainerConfigMissingRule(), ContainerConfigInvalidRule(),
        VolumeMountFailedRule(), SandboxCreationFailedRule(),
        InitContainerFailedRule(), ContainerStartFailedRule(), PostStartHookFailedRule(),
        CrashLoopOutOfMemoryRule(), CrashLoopStartupProbeRule(), CrashLoopLivenessProbeRule(),
        CrashLoopCommandNotFoundRule(), CrashLoopSignalRule(), CrashLoopCleanExitRule(), CrashLoopErrorExitRule(),
        ReadinessProbeFailingRule(), FrequentRestartsRule(),
        DuplicatePodOnNodeRule(), PodOnIneligibleNodeRule(), PodMissingRule(),
    ]

    public static let daemonSetRules: [any DaemonSetRule] = [
        NoEligibleNodeRule(), TaintNotToleratedRule(), SelectorOverlapRule(),
        EvictionLoopRule(), EvictedByPreemptionRule(), EvictedByTaintRule(),
        RolloutStalledRule(), RolloutInProgressRule(), OnDeletePendingRule(), ControllerBehindRule(),
        ServiceSelectsNoPodsRule(), ServiceHasNoReadyEndpointsRule(), ServicePortMismatchRule(),
    ]

    /// What could be better where nothing is wrong: asked for only when somebody wants it.
    public static let adviceRules: [any AdviceRule] = [
        PriorityNotSetRule(), RequestsNotSetRule(), MemoryLimitNotSetRule(), ToleratesEveryTaintRule(),
    ]

    public static let clusterRules: [any ClusterRule] = [
        NodeUnreachableRule(), NodeNotReadyRule(), NodeNetworkUnavailableRule(), NodeUnderPressureRule(),
        OrphanedPodRule(),
    ]

    /// Every rule once.
    public static var all: [any Rule] {
        var seen: Set<FindingCode> = []
        let rules: [any Rule] = nodeRules + daemonSetRules + adviceRules + clusterRules
        return rules.filter { seen.insert(type(of: $0).code).inserted }
    }
}
