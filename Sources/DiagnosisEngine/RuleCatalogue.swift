/// All rules. The order of node rules is the order in which they may be a pod's primary cause.
public enum RuleCatalogue {
    /// Node trouble explains pod trouble, what keeps a pod from being placed comes before what its containers do, and
    /// what is so now before what was.
    public static let nodeRules: [any NodeRule] = [
        NodeUnreachableRule(), NodeNotReadyRule(),
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
        DuplicatePodOnNodeRule(), PodOnIneligibleNodeRule(),
    ]

    public static let daemonSetRules: [any DaemonSetRule] = [
        NoEligibleNodeRule(), TaintNotToleratedRule(), SelectorOverlapRule(),
        EvictionLoopRule(), EvictedByPreemptionRule(), EvictedByTaintRule(),
    ]

    public static let clusterRules: [any ClusterRule] = [
        NodeUnreachableRule(), NodeNotReadyRule(), NodeUnderPressureRule(), OrphanedPodRule(),
    ]

    /// Every rule once.
    public static var all: [any Rule] {
        var seen: Set<FindingCode> = []
        let rules: [any Rule] = nodeRules + daemonSetRules + clusterRules
        return rules.filter { seen.insert(type(of: $0).code).inserted }
    }
}
