import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@testable import DiagnosisEngine
@testable import SnapshotComparison

@Suite("What speaks against comparing two snapshots")
struct WarningTests {
    private static func cluster(
        node name: String = "n1", namespaceUID: String? = "a", at second: WholeNumber = 10_000
    ) -> DiagnosedSnapshot {
        let cluster = snapshot(nodes: [node(name)]) { snapshot in
            snapshot.capturedAt = Timestamp(seconds: second)
            if let namespaceUID {
                var namespace = Namespace()
                namespace.metadata = ObjectMeta(name: "kube-system", uid: namespaceUID)
                snapshot.namespaces = [namespace]
            }
        }
        return DiagnosedSnapshot(cluster, ClusterDiagnosis(daemonSets: [], clusterFindings: []))
    }

    @Test(
        "is told by a word each",
        arguments: [
            ("a pair", cluster(), cluster(at: 10_060), []),
            ("AFTER is older", cluster(at: 10_060), cluster(), [.afterIsOlder]),
            ("the same moment", cluster(), cluster(), [.sameMoment]),
            ("nothing tells the time", cluster(at: 10_060), cluster(at: 0), []),
            ("another cluster", cluster(), cluster(namespaceUID: "b", at: 10_060), [.otherCluster]),
            ("nothing tells the cluster", cluster(namespaceUID: nil), cluster(namespaceUID: "b", at: 10_060), []),
            ("no node in common", cluster(), cluster(node: "n2", at: 10_060), [.noNodeInCommon]),
        ] as [(String, DiagnosedSnapshot, DiagnosedSnapshot, [ComparisonWarning.Code])])
    func codes(name: String, before: DiagnosedSnapshot, after: DiagnosedSnapshot, codes: [ComparisonWarning.Code]) {
        #expect(ComparisonWarning.all(before, after).map(\.code) == codes, "\(name)")
    }
}
