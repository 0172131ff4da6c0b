import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@testable import RemedyPlaybooks

/// Which revision a rollback goes to, by the pods of each in the snapshot.
struct RollbackFactTests {
    /// Pods of revisions 1 to 3, a node each: true for one that serves, false for one that crashes, nil for none.
    private func rollback(
        _ first: Bool?, _ second: Bool?, _ third: Bool?, strategy: DaemonSet.UpdateStrategy? = nil
    ) throws -> Remedy? {
        var agent = daemonSet("agent", namespace: "logging")
        if let strategy { agent.updateStrategy = strategy }
        var nodes: [Node] = []
        var pods: [Pod] = []
        for (number, serves) in [first, second, third].enumerated() {
            guard let serves else { continue }
            nodes.append(node("n\(number + 1)"))
            pods.append(
                daemonPod(of: agent, on: "n\(number + 1)") { pod in
                    pod.metadata.labels = labels(["app": "agent", ControllerRevision.Label.hash: "h\(number + 1)"])
                    guard !serves else { return }
                    pod.status.conditions = []
                    var status = ContainerStatus()
                    status.name = "main"
                    status.restartCount = 9
                    status.state = .waiting(reason: "CrashLoopBackOff", message: "back-off")
                    var end = ContainerTermination()
                    (end.exitCode, end.reason, end.finishedAt) = (1, "Error", Timestamp(seconds: 9_950))
                    status.lastState = .terminated(end)
                    pod.status.containerStatuses = [status]
                })
        }
        var snapshot = snapshot(nodes: nodes, pods: pods, daemonSets: [agent])
        snapshot.controllerRevisions = (1...3).map { number in
            var revision = ControllerRevision()
            revision.metadata = ObjectMeta(name: "agent-h\(number)", namespace: "logging")
            revision.metadata.labels = labels([ControllerRevision.Label.hash: "h\(number)"])
            revision.metadata.ownerReferences = [
                OwnerReference(kind: DaemonSet.kind, name: "agent", uid: agent.uid, isController: true)
            ]
            revision.revision = WholeNumber(number)
            return revision
        }
        let engine = PlacementEngine(ClusterIndex(snapshot))
        let diagnosis = DiagnosisEngine(engine).diagnosis().daemonSets[0]
        let advice = RemedyAdvisor(engine, catalogue: .embedded).advice(for: diagnosis)
        return zip(diagnosis.findings, advice).first { $0.0.pods.contains { $0.hasSuffix("n3") } }?.1.remedies
            .first { $0.playbook == "undo-rollout" }
    }

    private func target(_ remedy: Remedy?) -> String? { remedy?.commands.last?.last }

    @Test func `The revision before is the target where nothing speaks against it`() throws {
        #expect(target(try rollback(nil, true, false)) == "--to-revision=2")
        let unknown = try rollback(nil, nil, false)
        #expect(target(unknown) == "--to-revision=2")
        #expect(unknown?.steps.contains { $0.contains("No pod of revision 2 is left") } ?? false)
    }

    @Test func `A revision that fails too is passed over, and that is said`() throws {
        let further = try rollback(true, false, false)
        #expect(target(further) == "--to-revision=1")
        #expect(further?.steps.contains { $0.contains("revision 2 fails too (1 pod)") } ?? false)
        #expect(target(try rollback(nil, false, false)) == "--to-revision=1")
    }

    @Test func `Where every earlier revision fails there is no rollback`() throws {
        #expect(try rollback(false, false, false) == nil)
    }

    @Test func `Pods that are of the revision already are not said to restart`() throws {
        let one = try rollback(nil, true, false)
        #expect(
            one?.steps.contains(
                "Restarts 1 pod within maxUnavailable and maxSurge; the pod of revision 2 stays.") ?? false)
        let several = try rollback(true, true, false)
        #expect(
            several?.steps.contains(
                "Restarts 2 pods within maxUnavailable and maxSurge; the pod of revision 2 stays.") ?? false)
        let byHand = try rollback(nil, true, false, strategy: .onDelete)
        #expect(
            byHand?.steps.contains(
                "updateStrategy is OnDelete: to change 1 pod, delete it; the pod of revision 2 stays.") ?? false)
        for steps in [one, several, byHand].map({ $0?.steps ?? [] }) {
            #expect(!steps.contains { $0.hasPrefix("Restarts the DaemonSet's") })
        }
    }

    @Test func `A newer pod beside one of the revision is deleted, and nothing restarts`() {
        let agent = daemonSet("agent", namespace: "logging")
        let pods = ["h1", "h2", ""].map { hash in
            daemonPod(of: agent, on: hash == "" ? "n2" : "n1") { pod in
                pod.metadata.name = "agent-\(hash)"
                if !hash.isEmpty { pod.metadata.labels = labels([ControllerRevision.Label.hash: hash]) }
            }
        }
        let engine = PlacementEngine(
            ClusterIndex(snapshot(nodes: [node("n1"), node("n2")], pods: pods, daemonSets: [agent])))
        let history = RevisionHistory(engine.placement(of: agent), in: engine.index)
        #expect(history.wayBack(to: .init(number: 1, hash: "h1")) == .init(kept: 1, replaced: 1, removed: 1))
        #expect(history.wayBack(to: .init(number: 3, hash: "h3")) == .init(kept: 0, replaced: 3, removed: 0))
        func step(_ kept: WholeNumber, _ replaced: WholeNumber, _ removed: WholeNumber) -> String? {
            let facts: Parameters = [
                "undoRevision": .number(1), "undoKeeps": .number(kept), "undoReplaces": .number(replaced),
                "undoRemoves": .number(removed),
            ]
            let view = TemplateView(
                SyntheticFindings.finding(.crashLoopErrorExit), in: RemedyContext(of: agent), searched: facts)
            return TemplateRollout.in(view, isUndone: true)?.step
        }
        #expect(
            step(15, 0, 3)
                == "Nothing restarts: the 15 pods of revision 1 stay, and the 3 newer ones beside them are deleted.")
        #expect(
            step(1, 2, 1)
                == "Restarts 2 pods within maxUnavailable and maxSurge; the pod of revision 1 stays, and the newer one "
                + "beside it is deleted.")
    }

    @Test func `Without a pod of the revision all restart`() throws {
        let all = try rollback(nil, nil, false)
        #expect(all?.steps.contains { $0.hasPrefix("Restarts the DaemonSet's") } ?? false)
        #expect(all?.steps.contains { $0.contains(" of revision 2 stay") } == false)
    }
}
