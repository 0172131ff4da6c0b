import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@testable import RemedyPlaybooks

/// Disks of 100Gi with images on them that no pod uses.
struct DiskReliefTests {
    private static let gibibyte: WholeNumber = 1 << 30

    private struct Case: CustomTestStringConvertible, Sendable {
        var testDescription: String
        /// What the kubelet said when it evicted; nil where it said nothing.
        var message: String?
        var unused: WholeNumber
        var status: Simulation.Status
        /// What must stand in the reason or the blockers.
        var told: String?
        var edit: @Sendable (inout Snapshot) -> Void = { _ in }
    }

    private static let low =
        "The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 7Gi. "

    private static let cases = [
        Case(testDescription: "enough, as the kubelet tells", message: low, unused: 3, status: .proven),
        Case(
            testDescription: "too little", message: low, unused: 2, status: .ineffective,
            told: "reclaimable 2Gi of 3Gi needed"),
        Case(
            testDescription: "a threshold in percent", message: low, unused: 3, status: .proven,
            edit: { $0.events[0].message = $0.events[0].message.replacing("10Gi", with: "10%") }),
        Case(
            testDescription: "nothing told, less than the default threshold", unused: 14, status: .notSimulated,
            told: "up to 15Gi needed"),
        Case(testDescription: "nothing told, more than the default threshold", unused: 15, status: .proven),
        Case(
            testDescription: "nothing told, and the node keeps more than the default", unused: 15,
            status: .notSimulated, told: "up to 40Gi needed",
            edit: { $0.nodes[0].allocatable["ephemeral-storage"] = quantity("60Gi") }),
        Case(testDescription: "no image is unused", unused: 0, status: .ineffective, told: "no image is unused"),
        Case(
            testDescription: "no image is listed", message: low, unused: 3, status: .notSimulated,
            told: "lists no images",
            edit: { $0.nodes[0].images = [] }),
        Case(
            testDescription: "inodes are short", message: low, unused: 3, status: .notSimulated, told: "inodes",
            edit: { $0.events[0].message = $0.events[0].message.replacing("ephemeral-storage", with: "inodes") }),
        Case(
            testDescription: "some namespaces are not in the snapshot", message: low, unused: 3, status: .notSimulated,
            told: "pods that the snapshot lacks",
            edit: { $0.gaps.append(Gap(code: .namespacesPartial, detail: "")) }),
        Case(
            testDescription: "what was available is from an earlier pressure", message: low, unused: 3,
            status: .notSimulated,
            told: "up to 10Gi needed", edit: { $0.events[0].lastTimestamp = Timestamp(seconds: 1_000) }),
        Case(
            testDescription: "memory is short as well", message: low, unused: 3, status: .ineffective,
            told: "short of memory as well",
            edit: {
                $0.nodes[0].conditions.append(Condition(type: Node.ConditionType.memoryPressure, status: .isTrue))
            }),
        Case(
            testDescription: "fifty images are listed, so that there may be more", message: low, unused: 2,
            status: .notSimulated,
            told: "50 largest",
            edit: { snapshot in
                snapshot.nodes[0].images += (2..<50).map {
                    NodeImage(names: ["docker.io/library/running:latest", "other-\($0)"], sizeBytes: 1)
                }
            }),
    ]

    private static func snapshot(_ item: Case) -> Snapshot {
        var machine = node("n1")
        machine.capacity["ephemeral-storage"] = quantity("100Gi")
        machine.allocatable["ephemeral-storage"] = quantity("90Gi")
        machine.conditions.append(Condition(type: Node.ConditionType.diskPressure, status: .isTrue))
        machine.conditions[machine.conditions.count - 1].lastTransitionTime = Timestamp(seconds: 9_000)
        machine.taints = [taint("node.kubernetes.io/disk-pressure:NoSchedule")]
        machine.images = [NodeImage(names: ["docker.io/library/running:latest"], sizeBytes: gibibyte)]
        if item.unused > 0 {
            machine.images.append(NodeImage(names: ["registry.example/old:1"], sizeBytes: item.unused * gibibyte))
        }
        let agent = daemonSet("agent", spec: podSpec([container(image: "running")]))
        let evicted = daemonPod(of: agent, on: "n1") {
            $0.status.phase = .failed
            $0.status.reason = "Evicted"
            $0.status.conditions = []
            $0.status.message = "The node had condition: [DiskPressure]. "
        }
        var snapshot = TestBuilders.snapshot(nodes: [machine], pods: [evicted], daemonSets: [agent])
        if let message = item.message {
            var event = Event()
            event.reason = "Evicted"
            event.message = message
            event.host = "n1"
            event.regarding = ObjectReference(kind: Pod.kind, namespace: "default", name: "agent-before")
            event.lastTimestamp = Timestamp(seconds: 9_100)
            snapshot.events = [event]
        }
        item.edit(&snapshot)
        return snapshot
    }

    @Test(arguments: cases)
    private func `Freeing a disk is judged by what is needed and what can be freed`(_ item: Case) throws {
        let engine = PlacementEngine(ClusterIndex(Self.snapshot(item)))
        let diagnosis = try #require(DiagnosisEngine(engine).diagnosis().daemonSets.first)
        let advisor = RemedyAdvisor(engine, catalogue: .embedded)
        let place = try #require(
            diagnosis.findings.firstIndex { $0.code == .evictedNodePressure })
        let advice = advisor.advice(for: diagnosis)[place]
        let remedy = advice.remedies.first { $0.playbook == "free-space" }
        #expect((remedy?.simulation?.status ?? .ineffective) == item.status)
        let words = [remedy?.simulation?.reason ?? ""] + advice.inVain.filter { $0.hasPrefix("free-space") }
        if let told = item.told { #expect(words.contains { $0.contains(told) }, "\(words)") }
        if item.status == .proven {
            #expect(advice.remedies.first?.playbook == "free-space")
            #expect(remedy?.simulation?.unblocks == 1)
            #expect(remedy?.commands.contains(["ssh", "n1", "sudo", "crictl", "rmi", "--prune"]) ?? false)
        }
        #expect(advice.remedies.suffix(2).map(\.playbook) == ["prevent-disk-pressure", "spare-from-eviction"])
    }

    @Test func `A finding of the cluster tells on how many nodes the pressure ends`() throws {
        var snapshot = Self.snapshot(Case(testDescription: "", message: Self.low, unused: 3, status: .proven))
        var other = snapshot.nodes[0]
        other.metadata.name = "n2"
        snapshot.nodes.append(other)
        snapshot.nodes[1].images.removeLast()
        let engine = PlacementEngine(ClusterIndex(snapshot))
        let finding = try #require(
            DiagnosisEngine(engine).diagnosis().clusterFindings.first { $0.code == .nodeUnderPressure })
        let advice = RemedyAdvisor(engine, catalogue: .embedded).advice(forClusterFinding: finding)
        let simulation = try #require(advice.remedies.first { $0.playbook == "free-space" }?.simulation)
        #expect(simulation.status == .proven)
        #expect(simulation.aim == .endsPressure)
        #expect((simulation.unblocks, simulation.of) == (1, 2))
        #expect(simulation.stillBlocked == ["n2"])
    }
}
