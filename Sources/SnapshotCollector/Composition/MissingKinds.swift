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
        let needed = kindsThatOthersNeed(needs)
        return events(needs)
            // Without nodes nothing can be told, even where a list says that there are none.
            + (snapshot.nodes.isEmpty ? [gap(.node, isNeeded: true)] : [])
            + needed.flatMap { missing($0.kind, isNeeded: $0.isNeeded) }
            // Nothing is known to depend on the others.
            + ObjectKind.allCases.filter { kind in
                kind.isAlwaysCollected && kind != .event && kind != .node && !needed.contains { $0.kind == kind }
            }.flatMap { missing($0, isNeeded: false) }
            + (snapshot.logs.isEmpty && needs.logs
                ? [
                    Gap(
                        code: .logsMissing, detail: "The snapshot has no container logs.", missing: [.containerLogs])
                ] : [])
    }

    /// The kinds that something in a snapshot can depend on, and whether it does.
    private func kindsThatOthersNeed(_ needs: SnapshotNeeds) -> [(kind: ObjectKind, isNeeded: Bool)] {
        let claims = snapshot.persistentVolumeClaims
        return [
            (.pod, true), (.daemonSet, true), (.controllerRevision, !snapshot.daemonSets.isEmpty),
            (.priorityClass, true), (.namespace, true), (.service, true),
            (.endpointSlice, !snapshot.services.isEmpty), (.podDisruptionBudget, needs.preemption),
            (.resourceQuota, needs.quotas), (.limitRange, needs.limitRanges), (.persistentVolumeClaim, needs.claims),
            (.persistentVolume, claims.contains { !$0.volumeName.isEmpty }),
            (.storageClass, claims.contains { $0.volumeName.isEmpty }),
            (.csiNode, needs.claims && needs.preemption), (.runtimeClass, needs.runtimeClasses),
            (.serviceAccount, needs.creation),
        ]
    }

    /// An empty list of events proves nothing: they last for an hour, unless told otherwise.
    private func events(_ needs: SnapshotNeeds) -> [Gap] {
        guard snapshot.events.isEmpty, listedKinds.contains(Event.kind) else { return missing(.event, isNeeded: true) }
        // Who could not read them has said so.
        if snapshot.gaps.contains(where: { $0.code.isDamage && $0.missing == [.events] }) { return [] }
        let isNeeded = needs.creation || needs.preemption || needs.logs
        let detail = "The snapshot's list of events is empty: they have expired, or there were none."
        return [Gap(code: .eventsMissing, detail: detail, missing: [.events], isDoubtful: !isNeeded)]
    }

    /// A gap where there are no objects of a kind and no empty list of them.
    private func missing(_ kind: ObjectKind, isNeeded: Bool) -> [Gap] {
        let name = kind.rawValue
        guard kind.isAbsent(in: snapshot), !listedKinds.contains(name), !failedKinds.contains(name) else { return [] }
        return [gap(kind, isNeeded: isNeeded)]
    }

    private func gap(_ kind: ObjectKind, isNeeded: Bool) -> Gap {
        let doubt = isNeeded ? "" : ": there are none, or they were not saved"
        return Gap(
            code: Gap.Code(missing: kind),
            detail: "The snapshot has no \(kind.inSentences)\(doubt).", missing: [.objects(kind)],
            isDoubtful: !isNeeded)
    }
}
