/// All rules. The order of node rules is the order in which they may be a pod's primary cause.
package enum RuleCatalogue {
    /// Node trouble explains pod trouble, what keeps a pod from being placed comes before what its containers do, and
    /// what is so now before what was.
    static let nodeRules: [any NodeRule] = [
        PodCreationForbiddenRule(),
        NodeGoingAwayRule(), NodeUnreachableRule(), NodeNotReadyRule(), NodeNetworkUnavailableRule(),
        PodStuckTerminatingRule(), PodDeletionRefusedRule(), PodDiffersFromTemplateRule(),
        SchedulingGatedRule(), PreemptionUnderWayRule(), SurgePortDeadlockRule(),
        ResourceClaimMissingRule(),
        VolumeClaimMissingRule(), VolumeClaimUnboundRule(), VolumeClaimInUseRule(), HostPortConflictRule(),
        RequestExceedsNodeRule(), InsufficientResourceRule(), NodePodLimitReachedRule(),
        VolumeNodeConflictRule(), VolumeLimitReachedRule(), TopologySpreadUnmetRule(), PodAffinityUnmetRule(),
        PodAntiAffinityConflictRule(),
        NodeNotForDaemonPodsRule(),
        SchedulerViewStaleRule(), SchedulerNotRespondingRule(),
        NodeShutdownRule(), PreemptedByKubeletRule(), EvictedStorageLimitRule(), EvictedNodePressureRule(),
        RejectedByKubeletRule(),
        ImageNameInvalidRule(), ImageNotPresentRule(), ImagePullFailedRule(),
        ContainerConfigMissingRule(), ContainerConfigInvalidRule(),
        VolumeMountFailedRule(), SandboxCreationFailedRule(),
        InitContainerFailedRule(), ContainerStartFailedRule(), PostStartHookFailedRule(),
        CrashLoopOutOfMemoryRule(), CrashLoopStartupProbeRule(), CrashLoopLivenessProbeRule(),
        CrashLoopCommandNotFoundRule(), CrashLoopSignalRule(), CrashLoopCleanExitRule(), CrashLoopErrorExitRule(),
        ReadinessProbeFailingRule(),
        PodNotTakenUpRule(), ImagePullSlowRule(), PostStartHookHangsRule(), InitContainerUnfinishedRule(),
        PodStartStalledRule(), ReadinessGateUnsetRule(), ReadyConditionStaleRule(), MinReadySecondsRunningRule(),
        FrequentRestartsRule(),
        DuplicatePodOnNodeRule(), PodOnIneligibleNodeRule(), PodMissingRule(),
    ]

    /// All that is asked of a DaemonSet that is being deleted: it is to have no pods.
    static let nodeRulesOfDeleted: [any NodeRule] = [PodStuckTerminatingRule()]
    static let daemonSetRulesOfDeleted: [any DaemonSetRule] = [DaemonSetBeingDeletedRule()]

    /// Asked on nodes where no other rule has seen a cause.
    static let lastNodeRule = CauseUnknownRule()

    static let daemonSetRules: [any DaemonSetRule] = [
        AbsentWhereNeededRule(),
        NoEligibleNodeRule(), TaintNotToleratedRule(), SelectorOverlapRule(),
        EvictionLoopRule(), EvictedByPreemptionRule(), EvictedByTaintRule(),
        RolloutStalledRule(), RolloutInProgressRule(), OnDeletePendingRule(), ControllerBehindRule(),
        ServiceSelectsNoPodsRule(), ServiceHasNoReadyEndpointsRule(), ServicePortMismatchRule(),
        PodAddressOutdatedRule(),
    ]

    /// Improvements where nothing is wrong: evaluated only on request.
    static let adviceRules: [any AdviceRule] = [
        PriorityNotSetRule(), RequestsNotSetRule(), MemoryLimitNotSetRule(), ToleratesEveryTaintRule(),
    ]

    static let clusterRules: [any ClusterRule] = [
        NodeUnreachableRule(), NodeNotReadyRule(), NodeNetworkUnavailableRule(), NodeUnderPressureRule(),
        OrphanedPodRule(), PodStuckTerminatingRule(), PodOnDeletedNodeRule(),
    ]

    /// Every rule once, by family, in each in the order of the lists.
    package static let all: [any Rule.Type] = {
        let rules: [any Rule] =
            nodeRules + [lastNodeRule] + daemonSetRules + daemonSetRulesOfDeleted + adviceRules + clusterRules
        var seen: Set<FindingCode> = []
        let types = rules.map { type(of: $0) }.filter { seen.insert($0.code).inserted }
        return FindingFamily.allCases.flatMap { family in types.filter { $0.family == family } }
    }()

    private static let byCode = Dictionary(all.map { ($0.code.rawValue, $0) }, uniquingKeysWith: { first, _ in first })

    /// The rule that finds a code.
    package static func rule(of code: FindingCode) -> (any Rule.Type)? { byCode[code.rawValue] }

    static func rule(of text: String) -> (any Rule.Type)? { byCode[text] }
}
