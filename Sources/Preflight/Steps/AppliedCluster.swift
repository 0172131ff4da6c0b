import ClusterSnapshot
import KubernetesModel

/// A cluster with the objects of a manifest, as `kubectl apply` leaves it.
struct AppliedCluster {
    /// With the manifest's objects, but its DaemonSets as they are now.
    private(set) var before: Snapshot
    /// With the manifest's DaemonSets too.
    private(set) var after: Snapshot
    /// The manifest's DaemonSets, each once, with the UID of the one that exists already.
    private(set) var daemonSets: [AppliedDaemonSet] = []
    /// The DaemonSets that exist already, by `namespace/name`.
    private(set) var existing: [String: DaemonSet] = [:]

    /// - Parameters:
    ///   - applied: the manifest's DaemonSets.
    ///   - objects: its other objects.
    ///   - snapshot: the cluster.
    init(_ applied: [AppliedDaemonSet], with objects: Snapshot, on snapshot: Snapshot) {
        before = snapshot
        before.apply(objects)
        after = before
        var positions = Dictionary(
            after.daemonSets.enumerated().map { ($0.element.metadata.qualifiedName, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        for (name, position) in positions { existing[name] = snapshot.daemonSets[position] }
        for var one in applied {
            let name = one.daemonSet.metadata.qualifiedName
            if let position = positions[name] {
                one.daemonSet.metadata.uid = after.daemonSets[position].metadata.uid
                after.daemonSets[position] = one.daemonSet
            } else {
                positions[name] = after.daemonSets.count
                after.daemonSets.append(one.daemonSet)
            }
            daemonSets.removeAll { $0.daemonSet.metadata.qualifiedName == name }
            daemonSets.append(one)
        }
    }
}

extension Snapshot {
    /// Puts the objects of a manifest in the place of those of their names, or beside the others: whatever admission,
    /// the controller and the scheduler look at.
    fileprivate mutating func apply(_ objects: Snapshot) {
        apply(objects.namespaces, to: \.namespaces) { old, new in
            new.metadata.labels = Labels(old.metadata.labels.pairs + new.metadata.labels.pairs)
            new.metadata.annotations = Labels(old.metadata.annotations.pairs + new.metadata.annotations.pairs)
            new.isTerminating = old.isTerminating
            new.defaultTolerations = new.defaultTolerations ?? old.defaultTolerations
            new.allowedTolerations = new.allowedTolerations ?? old.allowedTolerations
        }
        // A controller has counted what is used.
        apply(objects.resourceQuotas, to: \.resourceQuotas) { $1.used = $0.used }
        apply(objects.podDisruptionBudgets, to: \.podDisruptionBudgets) {
            $1.disruptionsAllowed = $0.disruptionsAllowed
        }
        apply(objects.priorityClasses, to: \.priorityClasses)
        apply(objects.runtimeClasses, to: \.runtimeClasses)
        apply(objects.limitRanges, to: \.limitRanges)
        apply(objects.serviceAccounts, to: \.serviceAccounts)
        apply(objects.persistentVolumeClaims, to: \.persistentVolumeClaims) { old, new in new = old }
        apply(objects.persistentVolumes, to: \.persistentVolumes)
        apply(objects.storageClasses, to: \.storageClasses)
        apply(objects.objects(of: KarpenterNodePool.self))
        apply(objects.objects(of: EC2NodeClass.self))
    }

    /// Objects of a kind that the snapshot has no property for.
    private mutating func apply<Object: KubernetesObject>(_ new: [Object]) {
        if new.isEmpty { return }
        let names = Set(new.map(\.metadata.qualifiedName))
        setObjects(self.objects(of: Object.self).filter { !names.contains($0.metadata.qualifiedName) } + new)
    }

    private mutating func apply<Object: KubernetesObject>(
        _ objects: [Object], to place: WritableKeyPath<Snapshot, [Object]>,
        keeping keep: (_ old: Object, _ new: inout Object) -> Void = { _, _ in }
    ) {
        for var object in objects {
            let name = object.metadata.qualifiedName
            if let position = self[keyPath: place].firstIndex(where: { $0.metadata.qualifiedName == name }) {
                keep(self[keyPath: place][position], &object)
                object.metadata.uid = self[keyPath: place][position].metadata.uid
                self[keyPath: place][position] = object
            } else {
                self[keyPath: place].append(object)
            }
        }
    }
}
