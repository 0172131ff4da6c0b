import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@testable import DiagnosisEngine
@testable import SnapshotComparison

@Suite("What only a gap makes different")
struct GapTests {
    private static let withoutEvents = Gap(
        code: .eventsMissing, detail: "The snapshot has no events.", missing: [.events])

    private static func serving(_ cluster: inout ExampleCluster) {
        cluster.node("n1")
        cluster.daemonPod(on: "n1")
    }

    private static func looping(_ cluster: inout ExampleCluster) {
        cluster.node("n1")
        NodeChangeTests.looping(&cluster)
    }

    @Test("A loop of evictions that AFTER cannot show is not told as healed")
    func notHealed() throws {
        let comparison = comparing(Self.looping) { cluster in
            Self.serving(&cluster)
            cluster.snapshot.gaps = [Self.withoutEvents]
        }
        let agent = try #require(comparison.agent)
        #expect(agent.outcome == .uncertain)
        #expect(agent.nodes.map(\.change) == [.uncertain])
        #expect(agent.findings.first { $0.code == .evictionLoop }?.change == .uncertain)
        #expect(!comparison.isWell)
        #expect(comparison.gaps.onlyIn.after.map(\.code) == [.eventsMissing])
    }

    @Test("A finding that BEFORE could not show is not told as new")
    func notNew() throws {
        let comparison = comparing(
            { cluster in
                Self.serving(&cluster)
                cluster.snapshot.gaps = [Self.withoutEvents]
            }, Self.looping)
        let agent = try #require(comparison.agent)
        #expect(agent.findings.first { $0.code == .evictionLoop }?.change == .uncertain)
        #expect(agent.worst == nil)
    }

    @Test("A gap of both is no difference")
    func gapOfBoth() throws {
        let comparison = comparing(
            { cluster in
                Self.serving(&cluster)
                cluster.snapshot.gaps = [Self.withoutEvents]
            },
            { cluster in
                Self.serving(&cluster)
                cluster.snapshot.gaps = [Self.withoutEvents]
            })
        #expect(comparison.gaps.onlyIn == BeforeAndAfter(before: [], after: []))
        #expect(comparison.agent?.outcome == .unchanged)
    }

    @Test("A DaemonSet that the snapshot may only lack is neither new nor gone")
    func perhapsThere() throws {
        let comparison = comparing(Self.serving) { cluster in
            Self.serving(&cluster)
            cluster.daemonSet.metadata.name = "other"
            cluster.snapshot.gaps = [Gap(code: .namespacesPartial, detail: "Only some namespaces were saved.")]
        }
        #expect(comparison.agent?.outcome == .uncertain)
        #expect(comparison.worst == nil)
    }

    @Test("A DaemonSet of a namespace of which AFTER holds nothing is not told as gone")
    func perhapsNotAsked() throws {
        let comparison = comparing(Self.serving) { cluster in
            cluster.node("n1")
            cluster.daemonSet.metadata = ObjectMeta(name: "other", namespace: "elsewhere", uid: "other")
        }
        #expect(comparison.agent?.outcome == .uncertain)
    }

    @Test("A pod that AFTER may only have lost is not told as broken")
    func perhapsUnreadable() throws {
        let comparison = comparing(Self.serving) { cluster in
            cluster.node("n1")
            cluster.snapshot.gaps = [Gap(code: .objectUnreadable, detail: "Pod logging/agent-n1: broken")]
        }
        #expect(comparison.agent?.outcome == .uncertain)
        #expect(comparison.agent?.findings.first { $0.code == .podMissing }?.change == .uncertain)
        #expect(comparison.worst == nil)
    }

    @Test("What broke a node that served is new, whatever BEFORE could show")
    func provenByNode() throws {
        let comparison = comparing(
            { cluster in
                Self.serving(&cluster)
                cluster.snapshot.gaps = [Self.withoutEvents]
            },
            { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.hold("ContainerCreating") }
                cluster.event("FailedMount", "MountVolume.SetUp failed for volume \"data\" : timed out", on: "agent-n1")
            })
        #expect(comparison.agent?.findings.first { $0.code == .volumeMountFailed }?.change == .new)
        #expect(comparison.worst == .critical)
    }

    @Test("Every crash that AFTER cannot show for lack of pods is uncertain, whatever its kind")
    func crashesWithoutPods() throws {
        for reason in ["OOMKilled", "Error"] {
            let comparison = comparing(
                { cluster in
                    cluster.node("n1")
                    cluster.daemonPod(on: "n1") { $0.crash(exitCode: reason == "Error" ? 1 : 137, reason: reason) }
                },
                { cluster in
                    cluster.node("n1")
                    cluster.snapshot.gaps = [Gap(code: .podsMissing, detail: "none", missing: [.pods])]
                })
            let findings = try #require(comparison.agent?.findings)
            #expect(!findings.isEmpty)
            #expect(findings.allSatisfy { $0.change == .uncertain }, "\(findings.map(\.code))")
        }
    }

    @Test("Container logs hide no finding: without them it says less")
    func logsHideNothing() throws {
        let comparison = comparing(
            { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
            },
            { cluster in
                Self.serving(&cluster)
                cluster.snapshot.gaps = [Gap(code: .logsMissing, detail: "none", missing: [.containerLogs])]
            })
        #expect(comparison.agent?.findings.first { $0.code == .crashLoopErrorExit }?.change == .gone)
    }
}
