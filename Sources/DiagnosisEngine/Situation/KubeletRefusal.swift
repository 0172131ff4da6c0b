import KubernetesModel

/// How the kubelet marks a pod that it refused at admission.
enum KubeletRefusal {
    /// The reasons of refused pods' events in all versions (`pkg/kubelet/lifecycle`, `pkg/kubelet/cm` and the other
    /// admit handlers). Events have many other reasons, so these must be known; of a failed pod any will do.
    private static let reasons: Set<String> = [
        "NodeAffinity", "NodePorts", "NodeName", "TaintToleration", "UnexpectedAdmissionError", "TopologyAffinityError",
        "SMTAlignmentError", "EmptyPodSharedPoolError", "SysctlForbidden", "PodOSNotSupported",
        "PodOSSelectorNodeLabelDoesNotMatch", "InvalidNodeInfo", "AppArmor", "PodLevelResourcesNotSupported",
        "SupplementalGroupsPolicyNotSupported", "InitContainerRestartPolicyForbidden", "PodFeatureUnsupported",
        "UnknownReason", "UnexpectedPredicateFailureType",
        // Before Kubernetes 1.19 the names of the scheduler's predicates.
        "MatchNodeSelector", "PodFitsHostPorts", "PodToleratesNodeTaints", "PodToleratesNodeNoExecuteTaints",
        "HostName",
        "GeneralPredicates", "ProcMount", "SysctlUnsupported", "NoDiskConflict", "NoVolumeZoneConflict",
        "MatchInterPodAffinity", "NewNodeLabelPredicate",
        "CheckNodeLabelPresence", "CheckServiceAffinity", "CheckNodeUnschedulable", "CheckNodeMemoryPressure",
        "CheckNodeDiskPressure", "UnexpectedPredicateFailure", "HostPortConflict", "NodeSelectorMismatching",
        "NoNewPrivs",
    ]

    /// The words before the resource of a kubelet without room: `OutOfcpu`; the old predicates `InsufficientFreeCPU`.
    private static let prefixes = ["OutOf", "InsufficientFree", "PodExceedsMax", "PodExceedsFree"]

    /// The reasons of failed pods that tell of something else than a refusal, which other rules find.
    private static let otherEnds: Set<String> = [
        "Evicted", KubeletPreemption.reason, "NodeShutdown", "Shutdown", "Terminated", "DeadlineExceeded", "NodeLost",
    ]

    /// Whether the reason of an event says that the kubelet refused the pod.
    static func isReason(_ reason: String) -> Bool {
        reasons.contains(word(for: reason)) || prefixes.contains { reason.hasPrefix($0) }
    }

    /// The reason as one word: Kubernetes 1.16 writes `Topology Affinity Error`.
    static func word(for reason: String) -> String { reason.filter { $0 != " " } }

    /// Whether the kubelet refused the pod: a failed pod whose reason is none of the others.
    static func hasRefused(_ pod: Pod) -> Bool {
        pod.status.phase == .failed && !pod.status.reason.isEmpty && !otherEnds.contains(pod.status.reason)
    }

    /// Whether the node's labels were the reason.
    static func isAboutLabels(_ reason: String) -> Bool {
        ["NodeAffinity", "MatchNodeSelector", "NodeSelectorMismatching"].contains(reason)
    }

    /// Whether the node's taints were the reason.
    static func isAboutTaints(_ reason: String) -> Bool {
        ["TaintToleration", "PodToleratesNodeTaints", "PodToleratesNodeNoExecuteTaints"].contains(reason)
    }
}

/// How the kubelet marks a pod that it killed to admit a critical one.
enum KubeletPreemption {
    /// The reason of events and of failed pods (`events.PreemptContainer`).
    static let reason = "Preempting"
}
