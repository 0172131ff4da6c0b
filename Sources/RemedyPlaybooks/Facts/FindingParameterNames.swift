import DiagnosisEngine

/// Which parameters the findings of each code carry, and what every playbook can use beside them.
///
/// Playbooks are checked against this table, so that a misspelt variable is found before a cluster is.
public enum FindingParameterNames {
    /// What a template can use for every finding: the DaemonSet and its facts, the nodes and the pods concerned.
    static let common: [ParameterDescription] = [
        .text("code"), .text("namespace", .optional), .text("daemonSet", .optional),
        .texts("nodes", .optional), .number("nodeCount"), .text("firstNode", .optional),
        .texts("pods", .optional), .texts("ownPodNames", .optional), .text("firstPod", .optional),
        .text("firstPodNamespace", .optional),
        .text("containerList", .optional), .texts("sharedByFailing", .optional),
    ]

    /// Everything that a template for findings of `code` can use. A finding's own facts come first.
    static func available(for code: FindingCode) -> [ParameterDescription] {
        let found = searched(for: code)
        let own = parameters(of: code).filter { own in !found.contains { $0.name == own.name } } + found
        let taken = Set(own.map(\.name))
        return own + (RemedyContext.facts + common).filter { !taken.contains($0.name) }
    }

    /// What in `finding` contradicts the table, one line each: an undescribed parameter, another kind of value, a
    /// parameter that must be there and is not.
    public static func problems(in finding: Finding) -> [String] {
        let everywhere = [ParameterDescription.text("namespace", .optional), .text("daemonSet", .optional)]
        let described = parameters(of: finding.code)
        return ParameterDescription.problems(
            in: finding.parameters, described: described + RemedyContext.facts + everywhere)
    }

    /// What can be searched for on the snapshot before the playbooks for `code` are asked. All of it may be absent.
    static func searched(for code: FindingCode) -> [ParameterDescription] {
        var known: Set<String> = []
        return FactCatalogue.searches(for: code).flatMap { $0.parameters + $0.details }
            .filter { known.insert($0.name).inserted }
    }

    private static let holder: [ParameterDescription] = [
        .text("workload"), .number("pods"), .text("amount", .optional), .number("priority", .optional),
    ]

    private static let toleration: [ParameterDescription] = [
        .text("tolerationKey", .optional), .text("tolerationValue", .optional), .text("tolerationEffect", .optional),
        .text("tolerationOperator", .optional), .number("tolerationSeconds", .optional),
        .text("leftOverBecause", .optional),
    ]

    private static let shortage: [ParameterDescription] = [
        .text("resource"), .text("requested"), .text("shortfallMin", .optional), .text("shortfallMax", .optional),
        .text("freeMin", .optional), .text("freeMax", .optional), .text("allocatableMin", .optional),
        .text("allocatableMax", .optional), .text("container", .optional), .text("containerRequest", .optional),
        .text("suggestedContainerRequest", .optional), .text("neededAllocatable", .optional),
        .objects("holders", holder), .text("preemption", .optional), .number("priority", .optional),
        .text("suggestedPriorityClass", .optional), .number("updateRestarts", .optional), .truth("isExtended"),
        .text("nodePool", .optional),
    ]

    private static let crash: [ParameterDescription] = [
        .text("container"), .number("exitCode", .optional), .text("signal", .optional), .number("restarts", .optional),
        .text("logLine", .optional), .text("signature", .optional), .text("command", .optional),
        .text("memoryLimit", .optional), .text("suggestedMemoryLimit", .optional), .text("probe", .optional),
        .text("probeFailure", .optional), .text("probeKind", .optional), .text("image", .optional),
    ]

    private static let image: [ParameterDescription] = [.text("image"), .text("container")]

    /// What the findings of `code` carry by themselves. The one place to describe a new code's parameters.
    public static func parameters(of code: FindingCode) -> [ParameterDescription] {
        switch code {
        case .noEligibleNode:
            return toleration + [
                .number("nodeCount"), .number("admits", .optional),
                .objects(
                    "constraints", [.text("constraint"), .text("kind"), .number("nodes"), .number("alone", .optional)]),
                .object(
                    "nearestMiss",
                    [
                        .text("key"), .text("value"), .text("suggestion"), .text("suggestedKey"), .text("slip"),
                        .number("matches"), .text("kind"),
                    ]),
                .text("taint", .optional), .text("ownToleration", .optional),
            ]
        case .taintNotTolerated:
            return toleration + [
                .text("taint"), .number("taintedNodes"), .number("admits"), .text("ownToleration", .optional),
                .objects("taints", [.text("taintKey"), .text("taintValue", .optional), .text("taintEffect")]),
            ]
        case .podOnIneligibleNode:
            return toleration + [.text("constraint"), .text("taint", .optional), .truth("willBeDeleted")]
        case .duplicatePodOnNode: return [.texts("extraPods"), .text("keptPod")]
        case .orphanedPod:
            return [.text("podNamespace"), .texts("podNames"), .text("ownerName", .optional), .number("count")]
        case .selectorOverlap: return [.text("otherDaemonSet"), .text("selector")]

        case .podCreationForbidden:
            return [
                .text("kind"), .text("name", .optional), .text("reason"), .number("refusals"), .number("missingPods"),
            ]
        case .podMissing: return [.truth("isBackingOff"), .number("missingPods")]
        case .controllerBehind: return [.texts("differences"), .truth("isGenerationUnobserved")]

        case .insufficientResource, .requestExceedsNode: return shortage
        case .nodePodLimitReached:
            return [
                .number("limit"), .number("podsOnNode"), .number("finishedPods"), .number("movablePods"),
                .objects("holders", holder), .text("preemption", .optional),
            ]
        case .hostPortConflict:
            return [
                .number("port"), .text("protocol"), .text("hostIP", .optional), .objects("holders", holder),
                .text("holder"), .truth("holderIsDaemonSet"), .text("container", .optional),
                .number("containerPort", .optional), .number("suggestedPort", .optional),
                .text("preemption", .optional), .number("priority", .optional),
            ]
        case .podAffinityUnmet, .podAntiAffinityConflict, .topologySpreadUnmet:
            return [
                .text("term"), .text("topologyKey"), .objects("holders", holder), .truth("isOwnRule", .optional),
            ]
        case .volumeClaimMissing: return [.text("claim")]
        case .volumeClaimUnbound:
            return [.text("claim"), .text("storageClass", .optional), .text("bindingMode"), .text("reason", .optional)]
        case .volumeNodeConflict: return [.text("claim"), .text("volume"), .text("requirement")]
        case .schedulingGated: return [.texts("gates"), .truth("isInTemplate")]
        case .schedulerNotResponding: return [.text("schedulerName"), .number("placedPods")]

        case .imagePullFailed:
            return image + [.text("reason"), .text("registry", .optional), .number("servingElsewhere")]
        case .imageNameInvalid, .imageNotPresent: return image + [.text("reason")]
        case .containerConfigMissing:
            return [.text("kind"), .text("object"), .text("key", .optional), .text("container", .optional)]
        case .containerConfigInvalid: return [.text("reason"), .text("container")]
        case .volumeMountFailed:
            return [.text("volume", .optional), .text("reason"), .text("kind"), .text("object", .optional)]
        case .sandboxCreationFailed: return [.text("reason")]
        case .containerStartFailed: return [.text("container"), .text("reason"), .text("command", .optional)]
        case .postStartHookFailed: return crash + [.text("reason", .optional)]
        case .initContainerFailed:
            return crash + [.text("reason", .optional), .truth("isSidecar")]

        case .crashLoopOutOfMemory, .crashLoopErrorExit, .crashLoopCommandNotFound, .crashLoopSignal,
            .crashLoopCleanExit, .crashLoopLivenessProbe, .crashLoopStartupProbe, .readinessProbeFailing,
            .frequentRestarts:
            return crash

        case .evictedNodePressure:
            return [
                .text("resource"), .text("threshold", .optional), .text("available", .optional),
                .text("container", .optional), .text("usage", .optional), .text("request", .optional),
                .truth("refusedOnArrival"), .text("suggestedRequest", .optional), .number("evictions"),
                .text("condition", .optional),
            ]
        case .evictedStorageLimit:
            return [
                .text("container", .optional), .text("volume", .optional), .text("limit", .optional),
                .text("usage", .optional), .text("kind"), .text("suggestedLimit", .optional), .number("evictions"),
            ]
        case .evictedByPreemption:
            return [
                .text("preemptor", .optional), .number("priority", .optional),
                .number("preemptorPriority", .optional), .text("suggestedPriorityClass", .optional),
            ]
        case .evictedByTaint: return toleration + [.text("taint", .optional), .number("evictions")]
        case .evictionLoop:
            return [
                .number("evictions"), .number("refusals"), .number("perHour", .optional), .text("reason", .optional),
                .text("resource", .optional),
            ]
        case .rejectedByKubelet:
            return [
                .text("reason"), .text("resource", .optional), .number("rejections"), .truth("boundByNodeName"),
            ]
        case .nodeShutdown: return [.text("reason")]

        case .rolloutStalled:
            return [
                .number("maxUnavailable"), .number("maxSurge"), .number("updated"), .number("desired"), .text("fault"),
                .objects(
                    "ledger", [.text("node"), .text("pod"), .text("reason"), .text("fault"), .text("cause")]),
            ]
        case .rolloutInProgress: return [.number("updated"), .number("desired")]
        case .onDeletePending:
            return [.texts("order"), .number("stalePods"), .text("newestRevision"), .texts("revisions")]
        case .podStuckTerminating:
            return [.text("holder"), .texts("finalizers", .optional), .number("gracePeriodSeconds", .optional)]

        case .serviceSelectsNoPods:
            return [
                .text("service"), .text("selector"), .text("key", .optional), .text("value", .optional),
                .text("suggestion", .optional),
            ]
        case .serviceHasNoReadyEndpoints: return [.text("service"), .number("selectedPods"), .truth("isLocal")]
        case .servicePortMismatch:
            return [
                .text("service"), .number("port"), .text("targetPort"), .texts("containerPorts"),
                .text("suggestion", .optional),
            ]
        case .priorityNotSet, .toleratesEveryTaint: return []
        case .requestsNotSet, .memoryLimitNotSet: return [.texts("containers")]

        case .nodeNotReady, .nodeUnreachable, .nodeNetworkUnavailable:
            return [.text("reason", .optional), .text("message", .optional), .text("since", .optional)]
        case .nodeUnderPressure:
            return [
                .text("condition"), .text("reclaimableImages", .optional), .number("finishedPods", .optional),
                .objects("consumers", holder), .text("reason", .optional), .text("message", .optional),
                .text("since", .optional),
            ]
        }
    }
}
