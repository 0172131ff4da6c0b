import ClusterSnapshot
import KubernetesModel
import Wording

/// An object's place in its kind.
private struct ObjectName: Hashable {
    var namespace: String
    var name: String
}

extension Collected {
    /// Keeps the newest where an object stands more than once; tells of it where the copies differ.
    func newest(gaps: inout [Gap]) -> [Object] {
        var places: [ObjectName: Int] = [:]
        places.reserveCapacity(objects.count)
        var repeated: [(old: Int, new: Int)] = []
        // By place: a copy of each object would count up every string and array in it.
        for place in objects.indices {
            let key = ObjectName(namespace: objects[place].metadata.namespace, name: objects[place].metadata.name)
            if let old = places.updateValue(place, forKey: key) {
                places[key] = old
                repeated.append((old, place))
            }
        }
        return repeated.isEmpty ? objects : merged(repeated, gaps: &gaps)
    }

    private func merged(_ repeated: [(old: Int, new: Int)], gaps: inout [Gap]) -> [Object] {
        var kept = self
        var dropped: Set<Int> = []
        var differing: [String] = []
        for (old, new) in repeated {
            dropped.insert(new)
            if kept.objects[old] == objects[new] { continue }
            differing.append(objects[new].metadata.qualifiedName)
            if kept.isOlder(old, thanIn: self, new) {
                kept.objects[old] = objects[new]
                kept.versions[old] = versions[new]
            }
        }
        if let first = differing.first {
            let many = differing.count == 1 ? "\(Object.kind) \(first)" : "\(differing.count) of kind \(Object.kind)"
            let example = differing.count == 1 ? "" : ", \(first) among them,"
            let verb = differing.count == 1 ? "stands" : "stand"
            let detail = "\(many)\(example) \(verb) in the snapshot more than once; the newest is kept."
            gaps.append(Gap(code: .objectDuplicated, detail: detail.escapedForOneLine))
        }
        return kept.objects.indices.filter { !dropped.contains($0) }.map { kept.objects[$0] }
    }

    private func isOlder(_ own: Int, thanIn other: Collected, _ place: Int) -> Bool {
        if versions[own] != other.versions[place] { return versions[own] < other.versions[place] }
        let start = Timestamp(seconds: 0)
        return (objects[own].metadata.creationTimestamp ?? start)
            < (other.objects[place].metadata.creationTimestamp ?? start)
    }
}

extension Snapshot {
    /// Takes over what was decoded, each object once.
    mutating func take(_ batch: ObjectBatch) {
        nodes = batch.nodes.newest(gaps: &gaps)
        pods = batch.pods.newest(gaps: &gaps)
        daemonSets = batch.daemonSets.newest(gaps: &gaps)
        controllerRevisions = batch.controllerRevisions.newest(gaps: &gaps)
        events = batch.events.newest(gaps: &gaps)
        services = batch.services.newest(gaps: &gaps)
        endpointSlices = batch.endpointSlices.newest(gaps: &gaps)
        podDisruptionBudgets = batch.podDisruptionBudgets.newest(gaps: &gaps)
        priorityClasses = batch.priorityClasses.newest(gaps: &gaps)
        runtimeClasses = batch.runtimeClasses.newest(gaps: &gaps)
        resourceQuotas = batch.resourceQuotas.newest(gaps: &gaps)
        limitRanges = batch.limitRanges.newest(gaps: &gaps)
        persistentVolumeClaims = batch.persistentVolumeClaims.newest(gaps: &gaps)
        persistentVolumes = batch.persistentVolumes.newest(gaps: &gaps)
        storageClasses = batch.storageClasses.newest(gaps: &gaps)
        namespaces = batch.namespaces.newest(gaps: &gaps)
        serviceAccounts = batch.serviceAccounts.newest(gaps: &gaps)
        csiNodes = batch.csiNodes.newest(gaps: &gaps)
        podMetrics = batch.podMetrics.newest(gaps: &gaps)
    }
}
