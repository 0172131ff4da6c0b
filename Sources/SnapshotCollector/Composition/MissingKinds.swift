import ClusterSnapshot
import KubernetesModel
import ObjectDecoding

/// Finds the kinds of objects that a snapshot lacks.
///
/// A List tells nothing of kinds that were asked for and that the cluster has none of. So each kind without an object
/// is a gap: a doubtful one where nothing in the snapshot depends on such objects, since then there may be none. Only an
/// empty list of the kind is proof of that.
struct MissingKinds {
    let snapshot: Snapshot
    /// Kinds of which an empty list was saved: of those there are none, which is no gap.
    let listedKinds: Set<String>
    /// Kinds of which a gap tells already that the collector could not read them.
    var failedKinds: Set<String> = []

    /// The gaps, in the order of the codes.
    var gaps: [Gap] {
        let needs = SnapshotNeeds(snapshot)
        return events(needs) + workloads + policies(needs) + storage(needs) + creation(needs)
            + (snapshot.logs.isEmpty && needs.logs
                ? [gap(.logsMissing, "container logs", ["crash-loop-error-exit"], isNeeded: true)] : [])
    }

    /// What cannot be found out, or not for sure, without the objects of a kind: codes of findings.
    static func findings(affectedBy kind: ObjectKind) -> [String] {
        MissingKinds(
            snapshot: Snapshot(), listedKinds: Set(ObjectKind.allCases.map(\.rawValue)).subtracting([kind.rawValue])
        )
        .gaps.first { gap in
            switch gap.code {
            case .nodesMissing: kind == .node
            case .eventsMissing: kind == .event
            default: true
            }
        }?
        .affects ?? []
    }

    /// An empty list of events proves nothing: they last for an hour, unless told otherwise.
    private func events(_ needs: SnapshotNeeds) -> [Gap] {
        guard snapshot.events.isEmpty, listedKinds.contains(Event.kind) else {
            return missing(snapshot.events, Event.kind, .eventsMissing, "events", Self.eventFindings)
        }
        // Who could not read them has said so.
        if snapshot.gaps.contains(where: { $0.code.isDamage && $0.affects == Self.eventFindings }) { return [] }
        let isNeeded = needs.creation || needs.preemption || needs.logs
        let detail = "The snapshot's list of events is empty: they have expired, or there were none."
        return [
            Gap(code: .eventsMissing, detail: detail, affects: Self.eventFindings, isDoubtful: !isNeeded)
        ]
    }

    /// Kinds that every cluster has, and what Services need.
    private var workloads: [Gap] {
        // Without nodes nothing can be told, even where a list says that there are none.
        (snapshot.nodes.isEmpty ? [gap(.nodesMissing, "nodes", Self.nodeFindings, isNeeded: true)] : [])
            + missing(snapshot.pods, Pod.kind, .podsMissing, "pods", Self.podFindings)
            + missing(
                snapshot.daemonSets, DaemonSet.kind, .daemonSetsMissing, "DaemonSets", Self.daemonSetFindings)
            + missing(
                snapshot.controllerRevisions, ControllerRevision.kind, .controllerRevisionsMissing,
                "controller revisions", ["on-delete-pending", "rollout-in-progress", "rollout-stalled"],
                isNeeded: !snapshot.daemonSets.isEmpty)
            + missing(
                snapshot.priorityClasses, PriorityClass.kind, .priorityClassesMissing, "priority classes",
                ["insufficient-resource", "pod-creation-forbidden", "priority-not-set"])
            + missing(
                snapshot.namespaces, Namespace.kind, .namespacesMissing, "namespaces",
                ["no-eligible-node", "pod-affinity-unmet", "pod-anti-affinity-conflict", "pod-creation-forbidden"])
            + missing(
                snapshot.services, Service.kind, .servicesMissing, "Services",
                ["service-has-no-ready-endpoints", "service-port-mismatch", "service-selects-no-pods"])
            + missing(
                snapshot.endpointSlices, EndpointSlice.kind, .endpointSlicesMissing, "endpoint slices",
                ["service-has-no-ready-endpoints"], isNeeded: !snapshot.services.isEmpty)
    }

    private func policies(_ needs: SnapshotNeeds) -> [Gap] {
        missing(
            snapshot.podDisruptionBudgets, PodDisruptionBudget.kind, .podDisruptionBudgetsMissing,
            "pod disruption budgets", ["host-port-conflict", "insufficient-resource", "node-pod-limit-reached"],
            isNeeded: needs.preemption)
            + missing(
                snapshot.resourceQuotas, ResourceQuota.kind, .resourceQuotasMissing, "resource quotas",
                ["pod-creation-forbidden"], isNeeded: needs.quotas)
            + missing(
                snapshot.limitRanges, LimitRange.kind, .limitRangesMissing, "limit ranges",
                ["pod-creation-forbidden"], isNeeded: needs.limitRanges)
    }

    private func storage(_ needs: SnapshotNeeds) -> [Gap] {
        let claims = snapshot.persistentVolumeClaims
        return missing(
            claims, PersistentVolumeClaim.kind, .persistentVolumeClaimsMissing, "volume claims",
            ["volume-claim-missing", "volume-claim-unbound", "volume-node-conflict"], isNeeded: needs.claims)
            + missing(
                snapshot.persistentVolumes, PersistentVolume.kind, .persistentVolumesMissing, "volumes",
                ["volume-node-conflict"], isNeeded: claims.contains { !$0.volumeName.isEmpty })
            + missing(
                snapshot.storageClasses, StorageClass.kind, .storageClassesMissing, "storage classes",
                ["volume-claim-unbound"], isNeeded: claims.contains { $0.volumeName.isEmpty })
            + missing(
                snapshot.csiNodes, CSINode.kind, .csiNodesMissing, "CSINodes", ["volume-node-conflict"],
                isNeeded: needs.claims && needs.preemption)
    }

    private func creation(_ needs: SnapshotNeeds) -> [Gap] {
        missing(
            snapshot.runtimeClasses, RuntimeClass.kind, .runtimeClassesMissing, "runtime classes",
            ["insufficient-resource", "pod-creation-forbidden", "sandbox-creation-failed"],
            isNeeded: needs.runtimeClasses)
            + missing(
                snapshot.serviceAccounts, ServiceAccount.kind, .serviceAccountsMissing, "service accounts",
                ["pod-creation-forbidden"], isNeeded: needs.creation)
    }

    /// A gap where there are no `objects` and no empty list of them.
    private func missing(
        _ objects: [some Any], _ kind: String, _ code: Gap.Code, _ what: String, _ affects: [String],
        isNeeded: Bool = true
    ) -> [Gap] {
        guard objects.isEmpty, !listedKinds.contains(kind), !failedKinds.contains(kind) else { return [] }
        return [gap(code, what, affects, isNeeded: isNeeded)]
    }

    private func gap(_ code: Gap.Code, _ what: String, _ affects: [String], isNeeded: Bool) -> Gap {
        let doubt = isNeeded ? "" : ": there are none, or they were not saved"
        return Gap(
            code: code, detail: "The snapshot holds no \(what)\(doubt).", affects: affects, isDoubtful: !isNeeded)
    }
}

extension MissingKinds {
    private static let eventFindings = [
        "container-start-failed", "crash-loop-liveness-probe", "crash-loop-startup-probe", "evicted-by-preemption",
        "evicted-by-taint", "evicted-node-pressure", "evicted-storage-limit", "eviction-loop", "image-pull-failed",
        "node-shutdown", "pod-creation-forbidden", "post-start-hook-failed", "readiness-probe-failing",
        "rejected-by-kubelet", "sandbox-creation-failed", "scheduler-not-responding", "volume-mount-failed",
    ]
    private static let nodeFindings = [
        "host-port-conflict", "insufficient-resource", "no-eligible-node", "node-network-unavailable",
        "node-not-ready", "node-pod-limit-reached", "node-under-pressure", "node-unreachable",
        "pod-on-ineligible-node", "request-exceeds-node", "taint-not-tolerated", "volume-node-conflict",
    ]
    private static let podFindings = [
        "crash-loop-error-exit", "duplicate-pod-on-node", "host-port-conflict", "image-pull-failed",
        "insufficient-resource", "pod-missing", "pod-stuck-terminating", "readiness-probe-failing", "rollout-stalled",
    ]
    private static let daemonSetFindings = ["no-eligible-node", "orphaned-pod", "pod-missing", "rollout-stalled"]
}
