import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@Suite("Which neighbours a pod bears")
struct NeighbourTests {
    private static let nodes = [
        node("a1", labels: [NodeLabel.zone: "a"]), node("a2", labels: [NodeLabel.zone: "a"]),
        node("b1", labels: [NodeLabel.zone: "b"]), node("nowhere"),
    ]

    private static func namespace(_ name: String, team: String) -> Namespace {
        var namespace = Namespace()
        namespace.metadata = ObjectMeta(name: name)
        namespace.metadata.labels = ["team": team]
        return namespace
    }

    private func cluster(_ pods: [Pod]) -> Snapshot {
        snapshot(nodes: Self.nodes, pods: pods) {
            $0.namespaces = [Self.namespace("default", team: "x"), Self.namespace("shop", team: "y")]
        }
    }

    private static func term(
        _ topologyKey: String, namespaces: [String] = [], namespaceSelector: LabelSelector? = nil
    ) -> PodAffinityTerm {
        PodAffinityTerm(
            labelSelector: LabelSelector(matchLabels: ["app": "web"]), topologyKey: topologyKey,
            namespaces: namespaces, namespaceSelector: namespaceSelector)
    }

    private static let terms: [(PodAffinityTerm, [String])] = [
        (term(NodeLabel.zone), []), (term(NodeLabel.zone, namespaces: ["shop"]), ["a1", "a2"]),
        (term(NodeLabel.hostname, namespaces: ["shop"]), ["a1"]),
        (term(NodeLabel.zone, namespaces: ["other"]), []),
        (term(NodeLabel.zone, namespaceSelector: LabelSelector(matchLabels: ["team": "y"])), ["a1", "a2"]),
        (term(NodeLabel.zone, namespaceSelector: LabelSelector(matchLabels: ["team": "x"])), []),
        (term(NodeLabel.zone, namespaceSelector: LabelSelector()), ["a1", "a2"]),
        (term("no-such-label", namespaces: ["shop"]), []),
    ]

    @Test("Affinity means the pods of the namespaces that it names", arguments: terms)
    func affinityMeansNamespaces(term: PodAffinityTerm, expected: [String]) {
        let web = pod("web", namespace: "shop", on: "a1", labels: ["app": "web"])
        let near = daemonSet("near", spec: podSpec { $0.requiredPodAffinity = [term] })
        #expect(fittingNodes(of: near, in: cluster([web])) == Set(expected))
        let away = daemonSet("away", spec: podSpec { $0.requiredPodAntiAffinity = [term] })
        #expect(fittingNodes(of: away, in: cluster([web])) == Set(Self.nodes.map(\.name)).subtracting(expected))
    }

    @Test("Pods that are there keep away whom they do not bear, and leave for who ranks above them")
    func existingAntiAffinity() throws {
        let hermit = pod(
            "hermit", namespace: "shop", on: "a1",
            spec: podSpec {
                $0.requiredPodAntiAffinity = [
                    PodAffinityTerm(
                        labelSelector: LabelSelector(matchLabels: ["app": "agent"]), topologyKey: NodeLabel.zone,
                        namespaceSelector: LabelSelector())
                ]
            })
        let all = verdicts(of: daemonSet("agent"), in: cluster([hermit]))
        #expect(Set(all.filter(\.value.fits).keys) == ["b1", "nowhere"])
        #expect(
            all["a2"]?.messages == [.interPodAffinity: ["node(s) didn't satisfy existing pods anti-affinity rules"]])
        #expect(all["a2"]?.preemption == .noVictims)
        let critical = daemonSet("agent", spec: podSpec { $0.priorityClassName = "system-node-critical" })
        let evicting = verdicts(of: critical, in: cluster([hermit]))
        #expect(evicting["a1"]?.preemption == .victims([0], budgetViolations: 0))
        #expect(evicting["a2"]?.preemption == .noVictims)
    }

    @Test("The first pod of those that want to be near each other is let in")
    func firstOfItsKind() {
        let spec = podSpec {
            $0.requiredPodAffinity = [
                PodAffinityTerm(
                    labelSelector: LabelSelector(matchLabels: ["app": "agent"]), topologyKey: NodeLabel.zone)
            ]
        }
        let agent = daemonSet("agent", spec: spec)
        #expect(fittingNodes(of: agent, in: cluster([])) == ["a1", "a2", "b1"])
        #expect(fittingNodes(of: agent, in: cluster([daemonPod(of: agent, on: "b1")])) == ["b1"])
    }

    private func spread(edit: (inout TopologySpreadConstraint) -> Void) -> DaemonSet {
        var constraint = TopologySpreadConstraint()
        constraint.topologyKey = NodeLabel.zone
        constraint.labelSelector = LabelSelector(matchLabels: ["app": "web"])
        edit(&constraint)
        return daemonSet("agent", spec: podSpec { $0.topologySpreadConstraints = [constraint] }) {
            $0.template.labels = ["app": "web"]
        }
    }

    @Test("Daemon pods are pinned, so that spread compares a node's domain with itself unless affinity is ignored")
    func spreadAndNodeAffinity() throws {
        let crowd = (0..<3).map { pod("web-\($0)", on: "a1", labels: ["app": "web"]) }
        #expect(fittingNodes(of: spread { _ in }, in: cluster(crowd)) == ["a1", "a2", "b1"])
        let ignoring = spread { $0.honorsNodeAffinity = false }
        let all = verdicts(of: ignoring, in: cluster(crowd))
        #expect(Set(all.filter(\.value.fits).keys) == ["b1"])
        #expect(
            all["a2"]?.messages == [.podTopologySpread: ["node(s) didn't match pod topology spread constraints"]])
        #expect(
            all["nowhere"]?.messages == [
                .podTopologySpread: ["node(s) didn't match pod topology spread constraints (missing required label)"]
            ])
        #expect(all["nowhere"]?.preemption == .notHelpful)
        #expect(fittingNodes(of: spread { $0.isRequired = false }, in: cluster(crowd)).count == 4)
    }

    @Test("Tainted nodes are left out of the count where that is asked")
    func spreadAndTaints() {
        let crowd = [pod("web", on: "a1", labels: ["app": "web"])]
        var tainted = cluster(crowd)
        tainted.nodes[2].taints = [taint("dedicated:NoSchedule")]
        let counting = spread { $0.honorsNodeAffinity = false }
        #expect(fittingNodes(of: counting, in: tainted) == [])
        let leavingOut = spread {
            $0.honorsNodeAffinity = false
            $0.honorsNodeTaints = true
        }
        #expect(fittingNodes(of: leavingOut, in: tainted) == ["a1", "a2"])
    }

    @Test("Fewer domains than wanted count as if one were empty")
    func spreadAndMinDomains() {
        let crowd = ["a1", "b1"].map { pod("web-\($0)", on: $0, labels: ["app": "web"]) }
        let enough = spread {
            $0.honorsNodeAffinity = false
            $0.minDomains = 2
        }
        #expect(fittingNodes(of: enough, in: cluster(crowd)) == ["a1", "a2", "b1"])
        let tooFew = spread {
            $0.honorsNodeAffinity = false
            $0.minDomains = 3
        }
        #expect(fittingNodes(of: tooFew, in: cluster(crowd)) == [])
    }
}
