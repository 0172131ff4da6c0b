import CheckedJSON
import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Preflight
import TestBuilders
import Testing

@Suite("Fresh nodes of autoscaled pools")
struct FreshPoolTests {
    private func agent(
        _ name: String = "agent", memory: String = "1Gi", _ edit: (inout PodSpec) -> Void = { _ in }
    ) -> DaemonSet {
        daemonSet(name, spec: podSpec([container("agent", requests: ["memory": memory])], edit: edit))
    }

    private func nodePool(
        _ name: String, _ requirements: [NodeSelectorRequirement] = [],
        _ edit: (inout KarpenterNodeTemplate) -> Void = { _ in }
    ) -> KarpenterNodePool {
        var pool = KarpenterNodePool()
        pool.metadata.name = name
        pool.template.requirements = requirements
        edit(&pool.template)
        return pool
    }

    private func machine(_ name: String, _ type: String, memory: String, pool: String = "") -> Node {
        var machine = node(name, memory: memory)
        var labels: [Labels.Pair] = [
            .init(key: NodeLabel.instanceType, value: type), .init(key: NodeLabel.architecture, value: "amd64"),
            .init(key: NodeLabel.operatingSystem, value: "linux"),
        ]
        if !pool.isEmpty { labels.append(.init(key: KarpenterNodePool.label, value: pool)) }
        machine.metadata.labels = Labels(labels)
        return machine
    }

    private func forecasts(
        _ daemonSet: DaemonSet, nodes: [Node], _ edit: (inout Snapshot) -> Void
    ) -> [String: PoolForecast] {
        let cluster = snapshot(nodes: nodes) { snapshot in
            var namespace = Namespace()
            namespace.metadata = ObjectMeta(name: "default")
            snapshot.namespaces = [namespace]
            edit(&snapshot)
        }
        let applied = AppliedDaemonSet(daemonSet, template: .object([:]), changesTemplate: true) { _ in
            ManifestPlace(file: "f")
        }
        let outcome = Preflight([applied], with: Snapshot(), on: cluster).outcomes()[0]
        return Dictionary(outcome.pools.map { ($0.pool, $0) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("Of very many machine types the smallest and the largest are tried, and the report says how many are not")
    func typesAreCounted() throws {
        let few = forecasts(agent(), nodes: (1...64).map { machine("n\($0)", "t\($0)", memory: "\($0)Gi") }) {
            snapshot in
            snapshot.setObjects([nodePool("any")])
        }
        #expect(try #require(few["any"]).untriedCount == 0)
        let many = forecasts(agent(), nodes: (1...70).map { machine("n\($0)", "t\($0)", memory: "\($0)Gi") }) {
            snapshot in
            snapshot.setObjects([nodePool("any")])
        }
        #expect(try #require(many["any"]).untriedCount == 6)
    }

    @Test("A NodePool without nodes is judged by its taints, labels and requirements, its size is not known")
    func poolWithoutNodes() throws {
        let pools = [
            nodePool("plain"),
            nodePool("tainted") { $0.taints = [Taint(key: "gpu", effect: .noSchedule)] },
            nodePool("arm", [.init(key: NodeLabel.architecture, comparison: .isIn, values: ["arm64"])]),
            nodePool("both", [.init(key: NodeLabel.architecture, comparison: .isIn, values: ["arm64", "amd64"])]),
            nodePool("labelled") { $0.labels = ["kind": "edge"] },
        ]
        let daemonSet = agent { $0.nodeSelector = [NodeLabel.architecture: "amd64"] }
        let found = forecasts(daemonSet, nodes: []) { $0.setObjects(pools) }
        #expect(
            found.mapValues(\.isEligible) == [
                "plain": true, "tainted": false, "arm": false, "both": true, "labelled": true,
            ])
        let plain = try #require(found["plain"])
        #expect(plain.machine == nil)
        #expect(plain.smallest == nil)
        #expect(plain.failures.isEmpty)
        #expect(plain.isNodePool)
    }

    @Test("Machines seen anywhere in the cluster count where the requirements allow them")
    func machinesSeen() throws {
        let nodes = [
            machine("a", "m5.large", memory: "8Gi"), machine("b", "m5.xlarge", memory: "16Gi"),
            machine("c", "c5.tiny", memory: "1Gi"),
        ]
        let pools = [
            nodePool("any"),
            nodePool("large", [.init(key: NodeLabel.instanceType, comparison: .isIn, values: ["m5.xlarge"])]),
            nodePool("none", [.init(key: NodeLabel.instanceType, comparison: .isIn, values: ["z9.metal"])]),
        ]
        let found = forecasts(agent(memory: "2Gi"), nodes: nodes) { $0.setObjects(pools) }
        #expect(found["any"]?.smallest?.type == "m5.large")
        #expect(found["any"]?.left.memory == 6 * .gibibyte)
        #expect(found["any"]?.typeCount == 3)
        #expect(found["large"]?.smallest?.type == "m5.xlarge")
        let none = try #require(found["none"])
        #expect(none.machine == nil && none.typeCount == 0)
    }

    @Test("The pods of all DaemonSets have to have room on the smallest machine")
    func roomForAll() {
        let nodes = [machine("a", "small", memory: "2Gi"), machine("b", "big", memory: "8Gi")]
        let found = forecasts(agent(memory: "1Gi"), nodes: nodes) { snapshot in
            snapshot.daemonSets = [agent("other", memory: "1.5Gi")]
            snapshot.setObjects([nodePool("any")])
        }
        #expect(found["any"]?.smallest?.type == "big")
        #expect(found["any"]?.left.memory == 5 * .gibibyte + 512 * .mebibyte)
    }

    @Test("A NodePool's own taints count, not those of a node that happens to be there")
    func ownTaints() {
        var old = machine("a", "m5.large", memory: "8Gi", pool: "any")
        old.taints = [Taint(key: "old", effect: .noSchedule)]
        let found = forecasts(agent(), nodes: [old]) { $0.setObjects([nodePool("any")]) }
        #expect(found["any"]?.isEligible == true)
        #expect(found["any"]?.nodeCount == 1)
        #expect(found["any"]?.machine?.type == "m5.large")
    }

    @Test("Startup taints delay a pod and do not exclude it")
    func startupTaints() {
        let taint = Taint(key: "example.com/agent-not-ready", value: "true", effect: .noExecute)
        let pools = [nodePool("any") { $0.startupTaints = [taint] }]
        #expect(forecasts(agent(), nodes: []) { $0.setObjects(pools) }["any"]?.startupTaints == [taint])
        let tolerant = agent { $0.tolerations = [Toleration(comparison: .exists)] }
        #expect(forecasts(tolerant, nodes: []) { $0.setObjects(pools) }["any"]?.startupTaints == [])
    }

    @Test("The kubelet's settings, of the NodePool or of its EC2NodeClass, limit pods and room")
    func kubelet() {
        let nodes = [machine("a", "m5.large", memory: "8Gi")]
        var nodeClass = EC2NodeClass()
        nodeClass.metadata.name = "tight"
        nodeClass.kubelet.maxPods = 1
        let pools = [
            nodePool("reserved") { $0.kubelet.kubeReserved = resources(["memory": "7Gi"]) },
            nodePool("few") { $0.nodeClass = "tight" },
        ]
        let found = forecasts(agent(memory: "1Gi"), nodes: nodes) { snapshot in
            snapshot.nodes[0].capacity = snapshot.nodes[0].allocatable
            snapshot.daemonSets = [agent("other", memory: "1Mi") { $0.priorityClassName = "system-node-critical" }]
            snapshot.setObjects(pools)
            snapshot.setObjects([nodeClass])
        }
        #expect(found["reserved"]?.failures.isEmpty == false)
        #expect(found["few"]?.failures.isEmpty == false)
        #expect(found["m5.large"]?.failures.isEmpty == true)
    }

    @Test("NodeClaims tell of machines that are coming, and of their size")
    func claims() {
        var claim = KarpenterNodeClaim()
        claim.metadata.name = "any-x1"
        claim.metadata.labels = [KarpenterNodePool.label: "any", NodeLabel.instanceType: "m7.large"]
        claim.allocatable = resources(["cpu": "2", "memory": "7Gi", "pods": "29"])
        let found = forecasts(agent(), nodes: []) { snapshot in
            snapshot.setObjects([nodePool("any")])
            snapshot.setObjects([claim])
        }
        #expect(found["any"]?.comingCount == 1)
        #expect(found["any"]?.smallest?.type == "m7.large")
    }

    @Test("A DaemonSet for one node by its name runs on no fresh node")
    func hostname() {
        var named = machine("a", "m5.large", memory: "8Gi")
        named.metadata.labels = Labels(
            named.metadata.labels.pairs + [
                .init(key: "pool", value: "blue"), .init(key: NodeLabel.hostname, value: "a"),
            ])
        let found = forecasts(agent { $0.nodeSelector = [NodeLabel.hostname: "a"] }, nodes: [named]) { snapshot in
            snapshot.setObjects([nodePool("any")])
        }
        #expect(found.mapValues(\.isEligible) == ["blue": false, "any": false])
    }

    @Test("A group is judged by its nodes, without their passing taints, also where all are about to go")
    func groups() {
        var leaving = machine("a", "m5.large", memory: "8Gi")
        leaving.metadata.labels = Labels(leaving.metadata.labels.pairs + [.init(key: "pool", value: "blue")])
        leaving.taints = [
            Taint(key: "ToBeDeletedByClusterAutoscaler", value: "1790000000", effect: .noSchedule),
            Taint(key: "node.cilium.io/agent-not-ready", effect: .noSchedule),
        ]
        let found = forecasts(agent(), nodes: [leaving, machine("b", "m5.huge", memory: "64Gi")]) { _ in }
        #expect(found["blue"]?.isEligible == true)
        #expect(found["blue"]?.smallest?.type == "m5.large")
        #expect(found["blue"]?.typeCount == 2)
        #expect(found["blue"]?.isNodePool == false)
    }

    @Test("A DaemonSet without a place beside the new one is named, with the reason")
    func displaced() throws {
        func ported(_ name: String, _ port: WholeNumber) -> DaemonSet {
            agent(name) { $0.containers[0].ports = [ContainerPort(containerPort: 80, hostPort: port)] }
        }
        let pools = forecasts(
            ported("agent", 9100), nodes: [machine("a", "m.large", memory: "8Gi", pool: "general")]
        ) { snapshot in
            snapshot.daemonSets = [ported("exporter", 9100), ported("other", 9200), agent("huge", memory: "20Gi")]
        }
        let pool = try #require(pools["general"])
        #expect(pool.isEligible && pool.failures.isEmpty)
        // What has no place without the new one either is not its fault.
        #expect(pool.displaced.map(\.daemonSet) == ["default/exporter"])
        #expect(pool.displaced[0].failures.map(\.plugin) == [.nodePorts])
        #expect(pool.smallest == nil)
    }
}
