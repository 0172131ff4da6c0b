import PlacementEngine
import Testing

@testable import DiagnosisEngine

@Suite("The scheduler's messages")
struct SchedulerMessageTests {
    @Test("Counts and reasons of all releases are read")
    func releases() throws {
        let current = try #require(
            SchedulerMessage(
                "0/42 nodes are available: 1 Insufficient memory, 3 node(s) had untolerated taint(s), 38 node(s) didn't "
                    + "match Pod's node affinity/selector. preemption: 0/42 nodes are available: 41 Preemption is not "
                    + "helpful for scheduling, 1 No preemption victims found for incoming pod."))
        #expect(current.nodeCount == 42)
        #expect(current.reasons.map(\.nodes) == [1, 3, 38])
        #expect(current.reasons.map(\.plugin) == [.nodeResourcesFit, .taintToleration, .nodeAffinity])
        #expect(current.reasons[2].text == "node(s) didn't match Pod's node affinity/selector")

        let taints = try #require(
            SchedulerMessage(
                "0/3 nodes are available: 1 node(s) had taint {a: b}, that the pod didn't tolerate, 2 node(s) didn't "
                    + "match node selector."))
        #expect(taints.reasons.map(\.nodes) == [1, 2])
        #expect(taints.reasons[0].text == "node(s) had taint {a: b}, that the pod didn't tolerate")

        let old = try #require(
            SchedulerMessage(
                "No nodes are available that match all of the predicates: Insufficient cpu (1), MatchNodeSelector (2), "
                    + "PodToleratesNodeTaints (1)."))
        #expect(old.nodeCount == nil)
        #expect(old.reasons.map(\.nodes) == [1, 2, 1])
        #expect(old.nodes(refusedBy: .nodeAffinity) == 2)
    }

    @Test("A reason without a count holds for all nodes")
    func reasonsOfAllNodes() throws {
        let message = try #require(
            SchedulerMessage("0/5 nodes are available: persistentvolumeclaim \"data\" not found. preemption: none"))
        #expect(message.reasons == [.init(nodes: 5, text: "persistentvolumeclaim \"data\" not found")])
        #expect(message.reasons[0].plugin == .volumeBinding)
    }

    @Test("What is no such message is none; reasons of others have no filter")
    func others() throws {
        #expect(SchedulerMessage("running PreBind plugin \"VolumeBinding\": binding volumes: timed out") == nil)
        #expect(SchedulerMessage("") == nil)
        #expect(SchedulerMessage("no nodes available to schedule pods")?.missesNode == true)
        let message = try #require(SchedulerMessage("0/1 nodes are available: 1 node(s) were out of luck."))
        #expect(message.reasons.map(\.plugin) == [nil])
    }
}
