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

    /// The gaps: what every diagnosis reads first.
    var gaps: [Gap] {
        let needs = SnapshotNeeds(snapshot)
        let claims = snapshot.persistentVolumeClaims
        return events(needs)
            // Without nodes nothing can be told, even where a list says that there are none.
            + (snapshot.nodes.isEmpty ? [gap(.node, isNeeded: true)] : [])
            + missing(snapshot.pods, .pod)
            + missing(snapshot.daemonSets, .daemonSet)
            + missing(snapshot.controllerRevisions, .controllerRevision, isNeeded: !snapshot.daemonSets.isEmpty)
            + missing(snapshot.priorityClasses, .priorityClass)
            + missing(snapshot.namespaces, .namespace)
            + missing(snapshot.services, .service)
            + missing(snapshot.endpointSlices, .endpointSlice, isNeeded: !snapshot.services.isEmpty)
            + missing(snapshot.podDisruptionBudgets, .podDisruptionBudget, isNeeded: needs.preemption)
            + missing(snapshot.resourceQuotas, .resourceQuota, isNeeded: needs.quotas)
            + missing(snapshot.limitRanges, .limitRange, isNeeded: needs.limitRanges)
            + missing(claims, .persistentVolumeClaim, isNeeded: needs.claims)
            + missing(
                snapshot.persistentVolumes, .persistentVolume, isNeeded: claims.contains { !$0.volumeName.isEmpty })
            + missing(snapshot.storageClasses, .storageClass, isNeeded: claims.contains { $0.volumeName.isEmpty })
            + missing(snapshot.csiNodes, .csiNode, isNeeded: needs.claims && needs.preemption)
            + missing(snapshot.runtimeClasses, .runtimeClass, isNeeded: needs.runtimeClasses)
            + missing(snapshot.serviceAccounts, .serviceAccount, isNeeded: needs.creation)
            + (snapshot.logs.isEmpty && needs.logs
                ? [
                    Gap(
                        code: .logsMissing, detail: "The snapshot holds no container logs.", missing: [.containerLogs])
                ] : [])
    }

    /// An empty list of events proves nothing: they last for an hour, unless told otherwise.
    private func events(_ needs: SnapshotNeeds) -> [Gap] {
        guard snapshot.events.isEmpty, listedKinds.contains(Event.kind) else { return missing(snapshot.events, .event) }
        // Who could not read them has said so.
        if snapshot.gaps.contains(where: { $0.code.isDamage && $0.missing == [.events] }) { return [] }
        let isNeeded = needs.creation || needs.preemption || needs.logs
        let detail = "The snapshot's list of events is empty: they have expired, or there were none."
        return [Gap(code: .eventsMissing, detail: detail, missing: [.events], isDoubtful: !isNeeded)]
    }

    /// A gap where there are no `objects` and no empty list of them.
    private func missing(_ objects: [some Any], _ kind: ObjectKind, isNeeded: Bool = true) -> [Gap] {
        let name = kind.rawValue
        guard objects.isEmpty, !listedKinds.contains(name), !failedKinds.contains(name) else { return [] }
        return [gap(kind, isNeeded: isNeeded)]
    }

    private func gap(_ kind: ObjectKind, isNeeded: Bool) -> Gap {
        let doubt = isNeeded ? "" : ": there are none, or they were not saved"
        return Gap(
            code: Gap.Code(missing: kind) ?? .collectorError,
            detail: "The snapshot holds no \(kind.inSentences)\(doubt).", missing: [.objects(kind)],
            isDoubtful: !isNeeded)
    }
}
