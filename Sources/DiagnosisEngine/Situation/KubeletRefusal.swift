/// How the kubelet marks a pod that it refused at admission.
enum KubeletRefusal {
    /// The reasons of refused pods (`pkg/kubelet/lifecycle/predicate.go` and the admit handlers).
    private static let reasons: Set<String> = [
        "OutOfcpu", "OutOfmemory", "OutOfpods", "OutOfephemeral-storage", "NodeAffinity", "NodePorts", "NodeName",
        "TaintToleration", "UnexpectedAdmissionError", "TopologyAffinityError", "SysctlForbidden", "PodOSNotSupported",
        "PodOSSelectorNodeLabelDoesNotMatch", "InvalidNodeInfo", "ForbiddenSysctl", "AppArmor",
        "PodLevelResourcesNotAdmittedReason",
        "InsufficientResourceError", "PodFeatureUnsupported",
    ]

    /// Whether `reason`, of a failed pod's status or of an event, says that the kubelet refused the pod.
    static func isReason(_ reason: String) -> Bool { reasons.contains(reason) || reason.hasPrefix("OutOf") }
}

/// How the kubelet marks a pod that it killed to admit a critical one.
enum KubeletPreemption {
    /// The reason of events and of failed pods (`events.PreemptContainer`).
    static let reason = "Preempting"
}
