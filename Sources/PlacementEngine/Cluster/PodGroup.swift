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

    /// Takes the pod at `position` off its node.
    mutating func remove(_ pods: [Pod], _ position: Int, node: Int) {
        guard let group = group(ofPodAt: position) else { return }
        groups[group].nodes.removeFirst(of: Int32(node))
        if !pods[position].isTerminating { groups[group].nodesOfLiving.removeFirst(of: Int32(node)) }
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
    /// Takes out one of the elements that equal `value`.
    mutating func removeFirst(of value: Int32) {
        if let place = firstIndex(of: value) { remove(at: place) }
    }
}
