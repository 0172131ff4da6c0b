// bare numbers in this file: positions of nodes and groups.
import KubernetesModel

/// Pods of one namespace with the same required anti-affinity.
struct AntiAffinityGroup: Sendable {
    /// The pods that these keep away.
    let terms: [AffinityTermMatcher]
    /// The nodes that the pods are on, one entry a pod.
    var nodes: [Int32] = []
}

/// Sorts pods with required anti-affinity into groups.
struct AntiAffinityTable: Sendable {
    private struct Key: Hashable {
        var namespace: String
        var terms: [PodAffinityTerm]
    }

    private struct SpecKey: Hashable {
        var namespace: String
        var spec: Int
    }

    private(set) var groups: [AntiAffinityGroup] = []
    private(set) var groupOfPod: [Int32]
    private var positions: [Key: Int] = [:]
    private var positionsBySpec: [SpecKey: Int] = [:]

    init(podCount: Int) { groupOfPod = [Int32](repeating: -1, count: podCount) }

    /// Makes place for more pods.
    mutating func grow(to podCount: Int) {
        groupOfPod += [Int32](repeating: -1, count: podCount - groupOfPod.count)
    }

    /// Takes the pods at these positions off their nodes.
    mutating func remove(_ gone: [(position: Int, node: Int)]) {
        var nodes: [Int32: [Int32]] = [:]
        for (position, node) in gone where groupOfPod[position] >= 0 {
            nodes[groupOfPod[position], default: []].append(Int32(node))
        }
        for (group, nodes) in nodes { groups[Int(group)].nodes.remove(nodes) }
    }

    /// Puts the pod at `position` into its group; it is counted where it is on a node.
    mutating func add(_ pods: [Pod], _ position: Int, spec: Int, node: Int?) {
        let group = group(of: pods, position, spec: spec)
        groupOfPod[position] = Int32(group)
        if let node { groups[group].nodes.append(Int32(node)) }
    }

    private mutating func group(of pods: [Pod], _ position: Int, spec: Int) -> Int {
        let specKey = SpecKey(namespace: pods[position].metadata.namespace, spec: spec)
        if let known = positionsBySpec[specKey] { return known }
        let key = Key(namespace: specKey.namespace, terms: pods[position].spec.requiredPodAntiAffinity)
        let group: Int
        if let known = positions[key] {
            group = known
        } else {
            group = groups.count
            positions[key] = group
            // The API server has merged the label keys of a pod that is there into its terms already.
            groups.append(
                AntiAffinityGroup(
                    terms: key.terms.map { AffinityTermMatcher($0, namespace: key.namespace, labels: Labels()) }))
        }
        positionsBySpec[specKey] = group
        return group
    }
}
