import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@Suite("Which nodes should run the pod")
struct EligibilityTests {
    private static let nodes = [
        node("n1", labels: ["generation": "7", "pool": "a"]), node("n2", labels: ["generation": "new", "pool": "b"]),
        node("n3", labels: ["generation": "-3"]), node("n4"),
    ]

    private func eligible(_ terms: [NodeSelectorTerm]) -> Set<String> {
        let spec = podSpec { $0.requiredNodeAffinity = NodeSelector(terms: terms) }
        return eligibleNodes(of: daemonSet("agent", spec: spec), in: snapshot(nodes: Self.nodes))
    }

    @Test(
        "Labels are compared as Kubernetes compares them",
        arguments: [
            (.init(key: "generation", comparison: .greaterThan, values: ["5"]), ["n1"]),
            (.init(key: "generation", comparison: .lessThan, values: ["5"]), ["n3"]),
            (.init(key: "generation", comparison: .greaterThan, values: ["five"]), []),
            (.init(key: "generation", comparison: .greaterThan, values: ["5.5"]), []),
            (.init(key: "generation", comparison: .greaterThan, values: ["1", "2"]), []),
            (.init(key: "generation", comparison: .greaterThan, values: ["9223372036854775808"]), []),
            (.init(key: "pool", comparison: .isIn, values: ["a", "b"]), ["n1", "n2"]),
            (.init(key: "pool", comparison: .isIn), []),
            (.init(key: "pool", comparison: .notIn, values: ["a"]), ["n2", "n3", "n4"]),
            (.init(key: "pool", comparison: .notIn), []),
            (.init(key: "pool", comparison: .exists), ["n1", "n2"]),
            (.init(key: "pool", comparison: .exists, values: ["a"]), []),
            (.init(key: "pool", comparison: .doesNotExist), ["n3", "n4"]),
            (.init(key: "pool", comparison: nil, values: ["a"]), []),
            (.init(key: "no such/key/at all", comparison: .doesNotExist), []),
            (.init(key: "-", comparison: .doesNotExist), []),
            (.init(key: "Example.com/pool", comparison: .doesNotExist), []),
            (.init(key: "a-.com/pool", comparison: .doesNotExist), []),
        ] as [(NodeSelectorRequirement, [String])])
    func labelsAreCompared(requirement: NodeSelectorRequirement, expected: [String]) {
        #expect(eligible([NodeSelectorTerm(matchExpressions: [requirement])]) == Set(expected))
    }

    @Test(
        "The name of the node is compared with one value",
        arguments: [
            (.init(key: "metadata.name", comparison: .isIn, values: ["n2"]), ["n2"]),
            (.init(key: "metadata.name", comparison: .notIn, values: ["n2"]), ["n1", "n3", "n4"]),
            (.init(key: "metadata.name", comparison: .notIn, values: ["n1", "n2"]), []),
            (.init(key: "metadata.name", comparison: .notIn), []),
            (.init(key: "metadata.name", comparison: .exists), []),
            (.init(key: "metadata.uid", comparison: .notIn, values: ["x"]), ["n1", "n2", "n3", "n4"]),
        ] as [(NodeSelectorRequirement, [String])])
    func namesAreCompared(requirement: NodeSelectorRequirement, expected: [String]) {
        #expect(eligible([NodeSelectorTerm(matchFields: [requirement])]) == Set(expected))
    }

    @Test("An empty term matches nothing, and no terms match nothing")
    func emptyTermsMatchNothing() {
        let pool = NodeSelectorTerm(matchExpressions: [.init(key: "pool", comparison: .exists)])
        #expect(eligible([NodeSelectorTerm()]) == [])
        #expect(eligible([]) == [])
        #expect(eligible([NodeSelectorTerm(), pool]) == ["n1", "n2"])
    }

    @Test(
        "Tolerations cover what they name, and everything where they name nothing",
        arguments: [
            (Toleration(comparison: .exists), true, true),
            (Toleration(comparison: .exists, effect: .noSchedule), true, true),
            (Toleration(comparison: .exists, effect: .noExecute), false, true), (Toleration(), false, true),
            (Toleration(value: "gpu"), true, true), (Toleration(key: "dedicated"), false, true),
            (Toleration(key: "dedicated", value: "gpu"), true, true),
            (Toleration(key: "dedicated", comparison: .exists), true, true),
            (Toleration(key: "dedicated", comparison: nil), false, true),
            (Toleration(key: "dedicated", comparison: .greaterThan, value: "0"), false, true),
        ])
    func tolerationsCover(toleration: Toleration, shouldRun: Bool, shouldContinueRunning: Bool) throws {
        let cluster = snapshot(nodes: [node("n1", taints: [taint("dedicated=gpu:NoSchedule")])])
        let agent = daemonSet("agent", spec: podSpec { $0.tolerations = [toleration] })
        let verdict = try #require(verdicts(of: agent, in: cluster)["n1"])
        #expect(verdict.shouldRun == shouldRun)
        #expect(verdict.shouldContinueRunning == shouldContinueRunning)
    }

    @Test(
        "Daemon pods tolerate what every one of them tolerates, and no more",
        arguments: [
            ("node.kubernetes.io/not-ready:NoExecute", true, true),
            ("node.kubernetes.io/not-ready:NoSchedule", false, true),
            ("node.kubernetes.io/unreachable:NoExecute", true, true),
            ("node.kubernetes.io/disk-pressure:NoSchedule", true, true),
            ("node.kubernetes.io/memory-pressure:NoSchedule", true, true),
            ("node.kubernetes.io/pid-pressure:NoSchedule", true, true),
            ("node.kubernetes.io/unschedulable:NoSchedule", true, true),
            ("node.kubernetes.io/network-unavailable:NoSchedule", false, true),
            ("dedicated:NoExecute", false, false), ("dedicated:PreferNoSchedule", true, true),
        ])
    func automaticTolerations(text: String, shouldRun: Bool, shouldContinueRunning: Bool) throws {
        let cluster = snapshot(nodes: [node("n1", taints: [taint(text)])])
        let verdict = try #require(verdicts(of: daemonSet("agent"), in: cluster)["n1"])
        #expect(verdict.shouldRun == shouldRun)
        #expect(verdict.shouldContinueRunning == shouldContinueRunning)
    }

    @Test("A pod on the host's network is there before the network is")
    func hostNetworkToleratesTheNetworkTaint() {
        let cluster = snapshot(nodes: [node("n1", taints: [taint("node.kubernetes.io/network-unavailable:NoSchedule")])]
        )
        let agent = daemonSet("agent", spec: podSpec { $0.isHostNetwork = true })
        #expect(fittingNodes(of: agent, in: cluster) == ["n1"])
    }

    @Test("Every constraint that excludes a node is told")
    func everyExclusionIsTold() throws {
        let cluster = snapshot(nodes: [node("n1", taints: [taint("a:NoSchedule"), taint("b:NoExecute")])])
        let spec = podSpec { spec in
            spec.nodeSelector = ["pool": "a", "disk": "ssd"]
            spec.requiredNodeAffinity = NodeSelector(terms: [])
        }
        let agent = daemonSet("agent", spec: spec) { $0.template.nodeName = "n2" }
        let exclusions = try #require(verdicts(of: agent, in: cluster)["n1"]).eligibility.exclusions
        #expect(
            Set(exclusions) == [
                .nodeName("n2"), .nodeSelector(key: "pool", value: "a", actual: nil),
                .nodeSelector(key: "disk", value: "ssd", actual: nil), .nodeAffinity(NodeSelector(terms: [])),
                .taint(taint("a:NoSchedule")), .taint(taint("b:NoExecute")),
            ])
    }

    @Test("OpenShift's node selector of the namespace is eligibility, upstream's keeps the pod pending")
    func namespaceNodeSelectors() throws {
        func cluster(_ annotation: String) -> Snapshot {
            var namespace = Namespace()
            namespace.metadata = ObjectMeta(name: "default")
            namespace.metadata.annotations = Labels([.init(key: annotation, value: "pool=a")])
            return snapshot(nodes: Self.nodes) { $0.namespaces = [namespace] }
        }
        let agent = daemonSet("agent")
        #expect(eligibleNodes(of: agent, in: cluster(Annotation.openShiftNodeSelector)) == ["n1"])
        let upstream = cluster(Annotation.namespaceNodeSelector)
        #expect(eligibleNodes(of: agent, in: upstream).count == 4)
        #expect(fittingNodes(of: agent, in: upstream) == ["n1"])
        let verdict = try #require(verdicts(of: agent, in: upstream)["n2"])
        #expect(verdict.messages == [.nodeAffinity: ["node(s) didn't match Pod's node affinity/selector"]])
        #expect(verdict.preemption == .notHelpful)
    }
}
