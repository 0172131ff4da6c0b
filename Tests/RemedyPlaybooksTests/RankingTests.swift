import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@testable import RemedyPlaybooks

/// Which remedies are offered for small clusters, in which order, and at what risk.
struct RankingTests {
    private static let agent = daemonSet(
        "agent", namespace: "logging",
        spec: podSpec([container("agent", requests: ["memory": "500Mi"])]) { $0.nodeSelector = ["pool": "a"] })

    /// The pod that waits for a node, with the tolerations that the controller gives it.
    private static func waitingPod(on node: String) -> Pod {
        daemonPod(of: agent, on: node, isBound: false) { pod in
            var spec = pod.spec
            spec.tolerations = DaemonPodTemplate.tolerations(of: spec)
            pod.sharedSpec = Shared(spec)
        }
    }

    /// A pod that somebody makes again.
    private static func web(_ name: String, on node: String, memory: String, priority: WholeNumber = 0) -> Pod {
        pod(
            name, namespace: "apps", on: node, labels: ["app": "web"], priority: priority,
            spec: podSpec([container(requests: ["memory": memory])])
        ) {
            $0.metadata.ownerReferences = [
                OwnerReference(kind: "ReplicaSet", name: "web", uid: "web", isController: true)
            ]
        }
    }

    private func advice(_ cluster: Snapshot, for code: FindingCode) throws -> FindingAdvice {
        let engine = PlacementEngine(ClusterIndex(cluster))
        let diagnosis = DiagnosisEngine(engine).diagnosis(of: cluster.daemonSets[0])
        let place = try #require(diagnosis.findings.firstIndex { $0.code == code }, "\(diagnosis.findings.map(\.code))")
        let advisor = RemedyAdvisor(engine, catalogue: .embedded)
        let all = advisor.advice(for: diagnosis)
        // Who asks for one finding gets the same for it, and nothing for the others.
        #expect(
            advisor.advice(for: diagnosis, onFindingsAt: [place])
                == all.indices.map { $0 == place ? all[place] : FindingAdvice() })
        return all[place]
    }

    /// `n1` is nearly full, `n2` has as much left as is said.
    private func crowded(spare: String, edit: (inout Snapshot) -> Void = { _ in }) -> Snapshot {
        snapshot(
            nodes: [
                node("n1", memory: "2Gi", labels: ["pool": "a"]), node("n2", memory: spare, labels: ["pool": "b"]),
            ],
            pods: [
                Self.waitingPod(on: "n1"), Self.web("web-1", on: "n1", memory: "1000Mi"),
                Self.web("web-2", on: "n1", memory: "700Mi"),
            ],
            daemonSets: [Self.agent], edit: edit)
    }

    @Test func `The fewest pods are moved, with commands that keep the room for the daemon pod`() throws {
        let advice = try advice(crowded(spare: "2Gi"), for: .insufficientResource)
        let remedy = try #require(
            advice.remedies.first { $0.playbook == "move-pods-away" },
            "\(advice.remedies.map(\.playbook)) \(advice.inVain)")
        #expect(remedy.simulation?.status == .proven)
        #expect(remedy.simulation?.evicts.map(\.pod) == ["apps/web-1"])
        #expect(remedy.simulation?.evicts.first?.newNode == "n2")
        #expect(remedy.risk == .medium)
        #expect(remedy.commands.map { $0.prefix(4).joined(separator: " ") }.first == "kubectl cordon n1")
        #expect(remedy.commands.contains(["kubectl", "-n", "apps", "delete", "pod", "web-1"]))
        #expect(remedy.commands.last == ["kubectl", "uncordon", "n1"])
        #expect(!advice.remedies.contains { $0.playbook == "add-nodes" })
    }

    @Test func `A node that somebody has cordoned stays cordoned`() throws {
        var cluster = crowded(spare: "2Gi")
        cluster.nodes[0].isUnschedulable = true
        let remedy = try #require(
            try advice(cluster, for: .insufficientResource).remedies.first { $0.playbook == "move-pods-away" })
        #expect(!remedy.commands.joined().contains { $0.hasSuffix("cordon") })
        #expect(remedy.commands.contains(["kubectl", "-n", "apps", "delete", "pod", "web-1"]))
        #expect(remedy.rollback.isEmpty)
    }

    @Test func `Where the others have no room, nodes are added for the pods that move`() throws {
        let advice = try advice(crowded(spare: "256Mi"), for: .insufficientResource)
        let remedy = try #require(advice.remedies.first { $0.playbook == "add-nodes" })
        // Nothing tells who makes the machines, so that somebody has to.
        #expect(remedy.simulation?.status == .notSimulated)
        #expect(remedy.simulation?.reason?.contains("on all 2 nodes") ?? false)
        #expect(remedy.title == "Add nodes like n1 (1), then move pods there (1)")
        #expect(remedy.simulation?.evicts.first?.newNode == "n1-new-1")
        #expect(!advice.remedies.contains { $0.playbook == "move-pods-away" })
    }

    @Test func `What heals as much comes by its risk, and a class that puts off others last`() throws {
        let advice = try advice(
            crowded(spare: "256Mi") { snapshot in
                var urgent = PriorityClass()
                urgent.metadata.name = "urgent"
                urgent.value = 1_000
                snapshot.priorityClasses = [urgent]
            }, for: .insufficientResource)
        let proven = advice.remedies.filter { $0.simulation?.status == .proven }
        #expect(proven.first?.playbook == "lower-request")
        #expect(proven.map(\.risk) == proven.map(\.risk).sorted())
        #expect(proven.last?.playbook == "raise-priority")
        #expect(proven.last?.risk == .high)
    }

    @Test func `Where a node takes no more pods, its limit is raised before others lose theirs`() throws {
        var full = node("n1", memory: "8Gi", labels: ["pool": "a"])
        full.allocatable[ResourceName.pods] = quantity("2")
        let cluster = snapshot(
            nodes: [full],
            pods: [
                Self.waitingPod(on: "n1"), Self.web("web-1", on: "n1", memory: "100Mi"),
                Self.web("web-2", on: "n1", memory: "100Mi"),
            ],
            daemonSets: [Self.agent]
        ) { snapshot in
            var urgent = PriorityClass()
            urgent.metadata.name = "urgent"
            urgent.value = 1_000
            snapshot.priorityClasses = [urgent]
        }
        let remedies = try advice(cluster, for: .nodePodLimitReached).remedies
        let places = ["raise-pod-limit", "raise-priority"].map { name in
            remedies.firstIndex { $0.playbook == name }
        }
        let (limit, priority) = (try #require(places[0]), try #require(places[1]))
        #expect(limit < priority, "\(remedies.map(\.playbook))")
        #expect(remedies[limit].risk < remedies[priority].risk)
    }

    @Test(
        arguments: [(tainted: ["b1", "b2"], risk: Risk.high), (["b1"], .medium)]
    ) func `A taint that a whole pool has is tolerated, not removed`(tainted: [String], risk: Risk) throws {
        let agent = daemonSet("agent", namespace: "logging", spec: podSpec([container("agent")]))
        let names = ["a1", "b1", "b2"]
        let cluster = snapshot(
            nodes: names.map { name in
                node(
                    name, labels: ["pool": String(name.prefix(1))],
                    taints: tainted.contains(name) ? [taint("dedicated=x:NoSchedule")] : [])
            },
            pods: names.filter { !tainted.contains($0) }.map { daemonPod(of: agent, on: $0) }, daemonSets: [agent])
        let remedies = try advice(cluster, for: .taintNotTolerated).remedies
        #expect(remedies.first?.playbook == "adjust-tolerations", "\(remedies.map(\.playbook))")
        #expect(remedies.first { $0.playbook == "remove-taint" }?.risk == risk)
    }

    @Test func `Taints come back with all their effects and values`() throws {
        let agent = daemonSet("agent", namespace: "logging", spec: podSpec([container("agent")]))
        let taints = ["b1": ["dedicated=x:NoSchedule"], "b2": ["dedicated=x:NoSchedule", "dedicated=x:NoExecute"]]
        let cluster = snapshot(
            nodes: ["a1", "b1", "b2"].map { node($0, taints: (taints[$0] ?? []).map(taint)) },
            pods: [daemonPod(of: agent, on: "a1")], daemonSets: [agent])
        let remedy = try #require(
            try advice(cluster, for: .taintNotTolerated).remedies.first {
                $0.playbook == "remove-taint" && $0.commands.first?.contains("b2") == true
            })
        let removed = try #require(remedy.commands.first)
        let restored = Set(remedy.rollback.map { $0.dropFirst(3).joined(separator: " ") })
        if removed.contains("b1") {
            #expect(restored == ["b1 b2 dedicated=x:NoSchedule", "b2 dedicated=x:NoExecute"])
        } else {
            #expect(restored == ["b2 dedicated=x:NoSchedule", "b2 dedicated=x:NoExecute"])
        }
        #expect(remedy.rollback.allSatisfy { $0.prefix(3) == ["kubectl", "taint", "nodes"] })
    }

    @Test func `Nobody is told to raise a priority whose policy is never to preempt`() throws {
        let advice = try advice(
            crowded(spare: "256Mi") { snapshot in
                var urgent = PriorityClass()
                urgent.metadata.name = "urgent"
                urgent.value = 1_000
                snapshot.priorityClasses = [urgent]
                for place in [0] {
                    var spec = snapshot.pods[place].spec
                    spec.neverPreempts = true
                    snapshot.pods[place].sharedSpec = Shared(spec)
                }
            }, for: .insufficientResource)
        #expect(!advice.remedies.contains { $0.playbook == "raise-priority" })
        #expect(advice.inVain.contains { $0.contains("preemptionPolicy is Never") })
    }

    @Test func `An own playbook decides how far priorities may be raised`() throws {
        let cluster = crowded(spare: "256Mi") { snapshot in
            var urgent = PriorityClass()
            urgent.metadata.name = "urgent"
            urgent.value = 2_000_000
            snapshot.priorityClasses = [urgent]
        }
        let own = PlaybookFile(
            name: "own.yaml",
            text: """
                id: raise-priority
                title: Raise the priority to {{suggestedPriorityClass}}
                order: 30
                appliesTo:
                  - code: insufficient-resource
                    when: {suggestedPriority: {lessThan: 1000000}}
                change: [{setPriorityClass: "{{suggestedPriorityClass}}"}]
                steps:
                  - Ask the platform team for the class {{suggestedPriorityClass}}.
                """)
        let engine = PlacementEngine(ClusterIndex(cluster))
        let diagnosis = DiagnosisEngine(engine).diagnosis(of: cluster.daemonSets[0])
        let catalogue = try PlaybookCatalogue.embedded.adding([own])
        let remedies = RemedyAdvisor(engine, catalogue: catalogue).advice(for: diagnosis).flatMap(\.remedies)
        #expect(!remedies.isEmpty)
        #expect(!remedies.contains { $0.playbook == "raise-priority" })
    }
}
