/// What a finding is about, as the catalogue is divided.
public enum FindingFamily: String, CaseIterable, Sendable {
    case eligibility
    case creation
    case scheduling
    case starting
    case crashing
    case evicted
    case rollout
    case node
    case communication
    case advice
}

extension FindingCode {
    /// The family of the catalogue that the code belongs to.
    public var family: FindingFamily {
        switch self {
        case .noEligibleNode, .taintNotTolerated, .podOnIneligibleNode, .duplicatePodOnNode, .orphanedPod,
            .selectorOverlap:
            return .eligibility
        case .podCreationForbidden, .podMissing, .controllerBehind: return .creation
        case .insufficientResource, .requestExceedsNode, .nodePodLimitReached, .hostPortConflict, .podAffinityUnmet,
            .podAntiAffinityConflict, .topologySpreadUnmet, .volumeClaimMissing, .volumeClaimUnbound,
            .volumeNodeConflict, .schedulingGated, .schedulerNotResponding:
            return .scheduling
        case .imagePullFailed, .imageNameInvalid, .imageNotPresent, .containerConfigMissing, .containerConfigInvalid,
            .volumeMountFailed, .sandboxCreationFailed, .containerStartFailed, .postStartHookFailed,
            .initContainerFailed:
            return .starting
        case .crashLoopOutOfMemory, .crashLoopErrorExit, .crashLoopCommandNotFound, .crashLoopSignal,
            .crashLoopCleanExit, .crashLoopLivenessProbe, .crashLoopStartupProbe, .readinessProbeFailing,
            .frequentRestarts:
            return .crashing
        case .evictedNodePressure, .evictedStorageLimit, .evictedByPreemption, .evictedByTaint, .evictionLoop,
            .rejectedByKubelet, .nodeShutdown:
            return .evicted
        case .rolloutStalled, .rolloutInProgress, .onDeletePending, .podStuckTerminating: return .rollout
        case .nodeNotReady, .nodeUnreachable, .nodeUnderPressure, .nodeNetworkUnavailable: return .node
        case .serviceSelectsNoPods, .serviceHasNoReadyEndpoints, .servicePortMismatch: return .communication
        case .priorityNotSet, .requestsNotSet, .memoryLimitNotSet, .toleratesEveryTaint: return .advice
        }
    }
}
