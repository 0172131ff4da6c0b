import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import SnapshotCollector
import TestBuilders
import Testing

@testable import DiagnosisEngine

@Suite("A snapshot that was cut accuses nobody")
struct PartialSnapshotTests {
    typealias Cut = NamedCase<@Sendable (inout Snapshot) -> Void, Set<Gap.Code>>

    static let cuts: [Cut] = [
        Cut("no pods", { $0.pods = [] }, [.podsPartial]),
        Cut("no pods of a namespace", { $0.pods.removeAll { $0.namespace == "logging" } }, [.podsPartial]),
        Cut("no pods of one node", { $0.pods.removeAll { $0.nodeName == "node-00007" } }, [.podsPartial]),
        Cut("the first half of the pods", { $0.pods.removeLast($0.pods.count / 2) }, [.podsPartial]),
        Cut("no nodes", { $0.nodes = [] }, [.nodesPartial]),
        Cut("five nodes too few, whose pods are there", { $0.nodes.removeLast(5) }, [.nodesPartial]),
        Cut(
            "five nodes too few, and their pods",
            { snapshot in
                let gone = Set(snapshot.nodes.suffix(5).map(\.name))
                snapshot.nodes.removeLast(5)
                snapshot.pods.removeAll { gone.contains($0.nodeName) }
            }, [.podsPartial, .nodesPartial]),
        Cut(
            "one namespace alone",
            { snapshot in
                snapshot.nodes = []
                snapshot.pods.removeAll { $0.namespace != "logging" }
                snapshot.daemonSets.removeAll { $0.namespace != "logging" }
            }, [.nodesPartial]),
    ]

    @Test("healthy DaemonSets become unknown, with a gap and without a finding", arguments: cuts)
    func cut(_ line: Cut) throws {
        var snapshot = try SnapshotReader.read(path: ShippedSnapshot.healthy.path)
        line.input(&snapshot)
        let diagnosis = Self.diagnosis(of: snapshot)
        #expect(Set(diagnosis.daemonSets.map(\.verdict)).isSubset(of: [.unknown, .healthy]))
        #expect(diagnosis.daemonSets.contains { $0.verdict == .unknown })
        #expect(diagnosis.daemonSets.flatMap(\.findings).map(\.code) == [])
        #expect(diagnosis.clusterFindings.map(\.code) == [])
        #expect(Set(diagnosis.gaps.map(\.code)) == line.expected)
    }

    @Test("a DaemonSet that was not saved leaves no orphans")
    func daemonSet() throws {
        var snapshot = try SnapshotReader.read(path: ShippedSnapshot.healthy.path)
        snapshot.daemonSets.removeAll { $0.namespace == "logging" }
        #expect(Self.diagnosis(of: snapshot).clusterFindings.map(\.code) == [])
    }

    @Test("a pod that crashes is told of though its node was not saved")
    func crash() throws {
        let diagnosis = RuleExample.diagnosis { cluster in
            cluster.node("n1")
            cluster.daemonPod(on: "n1") { $0.crash(exitCode: 1) }
            cluster.snapshot.nodes = []
        }
        #expect(diagnosis?.verdict == .failing)
        #expect(diagnosis?.findings.filter { $0.severity == .critical }.map(\.code) == [.crashLoopErrorExit])
    }

    @Test("pods that could not be created are missing, whatever else was not saved")
    func creation() {
        let diagnosis = RuleExample.diagnosis { cluster in
            cluster.node("n1")
            cluster.daemonSet.status.count(desired: 1, current: 0)
            cluster.event("FailedCreate", "Error creating: pods is forbidden", on: "agent", kind: DaemonSet.kind)
        }
        #expect(diagnosis?.verdict == .failing)
        #expect(diagnosis?.findings.map(\.code).contains(.podCreationForbidden) == true)
    }

    private static func diagnosis(of snapshot: Snapshot) -> ClusterDiagnosis {
        DiagnosisEngine(PlacementEngine(.completing(snapshot))).diagnosis()
    }
}

extension DaemonSetStatus {
    /// Says what the controller counts.
    mutating func count(desired: WholeNumber, current: WholeNumber) {
        desiredNumberScheduled = desired
        currentNumberScheduled = current
    }
}
