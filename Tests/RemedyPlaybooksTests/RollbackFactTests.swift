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
    private func rollback(_ first: Bool?, _ second: Bool?, _ third: Bool?) throws -> Remedy? {
        let agent = daemonSet("agent", namespace: "logging")
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
}
