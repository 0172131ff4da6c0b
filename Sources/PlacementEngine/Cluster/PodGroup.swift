// bare numbers in this file: positions of nodes and groups.
import KubernetesModel

/// Pods of one namespace with the same labels: a selector is asked once for all of them.
struct PodGroup: Sendable {
    var namespace: String
    var labels: Labels
    /// The nodes that the pods are on, one entry a pod.
    var nodes: [Int32] = []
    /// The nodes of those pods that nobody has deleted: topology spread counts only these.
    var nodesOfLiving: [Int32] = []
}

/// Sorts pods into groups.
struct PodGroupTable: Sendable {
    private struct Key: Hashable {
        var namespace: String
        var labels: Labels
    }

    private(set) var groups: [PodGroup] = []
    private var positions: [Key: Int] = [:]
    /// The group of the last pod of each spec: the next one of that spec is likely to belong there too.
    private var lastGroupOfSpec: [Int] = []
    private var groupOfPod: [Int32]

    init(podCount: Int) { groupOfPod = [Int32](repeating: -1, count: podCount) }

    /// The position of the pod's group among ``groups``; nil for a pod that is on no node and waits for none.
    func group(ofPodAt position: Int) -> Int? {
        let group = groupOfPod[position]
        return group < 0 ? nil : Int(group)
    }

    /// Makes place for more pods.
    mutating func grow(to podCount: Int) {
        groupOfPod += [Int32](repeating: -1, count: podCount - groupOfPod.count)
    }

    /// Takes the pods at these positions off their nodes.
    mutating func remove(_ pods: [Pod], _ gone: [(position: Int, node: Int)]) {
        var all: [Int: [Int32]] = [:]
        var living: [Int: [Int32]] = [:]
        for (position, node) in gone {
            guard let group = group(ofPodAt: position) else { continue }
            all[group, default: []].append(Int32(node))
            if !pods[position].isTerminating { living[group, default: []].append(Int32(node)) }
        }
        for (group, nodes) in all { groups[group].nodes.remove(nodes) }
        for (group, nodes) in living { groups[group].nodesOfLiving.remove(nodes) }
    }

    /// Puts the pod at `position` into its group; it is counted where it is on a node.
    mutating func add(_ pods: [Pod], _ position: Int, spec: Int, node: Int?) {
        let group = group(of: pods, position, spec: spec)
        groupOfPod[position] = Int32(group)
        guard let node else { return }
        groups[group].nodes.append(Int32(node))
        if !pods[position].isTerminating { groups[group].nodesOfLiving.append(Int32(node)) }
    }

    private mutating func group(of pods: [Pod], _ position: Int, spec: Int) -> Int {
        while lastGroupOfSpec.count <= spec { lastGroupOfSpec.append(-1) }
        let last = lastGroupOfSpec[spec]
        let namespace = pods[position].metadata.namespace
        let labels = pods[position].metadata.labels
        if last >= 0, groups[last].labels == labels, groups[last].namespace == namespace { return last }
        let key = Key(namespace: namespace, labels: labels)
        let group: Int
        if let known = positions[key] {
            group = known
        } else {
            group = groups.count
            positions[key] = group
            groups.append(PodGroup(namespace: namespace, labels: labels))
        }
        lastGroupOfSpec[spec] = group
        return group
    }
}

extension [Int32] {
    /// Takes out an element for each of these values.
    mutating func remove(_ values: [Int32]) {
        guard values.count > 1 else {
            if let place = values.first.flatMap({ firstIndex(of: $0) }) { remove(at: place) }
            return
        }
        var left: [Int32: Int] = [:]
        for value in values { left[value, default: 0] += 1 }
        removeAll { value in
            guard let count = left[value], count > 0 else { return false }
            left[value] = count - 1
            return true
        }
    }
}
