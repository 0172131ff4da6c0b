import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel

/// A pool with the machines that it may add.
struct FreshPool {
    var name: String
    var isNodePool: Bool
    var nodeCount: Int
    var comingCount = 0
    /// The smallest first, one for each type; a machine whose labels are not settled stands there once for each value that
    /// matters.
    var machines: [FreshMachine]
    /// A node of unknown size, where no machine was seen that the pool may use.
    var unsized: [FreshMachine] = []
    var startupTaints: [Taint] = []
    /// How many types of machines of the cluster are not tried: there are too many.
    var untriedCount = 0
}

/// Finds the pools of a cluster: Karpenter's NodePools, and groups of like nodes.
struct FreshPools {
    private let snapshot: Snapshot
    /// The labels that DaemonSets choose nodes by.
    private let wantedKeys: Set<String>
    /// The machines of the cluster, one for each type, the smallest of a type.
    private let seen: [FreshMachine]
    /// How many types were left out of ``seen``.
    private let untriedCount: Int
    /// The recorded nodes of Karpenter's NodePools, by the pool's name.
    private let nodesByNodePool: [String: [Node]]
    /// How many machines each NodePool has claimed that are no nodes yet.
    private let comingByNodePool: [String: Int]
    private let nodeClasses: [String: EC2NodeClass]

    /// Of more types of machines than these some are tried, from the smallest to the largest.
    private static let mostSeen = 64

    init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
        wantedKeys = snapshot.daemonSets.reduce(into: []) { keys, daemonSet in
            let spec = daemonSet.template.spec
            keys.formUnion(spec.nodeSelector.pairs.map(\.key))
            for term in spec.requiredNodeAffinity?.terms ?? [] { keys.formUnion(term.matchExpressions.map(\.key)) }
        }
        let claimed = snapshot.objects(of: KarpenterNodeClaim.self).filter { !$0.allocatable.isEmpty }.map { claim in
            var node = Node()
            node.metadata.labels = claim.metadata.labels
            (node.capacity, node.allocatable) = (claim.capacity, claim.allocatable)
            return node
        }
        let recorded = snapshot.nodes.filter { $0.isRecorded && !$0.allocatable.isEmpty }
        let all = Self.smallest(of: recorded + claimed, isOwn: false)
        untriedCount = max(0, all.count - Self.mostSeen)
        seen =
            all.count <= Self.mostSeen
            ? all : (0..<Self.mostSeen).map { all[$0 * (all.count - 1) / (Self.mostSeen - 1)] }
        nodesByNodePool = Dictionary(
            grouping: snapshot.nodes.filter { $0.isRecorded && $0.metadata.labels[KarpenterNodePool.label] != nil },
            by: { $0.metadata.labels[KarpenterNodePool.label] ?? "" })
        comingByNodePool = snapshot.objects(of: KarpenterNodeClaim.self).reduce(into: [:]) { counts, claim in
            guard claim.nodeName.isEmpty, let pool = claim.metadata.labels[KarpenterNodePool.label] else { return }
            counts[pool, default: 0] += 1
        }
        nodeClasses = Dictionary(snapshot.objects(of: EC2NodeClass.self).map { ($0.name, $0) }) { first, _ in first }
    }

    /// All pools by name, NodePools before groups of the same name.
    func pools() -> [FreshPool] {
        let nodePools = snapshot.objects(of: KarpenterNodePool.self)
        let names = Set(nodePools.map(\.name))
        var groups: [String: [Node]] = [:]
        for node in snapshot.nodes where node.isRecorded {
            if let pool = node.metadata.labels[KarpenterNodePool.label], names.contains(pool) { continue }
            if let name = NodePool.name(of: node) { groups[name, default: []].append(node) }
        }
        let pools = (nodePools.map(pool) + groups.map { group($0.key, $0.value) })
            .map { found in
                var pool = found
                pool.untriedCount = untriedCount
                return pool
            }
        return pools.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }.map(\.element)
    }

    // MARK: - Groups of like nodes

    private func group(_ name: String, _ nodes: [Node]) -> FreshPool {
        let staying = nodes.filter { !$0.isLeavingOrJoining }
        // Where all are about to go, what comes after them is like them.
        let own = Self.smallest(of: staying.isEmpty ? nodes : staying, isOwn: true)
        var pool = FreshPool(name: name, isNodePool: false, nodeCount: nodes.count, machines: own.map(Self.fresh))
        guard let model = own.first?.node else { return pool }
        let types = Set(own.map(\.type))
        let kind = Self.platform(of: model)
        pool.machines += seen.filter { !types.contains($0.type) && Self.platform(of: $0.node) == kind }.map { other in
            var machine = Self.fresh(FreshMachine(type: other.type, node: model, isOwn: false))
            machine.node.capacity = other.node.capacity
            machine.node.allocatable = other.node.allocatable
            machine.node.metadata.labels = Self.labels(
                model.metadata.labels.pairs.filter { !Self.isOfMachine($0.key) },
                other.node.metadata.labels.pairs.filter { Self.isOfMachine($0.key) })
            return machine
        }
        pool.machines = Self.sorted(pool.machines)
        return pool
    }

    private static func fresh(_ machine: FreshMachine) -> FreshMachine {
        var fresh = machine
        fresh.node.metadata.name = "fresh-\(machine.node.name)"
        fresh.node.metadata.labels = Labels(
            machine.node.metadata.labels.pairs + [.init(key: NodeLabel.hostname, value: "fresh")])
        fresh.node.metadata.deletionTimestamp = nil
        fresh.node.isUnschedulable = false
        fresh.node.taints.removeAll(where: \.isPassing)
        return fresh
    }

    /// Architecture and system, which decide what programs run.
    private static func platform(of node: Node) -> [String] {
        [NodeLabel.architecture, NodeLabel.operatingSystem].map { node.metadata.labels[$0] ?? "" }
    }

    // MARK: - Karpenter

    private func pool(_ nodePool: KarpenterNodePool) -> FreshPool {
        let name = nodePool.name
        let template = nodePool.template
        let nodes = nodesByNodePool[name] ?? []
        let own = Self.smallest(of: nodes, isOwn: true)
        let types = Set(own.map(\.type))
        let allowed = (own + seen.filter { !types.contains($0.type) }).filter { Self.meets($0, template.requirements) }
        let coming = comingByNodePool[name] ?? 0
        var pool = FreshPool(
            name: name, isNodePool: true, nodeCount: nodes.count, comingCount: coming, machines: [],
            startupTaints: template.startupTaints)
        pool.machines = Self.sorted(allowed.flatMap { machines(like: $0, of: nodePool) })
        if pool.machines.isEmpty {
            var node = Node()
            for (resource, amount) in Self.plenty { node.allocatable[resource] = Quantity(units: amount) }
            pool.unsized = machines(like: FreshMachine(type: "", node: node, isOwn: false), of: nodePool)
        }
        return pool
    }

    /// More than any pod asks for, where only taints, labels and ports are to decide.
    private static let plenty: [(String, WholeNumber)] = [
        (ResourceName.cpu, 100_000), (ResourceName.memory, .gibibyte * 1_000_000),
        (ResourceName.ephemeralStorage, .gibibyte * 1_000_000), (ResourceName.pods, 10_000),
    ]

    /// A fresh node of the pool on such a machine: one for each set of labels that may decide.
    private func machines(like machine: FreshMachine, of nodePool: KarpenterNodePool) -> [FreshMachine] {
        let template = nodePool.template
        var settled = machine.node.metadata.labels.pairs.filter { machine.isOwn || Self.isOfMachine($0.key) }
        settled += template.labels.pairs
        settled.append(.init(key: KarpenterNodePool.label, value: nodePool.name))
        settled.append(.init(key: NodeLabel.hostname, value: "fresh"))
        var open: [(key: String, values: [String])] = []
        let known = Set(settled.map(\.key))
        for requirement in template.requirements
        where requirement.comparison == .isIn && !known.contains(requirement.key) {
            if requirement.values.count == 1 {
                settled.append(.init(key: requirement.key, value: requirement.values[0]))
            } else if wantedKeys.contains(requirement.key) {
                open.append((requirement.key, Array(requirement.values.prefix(Self.maxValueCount))))
            }
        }
        for (key, values) in Self.usualPlatforms
        where wantedKeys.contains(key) && !known.contains(key)
            && !template.requirements.contains(where: { $0.key == key })
        {
            open.append((key, values))
        }
        var alternatives: [[Labels.Pair]] = [settled]
        for (key, values) in open where alternatives.count * values.count <= Self.maxAlternativeCount {
            alternatives = alternatives.flatMap { pairs in values.map { pairs + [.init(key: key, value: $0)] } }
        }
        return alternatives.map { pairs in
            var fresh = machine
            fresh.node.metadata = ObjectMeta(name: "fresh-\(nodePool.name)")
            fresh.node.metadata.labels = Labels(pairs)
            fresh.node.isUnschedulable = false
            fresh.node.taints = template.taints
            fresh.node.allocatable = allocatable(of: machine, template)
            return fresh
        }
    }

    private static let maxValueCount = 8
    private static let maxAlternativeCount = 16
    private static let usualPlatforms = [
        (NodeLabel.operatingSystem, ["linux", "windows"]), (NodeLabel.architecture, ["amd64", "arm64"]),
    ]

    /// What the kubelet's settings leave of a machine.
    private func allocatable(of machine: FreshMachine, _ template: KarpenterNodeTemplate) -> ResourceList {
        var kubelet = template.kubelet
        if kubelet == KarpenterKubelet() {
            kubelet = nodeClasses[template.nodeClass]?.kubelet ?? kubelet
        }
        var room = machine.node.allocatable
        if let limit = kubelet.maxPods { room[ResourceName.pods] = Quantity(units: limit) }
        if let each = kubelet.podsPerCore, each > 0, let cores = machine.node.capacity[ResourceName.cpu] {
            let most = Quantity(units: each * cores.units)
            room[ResourceName.pods] = min(room[ResourceName.pods] ?? most, most)
        }
        // What the pool's own nodes offer is less by that already.
        guard !machine.isOwn else { return room }
        for entry in kubelet.kubeReserved.entries {
            guard let all = machine.node.capacity[entry.name] else { continue }
            var left = all - entry.quantity - (kubelet.systemReserved[entry.name] ?? .zero)
            // `memory.available<100Mi`, where nobody says otherwise.
            if entry.name == ResourceName.memory { left = left - Quantity(units: .mebibyte * 100) }
            room[entry.name] = min(room[entry.name] ?? left, left < .zero ? .zero : left)
        }
        return room
    }

    /// Whether the pool may use a machine. What its labels don't tell counts against it where it is about the machine.
    private static func meets(_ machine: FreshMachine, _ requirements: [NodeSelectorRequirement]) -> Bool {
        requirements.allSatisfy { requirement in
            guard isOfMachine(requirement.key) else { return true }
            guard let value = machine.node.metadata.labels[requirement.key] else {
                return requirement.comparison == .doesNotExist
            }
            return requirement.matches(value)
        }
    }

    // MARK: - Machines

    /// Whether a label tells of the machine, not of where it stands or whose it is.
    private static func isOfMachine(_ key: String) -> Bool {
        machineLabels.contains(key) || key.hasPrefix("karpenter.k8s.aws/instance-")
            || key.hasPrefix("karpenter.azure.com/sku-") || key.hasPrefix("karpenter.k8s.gcp/instance-")
    }

    private static let machineLabels: Set<String> = [
        NodeLabel.instanceType, NodeLabel.architecture, NodeLabel.operatingSystem, "beta.kubernetes.io/instance-type",
        "beta.kubernetes.io/arch", "beta.kubernetes.io/os",
    ]

    private static func labels(_ first: [Labels.Pair], _ second: [Labels.Pair]) -> Labels { Labels(first + second) }

    /// One machine for each type, of several the smallest.
    private static func smallest(of nodes: [Node], isOwn: Bool) -> [FreshMachine] {
        var byType: [String: FreshMachine] = [:]
        for node in nodes {
            let machine = FreshMachine(type: type(of: node), node: node, isOwn: isOwn)
            if let other = byType[machine.type], !isSmaller(machine, other) { continue }
            byType[machine.type] = machine
        }
        return sorted(Array(byType.values))
    }

    private static func type(of node: Node) -> String {
        let labels = node.metadata.labels
        if let type = labels[NodeLabel.instanceType] ?? labels["beta.kubernetes.io/instance-type"], !type.isEmpty {
            return type
        }
        let parts = [ResourceName.cpu, ResourceName.memory].map { name in
            "\(name) \((node.allocatable[name] ?? .zero).readable(for: name))"
        }
        return parts.joined(separator: ", ")
    }

    private static func sorted(_ machines: [FreshMachine]) -> [FreshMachine] { machines.sorted(by: isSmaller) }

    private static func isSmaller(_ left: FreshMachine, _ right: FreshMachine) -> Bool {
        func amount(_ machine: FreshMachine, _ name: String) -> Quantity { machine.node.allocatable[name] ?? .zero }
        let (memory, cpu) = (ResourceName.memory, ResourceName.cpu)
        return (amount(left, memory), amount(left, cpu), left.type, left.node.name)
            < (amount(right, memory), amount(right, cpu), right.type, right.node.name)
    }
}
