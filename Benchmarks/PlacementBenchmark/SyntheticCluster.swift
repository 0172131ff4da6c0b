import ClusterSnapshot
import KubernetesModel

/// A cluster made up in memory: pools and zones, applications with and without rules about their neighbours, and
/// DaemonSets of every kind that the scheduler has to think about.
struct SyntheticCluster {
    static let podsPerNode = 30
    private static let zones = ["eu-1a", "eu-1b", "eu-1c"]
    private static let pools = ["general", "general", "memory", "gpu", "edge"]

    private(set) var snapshot = Snapshot()
    private var random: SeededGenerator

    init(nodes nodeCount: Int, daemonSets daemonSetCount: Int, seed: UInt64) {
        random = SeededGenerator(seed: seed)
        snapshot.source = "benchmark"
        snapshot.capturedAt = Timestamp(seconds: 1_000_000)
        snapshot.namespaces = ["apps", "batch", "system"].map { name in
            var namespace = Namespace()
            namespace.metadata = ObjectMeta(name: name, uid: "namespace-\(name)")
            namespace.metadata.labels = ["team": name]
            return namespace
        }
        snapshot.nodes = (0..<nodeCount).map { node($0) }
        snapshot.daemonSets = (0..<daemonSetCount).map { SyntheticDaemonSet(number: $0).daemonSet }
        addPods()
        addBudgets()
    }

    private mutating func node(_ number: Int) -> Node {
        let name = "worker-\(number).eu.example.internal"
        let pool = Self.pools[number % Self.pools.count]
        var node = Node()
        node.metadata = ObjectMeta(name: name, uid: "node-\(number)")
        node.metadata.labels = Labels([
            .init(key: NodeLabel.hostname, value: name),
            .init(key: NodeLabel.zone, value: Self.zones[number % Self.zones.count]),
            .init(key: NodeLabel.region, value: "eu-1"),
            .init(key: NodeLabel.operatingSystem, value: "linux"),
            .init(key: NodeLabel.architecture, value: number % 7 == 0 ? "arm64" : "amd64"),
            .init(key: NodeLabel.instanceType, value: "standard-\(pool)-16"),
            .init(key: "example.com/pool", value: pool),
            .init(key: "example.com/generation", value: "\(number % 9)"),
        ])
        if pool == "gpu" { node.taints.append(Taint(key: "example.com/gpu", value: "true", effect: .noSchedule)) }
        if number % 97 == 0 { node.taints.append(Taint(key: Taint.Key.diskPressure, effect: .noSchedule)) }
        if number % 211 == 0 {
            node.isUnschedulable = true
            node.taints.append(Taint(key: Taint.Key.unschedulable, effect: .noSchedule))
        }
        node.allocatable = ResourceList([
            .init(name: ResourceName.cpu, quantity: Quantity(units: 16)),
            .init(name: ResourceName.memory, quantity: Quantity(units: 64 << 30, format: .binarySI)),
            .init(name: ResourceName.ephemeralStorage, quantity: Quantity(units: 200 << 30, format: .binarySI)),
            .init(name: ResourceName.pods, quantity: Quantity(units: 110)),
        ])
        node.capacity = node.allocatable
        return node
    }

    /// On every node the pods of a few DaemonSets, the rest from applications that grow in number with the cluster.
    private mutating func addPods() {
        let applications = (0..<max(1, snapshot.nodes.count / 10)).map { SyntheticApplication(number: $0) }
        let running = snapshot.daemonSets.prefix(4)
        snapshot.pods.reserveCapacity(snapshot.nodes.count * Self.podsPerNode)
        for node in snapshot.nodes.indices {
            for daemonSet in running { add(SyntheticDaemonSet.pod(of: daemonSet), to: node) }
            for _ in 0..<(Self.podsPerNode - running.count) {
                let application = applications[Int.random(in: 0..<applications.count, using: &random)]
                add(application.pod, to: node)
            }
        }
    }

    private mutating func add(_ template: Pod, to node: Int) {
        var pod = template
        let number = snapshot.pods.count
        pod.metadata.name = "\(template.metadata.name)-\(number)"
        pod.metadata.uid = "pod-\(number)"
        pod.nodeName = snapshot.nodes[node].metadata.name
        pod.status.phase = .running
        pod.status.startTime = Timestamp(seconds: 500_000 + WholeNumber(number % 10_000))
        snapshot.pods.append(pod)
    }

    private mutating func addBudgets() {
        snapshot.podDisruptionBudgets = (0..<20).map { number in
            var budget = PodDisruptionBudget()
            budget.metadata = ObjectMeta(name: "budget-\(number)", namespace: "apps")
            budget.selector = LabelSelector(matchLabels: ["app": "app-\(number)"])
            budget.disruptionsAllowed = WholeNumber(number % 3)
            return budget
        }
    }
}
