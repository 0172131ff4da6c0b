/// The catalogue's codes. They are forever: never renamed, never reused.
///
/// A code is here only once a rule can find it.
public enum FindingCode: String, CaseIterable, Hashable, Sendable, Comparable {
    // Eligibility
    case noEligibleNode = "no-eligible-node"
    case taintNotTolerated = "taint-not-tolerated"
    case podOnIneligibleNode = "pod-on-ineligible-node"
    case duplicatePodOnNode = "duplicate-pod-on-node"
    case orphanedPod = "orphaned-pod"
    case selectorOverlap = "selector-overlap"
    // Creation
    case podCreationForbidden = "pod-creation-forbidden"
    case podMissing = "pod-missing"
    case controllerBehind = "controller-behind"
    // Scheduling
    case insufficientResource = "insufficient-resource"
    case requestExceedsNode = "request-exceeds-node"
    case nodePodLimitReached = "node-pod-limit-reached"
    case hostPortConflict = "host-port-conflict"
    case podAffinityUnmet = "pod-affinity-unmet"
    case podAntiAffinityConflict = "pod-anti-affinity-conflict"
    case topologySpreadUnmet = "topology-spread-unmet"
    case volumeClaimMissing = "volume-claim-missing"
    case volumeClaimUnbound = "volume-claim-unbound"
    case volumeNodeConflict = "volume-node-conflict"
    case schedulingGated = "scheduling-gated"
    case schedulerNotResponding = "scheduler-not-responding"
    // Starting
    case imagePullFailed = "image-pull-failed"
    case imageNameInvalid = "image-name-invalid"
    case imageNotPresent = "image-not-present"
    case containerConfigMissing = "container-config-missing"
    case containerConfigInvalid = "container-config-invalid"
    case volumeMountFailed = "volume-mount-failed"
    case sandboxCreationFailed = "sandbox-creation-failed"
    case containerStartFailed = "container-start-failed"
    case postStartHookFailed = "post-start-hook-failed"
    case initContainerFailed = "init-container-failed"
    // Crashing
    case crashLoopOutOfMemory = "crash-loop-out-of-memory"
    case crashLoopErrorExit = "crash-loop-error-exit"
    case crashLoopCommandNotFound = "crash-loop-command-not-found"
    case crashLoopSignal = "crash-loop-signal"
    case crashLoopCleanExit = "crash-loop-clean-exit"
    case crashLoopLivenessProbe = "crash-loop-liveness-probe"
    case crashLoopStartupProbe = "crash-loop-startup-probe"
    case readinessProbeFailing = "readiness-probe-failing"
    case frequentRestarts = "frequent-restarts"
    // Evicted
    case evictedNodePressure = "evicted-node-pressure"
    case evictedStorageLimit = "evicted-storage-limit"
    case evictedByPreemption = "evicted-by-preemption"
    case evictedByTaint = "evicted-by-taint"
    case evictionLoop = "eviction-loop"
    case rejectedByKubelet = "rejected-by-kubelet"
    case nodeShutdown = "node-shutdown"
    // Rollout
    case rolloutStalled = "rollout-stalled"
    case rolloutInProgress = "rollout-in-progress"
    case onDeletePending = "on-delete-pending"
    case podStuckTerminating = "pod-stuck-terminating"
    // Node
    case nodeNotReady = "node-not-ready"
    case nodeUnreachable = "node-unreachable"
    case nodeUnderPressure = "node-under-pressure"
    case nodeNetworkUnavailable = "node-network-unavailable"
    // Communication
    case serviceSelectsNoPods = "service-selects-no-pods"
    case serviceHasNoReadyEndpoints = "service-has-no-ready-endpoints"
    case servicePortMismatch = "service-port-mismatch"
    // Advice
    case priorityNotSet = "priority-not-set"
    case requestsNotSet = "requests-not-set"
    case memoryLimitNotSet = "memory-limit-not-set"
    case toleratesEveryTaint = "tolerates-every-taint"

    public static func < (left: FindingCode, right: FindingCode) -> Bool { left.rawValue < right.rawValue }
}
