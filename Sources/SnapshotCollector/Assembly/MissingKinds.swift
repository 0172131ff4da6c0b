import ClusterSnapshot
import KubernetesModel

/// Finds the kinds of objects that a snapshot lacks though something in it depends on them.
///
/// Kinds that a healthy cluster may have none of, such as budgets and quotas, are not missed.
struct MissingKinds {
    let snapshot: Snapshot
    /// Kinds of which an empty list was saved: of those there are none, which is no gap.
    let listedKinds: Set<String>

    /// The gaps, in the order of the codes.
    var gaps: [Gap] { everywhere + whereNeeded }

    /// Kinds that every cluster has.
    private var everywhere: [Gap] {
        var gaps: [Gap] = []
        func miss(_ isMissing: Bool, _ code: Gap.Code, _ what: String, _ affects: [String]) {
            if isMissing { gaps.append(gap(code, what, affects)) }
        }
        miss(snapshot.events.isEmpty, .eventsMissing, "events", Self.eventFindings)
        miss(snapshot.nodes.isEmpty, .nodesMissing, "nodes", Self.nodeFindings)
        miss(snapshot.pods.isEmpty, .podsMissing, "pods", Self.podFindings)
        miss(snapshot.daemonSets.isEmpty, .daemonSetsMissing, "DaemonSets", Self.daemonSetFindings)
        miss(
            snapshot.controllerRevisions.isEmpty && !snapshot.daemonSets.isEmpty, .controllerRevisionsMissing,
            "controller revisions", ["on-delete-pending", "rollout-in-progress", "rollout-stalled"])
        miss(
            snapshot.priorityClasses.isEmpty, .priorityClassesMissing, "priority classes",
            ["insufficient-resource", "pod-creation-forbidden", "priority-not-set"])
        miss(
            snapshot.namespaces.isEmpty, .namespacesMissing, "namespaces",
            ["no-eligible-node", "pod-affinity-unmet", "pod-anti-affinity-conflict", "pod-creation-forbidden"])
        miss(
            snapshot.services.isEmpty, .servicesMissing, "Services",
            ["service-has-no-ready-endpoints", "service-port-mismatch", "service-selects-no-pods"])
        miss(
            snapshot.endpointSlices.isEmpty && !snapshot.services.isEmpty, .endpointSlicesMissing, "endpoint slices",
            ["service-has-no-ready-endpoints"])
        return gaps
    }

    /// Kinds that only some clusters need.
    private var whereNeeded: [Gap] {
        var gaps: [Gap] = []
        let needs = SpecNeeds(snapshot)
        if snapshot.persistentVolumeClaims.isEmpty, needs.claims, !isListed(PersistentVolumeClaim.kind) {
            gaps.append(
                gap(
                    .persistentVolumeClaimsMissing, "volume claims",
                    ["volume-claim-missing", "volume-claim-unbound", "volume-node-conflict"]))
        }
        if snapshot.persistentVolumes.isEmpty, !isListed(PersistentVolume.kind),
            snapshot.persistentVolumeClaims.contains(where: { !$0.volumeName.isEmpty })
        {
            gaps.append(gap(.persistentVolumesMissing, "volumes", ["volume-node-conflict"]))
        }
        if snapshot.storageClasses.isEmpty, !isListed(StorageClass.kind),
            snapshot.persistentVolumeClaims.contains(where: \.volumeName.isEmpty)
        {
            gaps.append(gap(.storageClassesMissing, "storage classes", ["volume-claim-unbound"]))
        }
        if snapshot.runtimeClasses.isEmpty, needs.runtimeClasses, !isListed(RuntimeClass.kind) {
            gaps.append(
                gap(
                    .runtimeClassesMissing, "runtime classes",
                    ["insufficient-resource", "pod-creation-forbidden", "sandbox-creation-failed"]))
        }
        if snapshot.serviceAccounts.isEmpty, needs.creation {
            gaps.append(gap(.serviceAccountsMissing, "service accounts", ["pod-creation-forbidden"]))
        }
        if snapshot.logs.isEmpty, needs.logs {
            gaps.append(gap(.logsMissing, "container logs", ["crash-loop-error-exit"]))
        }
        return gaps
    }

    private func isListed(_ kind: String) -> Bool { listedKinds.contains(kind) }

    private func gap(_ code: Gap.Code, _ what: String, _ affects: [String]) -> Gap {
        Gap(code: code, detail: "The snapshot holds no \(what).", affects: affects)
    }
}

/// What the pods of a snapshot need beside themselves.
private struct SpecNeeds {
    var claims = false
    var runtimeClasses = false
    /// Some DaemonSet lacks pods that it should have.
    var creation = false
    /// Some container of a DaemonSet's pod ended with an error.
    var logs = false

    init(_ snapshot: Snapshot) {
        for daemonSet in snapshot.daemonSets {
            look(at: daemonSet.template.spec)
            let status = daemonSet.status
            if status.currentNumberScheduled < status.desiredNumberScheduled { creation = true }
        }
        var seen: Set<ObjectIdentifier> = []
        for place in snapshot.pods.indices {
            let spec = snapshot.pods[place].sharedSpec
            if seen.insert(ObjectIdentifier(spec)).inserted { look(at: spec.value) }
            if logs || snapshot.pods[place].status.containerStatuses.allSatisfy(\.hasEndedWell) { continue }
            logs = snapshot.pods[place].metadata.controller?.kind == DaemonSet.kind
        }
    }

    private mutating func look(at spec: PodSpec) {
        if !spec.runtimeClassName.isEmpty { runtimeClasses = true }
        if claims { return }
        claims = spec.volumes.contains { volume in
            if case .persistentVolumeClaim = volume.source { return true }
            return volume.source == .ephemeral
        }
    }
}

extension ContainerStatus {
    fileprivate var hasEndedWell: Bool { (termination?.exitCode ?? 0) == 0 }
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
