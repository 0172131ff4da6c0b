import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import TestBuilders

/// A random edit of a cluster, and the snapshot in which the same was really done.
struct DrawnEdit: CustomStringConvertible {
    /// What is put over the cluster, one after the other.
    private(set) var edits: [ClusterEdit] = []
    /// The snapshot with all of it done.
    private(set) var changed: Snapshot
    /// What is done, in words.
    private(set) var description = ""

    private let index: ClusterIndex
    private var removed: Set<Int> = []
    private var moved: Set<Int> = []

    /// Draws one to three edits, each put over the one before.
    init(of index: ClusterIndex, besides own: Set<Int>, using random: inout SeededRandom) {
        self.index = index
        changed = index.snapshot
        let usage = PlacementCluster(index).usage
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            var edit = ClusterEdit()
            changeNodes(&edit, using: &random)
            if random.happens(0.3) { addNodes(&edit, using: &random) }
            removePods(&edit, from: usage, using: &random)
            placePods(&edit, besides: own, using: &random)
            if random.happens(0.3) { addPod(&edit, using: &random) }
            if random.happens(0.3) { reserve(&edit, using: &random) }
            edits.append(edit)
            description += "; "
        }
        // Who comes later stands behind.
        let pods = index.snapshot.pods.indices.filter { !removed.contains($0) }.map { index.snapshot.pods[$0] }
        changed.pods = pods + later
    }

    /// The pods that are put on nodes, one after the other.
    private var later: [Pod] = []

    private mutating func changeNodes(_ edit: inout ClusterEdit, using random: inout SeededRandom) {
        for position in random.some(of: Array(index.snapshot.nodes.indices), atMost: 2) {
            var node = changed.nodes[position]
            if random.happens(0.5), let taint = node.taints.randomElement(using: &random) {
                node.taints.removeAll { $0.key == taint.key }
                if taint.key == Taint.Key.unschedulable { node.isUnschedulable = false }
                description += "\(node.name) without taint \(taint.key), "
            } else {
                let resource = ["cpu", "memory", "pods", "ephemeral-storage"].randomElement(using: &random) ?? "cpu"
                let now = node.allocatable[resource]?.units ?? 0
                let amount = WholeNumber(Int64.random(in: 0...max(1, now * 2).int64, using: &random))
                node.allocatable[resource] = Quantity(units: amount)
                description += "\(node.name) with \(amount) of \(resource), "
            }
            changed.nodes[position] = node
            edit.changedNodes[position] = node
        }
    }

    private mutating func addNodes(_ edit: inout ClusterEdit, using random: inout SeededRandom) {
        guard var node = index.snapshot.nodes.randomElement(using: &random) else { return }
        node.metadata.name = "added-\(changed.nodes.count)"
        let others = node.metadata.labels.pairs.filter { $0.key != NodeLabel.hostname }
        node.metadata.labels = Labels(others + [.init(key: NodeLabel.hostname, value: node.name)])
        changed.nodes.append(node)
        edit.addedNodes.append(node)
        description += "\(node.name) added, "
    }

    private mutating func removePods(
        _ edit: inout ClusterEdit, from usage: [NodeUsage], using random: inout SeededRandom
    ) {
        let present = usage.flatMap(\.pods).filter { !removed.contains($0) }
        for position in random.some(of: present, atMost: 4) {
            removed.insert(position)
            edit.removedPods.append(position)
            let pod = index.snapshot.pods[position]
            description += "\(pod.metadata.qualifiedName) off, "
            guard random.happens(0.5) else { continue }
            edit.evictedPods.append(position)
            description += "by its budget, "
            for budget in changed.podDisruptionBudgets.indices where changed.podDisruptionBudgets[budget].covers(pod) {
                changed.podDisruptionBudgets[budget].disruptionsAllowed -= 1
            }
        }
    }

    private mutating func placePods(
        _ edit: inout ClusterEdit, besides own: Set<Int>, using random: inout SeededRandom
    ) {
        let waiting = index.snapshot.pods.indices.filter {
            index.snapshot.pods[$0].nodeName.isEmpty && !own.contains($0) && !moved.contains($0)
                && !index.snapshot.pods[$0].isTerminal
        }
        let leftHere = edit.removedPods.filter { !moved.contains($0) }
        for position in random.some(of: waiting + leftHere, atMost: 2) {
            let node = Int.random(in: 0..<changed.nodes.count, using: &random)
            edit.placedPods.append((position, node))
            var pod = index.snapshot.pods[position]
            pod.nodeName = changed.nodes[node].name
            later.append(pod)
            moved.insert(position)
            removed.insert(position)
            description += "\(index.snapshot.pods[position].metadata.qualifiedName) to \(changed.nodes[node].name), "
        }
    }

    /// A pod like one that is there: with its labels, rules, ports.
    private mutating func addPod(_ edit: inout ClusterEdit, using random: inout SeededRandom) {
        guard var pod = index.snapshot.pods.randomElement(using: &random), !pod.isTerminal else { return }
        let node = Int.random(in: 0..<changed.nodes.count, using: &random)
        let model = pod.name
        pod.metadata.name = "added-\(later.count)"
        pod.metadata.ownerReferences = []
        pod.metadata.labels = Labels(pod.metadata.labels.pairs.filter { $0.key != "controller-revision-hash" })
        pod.nodeName = changed.nodes[node].name
        edit.addedPods.append((pod, node))
        later.append(pod)
        description += "\(pod.name) like \(model) on \(pod.nodeName), "
    }

    private mutating func reserve(_ edit: inout ClusterEdit, using random: inout SeededRandom) {
        let node = Int.random(in: 0..<changed.nodes.count, using: &random)
        let spec = podSpec([
            container(requests: ["cpu": "150m", "memory": "300Mi"], hostPort: random.happens(0.5) ? 8_080 : 0)
        ])
        // Nobody's selector means the pod, and nobody ranks above it.
        let reserving = pod("reserving-\(later.count)", namespace: "reserved", priority: .max, spec: spec) {
            $0.nodeName = changed.nodes[node].name
        }
        let tested = snapshot(pods: [reserving])
        let footprint = TestedPod(waitingPodAt: 0, in: tested)
        edit.reservations.append(
            (PodFootprint(requests: footprint.requests, hostPorts: footprint.hostPorts), node))
        later.append(reserving)
        description += "room taken on \(changed.nodes[node].name), "
    }
}

extension PodDisruptionBudget {
    /// Whether an eviction of the pod counts against the budget (`filterPodsWithPDBViolation`).
    func covers(_ pod: Pod) -> Bool {
        guard let selector, !selector.isEmpty, !pod.metadata.labels.isEmpty else { return false }
        return metadata.namespace == pod.namespace && !disruptedPods.contains(pod.name)
            && selector.matches(pod.metadata.labels)
    }
}
