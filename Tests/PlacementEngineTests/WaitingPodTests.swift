import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@Suite("Pods that wait for their node")
struct WaitingPodTests {
    private let agent = daemonSet("agent", spec: podSpec([container(requests: ["memory": "1Gi"])]))

    private func waiting(_ memory: String, edit: (inout PodSpec) -> Void = { _ in }) -> Pod {
        var spec = podSpec([container(requests: ["memory": memory])]) {
            $0.tolerations = DaemonPodTemplate.tolerations(of: $0)
        }
        spec.priority = 0
        edit(&spec)
        return daemonPod(of: agent, on: "n1", isBound: false) { $0.sharedSpec = Shared(spec) }
    }

    @Test("The waiting pod's own spec is judged, elsewhere the template")
    func ownSpecIsJudged() throws {
        let cluster = snapshot(nodes: [node("n1"), node("n2")], pods: [waiting("9Gi")])
        let all = verdicts(of: agent, in: cluster)
        #expect(all["n1"]?.testedPod == .pod(0))
        #expect(all["n1"]?.messages == [.nodeResourcesFit: ["Insufficient memory"]])
        #expect(all["n2"]?.testedPod == .template)
        #expect(all["n2"]?.fits == true)
    }

    @Test("What differs from the template is told, and nothing else")
    func differencesAreTold() throws {
        let same = snapshot(nodes: [node("n1")], pods: [waiting("1024Mi")])
        #expect(verdicts(of: agent, in: same)["n1"]?.differences == [])
        let changed = waiting("9Gi") {
            $0.nodeSelector = ["pool": "a"]
            $0.tolerations.append(Toleration(key: "gpu", comparison: .exists))
            $0.priority = 7
        }
        let differing = verdicts(of: agent, in: snapshot(nodes: [node("n1")], pods: [changed]))["n1"]
        #expect(
            Set(differing?.differences.map(\.description) ?? []) == [
                "memory 9Gi instead of 1Gi", "nodeSelector pool=a added", "toleration gpu added",
                "priority 7 instead of 0",
            ])
    }

    @Test("A template that is not applied yet is judged itself, whatever waits now")
    func templatesToComeAreJudged() throws {
        let cluster = snapshot(nodes: [node("n1")], pods: [waiting("9Gi")])
        let placement = PlacementEngine(ClusterIndex(cluster)).placement(of: agent, isApplied: false)
        #expect(placement.verdicts.map(\.testedPod) == [.template])
        #expect(placement.verdicts.map(\.fits) == [true])
    }

    @Test("A deleted pod that waits is not judged any more")
    func deletedPodsAreNotJudged() {
        var leaving = waiting("9Gi")
        leaving.metadata.deletionTimestamp = Timestamp(seconds: 1)
        let cluster = snapshot(nodes: [node("n1")], pods: [leaving])
        #expect(verdicts(of: agent, in: cluster)["n1"]?.testedPod == .template)
    }

    @Test(
        "Room that preemption has made is kept for who waits for it, unless that pod ranks below",
        arguments: [("n1", 0, false), ("n1", 5, false), ("n1", -1, true), ("n2", 5, true), ("", 5, true)]
            as [(String, WholeNumber, Bool)])
    func nominatedPodsKeepTheirRoom(node name: String, priority: WholeNumber, fits: Bool) {
        let nominated = pod("next", priority: priority, spec: podSpec([container(requests: ["memory": "7500Mi"])])) {
            $0.status.nominatedNodeName = name
        }
        let cluster = snapshot(nodes: [node("n1"), node("n2")], pods: [nominated])
        #expect(verdicts(of: agent, in: cluster)["n1"]?.fits == fits)
    }

    @Test("A pod that waits for room of its own is not in its own way")
    func nominatedForItself() {
        var own = waiting("6Gi")
        own.status.nominatedNodeName = "n1"
        #expect(verdicts(of: agent, in: snapshot(nodes: [node("n1")], pods: [own]))["n1"]?.fits == true)
    }

    @Test("Nominated pods that keep others away do so already")
    func nominatedPodsKeepAway() {
        let web = pod("web", on: "n1", labels: ["app": "web"], spec: podSpec { $0.requiredPodAntiAffinity = [term] })
        let next = pod("next", labels: ["app": "web"], spec: podSpec { $0.requiredPodAntiAffinity = [term] }) {
            $0.status.nominatedNodeName = "n2"
        }
        let cluster = snapshot(nodes: [node("n1"), node("n2"), node("n3")], pods: [web, next])
        #expect(fittingNodes(of: agent, in: cluster) == ["n3"])
    }

    private let term = PodAffinityTerm(
        labelSelector: LabelSelector(matchLabels: ["app": "agent"]), topologyKey: NodeLabel.hostname)
}
