import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@testable import DiagnosisEngine
@testable import SnapshotComparison

@Suite("How far a rollout has come")
struct RolloutProgressTests {
    /// A cluster of three nodes: the first `updated` have a pod of the template's generation, the others of an older one.
    private static func cluster(generation: WholeNumber, updated: Int) -> (inout ExampleCluster) -> Void {
        { cluster in
            for name in ["n1", "n2", "n3"] { cluster.node(name) }
            for (position, name) in ["n1", "n2", "n3"].enumerated() {
                let own = position < updated ? generation : generation - 1
                cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "\(own)"]
                cluster.daemonPod(on: name)
            }
            cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "\(generation)"]
        }
    }

    @Test("Nodes without a pod are no rollout")
    func missingPods() throws {
        let comparison = comparing({ $0.node("n1") }, { $0.node("n1") })
        #expect(try #require(comparison.agent).rollout == nil)
    }

    @Test(
        "is told in one word",
        arguments: [
            ("none", (1, 3), (1, 3), nil), ("one that goes on", (2, 1), (2, 2), .moving),
            ("one that stands", (2, 1), (2, 1), .standing), ("one that ends", (2, 1), (2, 3), .finished),
            ("one that has begun", (1, 3), (2, 1), .begun), ("one from beginning to end", (1, 3), (2, 3), .finished),
        ] as [(String, (WholeNumber, Int), (WholeNumber, Int), RolloutProgress.State?)])
    func state(name: String, before: (WholeNumber, Int), after: (WholeNumber, Int), state: RolloutProgress.State?)
        throws
    {
        let comparison = comparing(
            Self.cluster(generation: before.0, updated: before.1), Self.cluster(generation: after.0, updated: after.1))
        let agent = try #require(comparison.agent)
        #expect(agent.rollout?.state == state, "\(name)")
        if let rollout = agent.rollout {
            #expect(rollout.updated == BeforeAndAfter(before: before.1, after: after.1))
            #expect(rollout.isNewRevision == (before.0 != after.0))
        }
    }
}
