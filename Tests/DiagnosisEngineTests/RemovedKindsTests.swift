import ClusterSnapshot
import DiagnosisEngine
import Foundation
import KubernetesModel
import PlacementEngine
import SnapshotCollector
import TestBuilders
import TestServers
import Testing

@Suite("A snapshot of which a kind was taken away")
struct RemovedKindsTests {
    @Test("is diagnosed, and has a gap that names the kind and what it affects", arguments: ShippedSnapshot.allCases)
    func removal(snapshot: ShippedSnapshot) throws {
        let items = try Self.items(of: snapshot)
        let kinds = Set(items.map(\.kind)).sorted()
        #expect(kinds.count > 6)
        let whole = Set(try Self.read(items).gaps)
        for kind in kinds {
            let thinned = try Self.read(items.filter { $0.kind != kind })
            let new = Set(thinned.gaps).subtracting(whole).filter { $0.code != .captureTimeEstimated }
            let code = try #require(Self.codes[kind], "which gap tells of \(kind)?")
            let gap = try #require(new.first { $0.code == code }, "\(kind): \(new)")
            #expect(RuleCatalogue.codes(affectedBy: gap).isEmpty == Self.unread.contains(kind), "\(kind)")
            let diagnosis = DiagnosisEngine(PlacementEngine(ClusterIndex(thinned))).diagnosis()
            #expect(diagnosis.daemonSets.count == thinned.daemonSets.count)
        }
    }

    /// Kinds that no rule reads: the gap tells of them, and no finding depends on it.
    private static let unread: Set<String> = ["EndpointSlice", "ResourceQuota", "ServiceAccount"]

    private static let codes: [String: Gap.Code] = [
        "Event": .eventsMissing, "Node": .nodesMissing, "Pod": .podsMissing, "DaemonSet": .daemonSetReconstructed,
        "ControllerRevision": .controllerRevisionsMissing, "PriorityClass": .priorityClassesMissing,
        "Namespace": .namespacesMissing, "Service": .servicesMissing, "EndpointSlice": .endpointSlicesMissing,
        "PodDisruptionBudget": .podDisruptionBudgetsMissing, "ResourceQuota": .resourceQuotasMissing,
        "LimitRange": .limitRangesMissing, "PersistentVolumeClaim": .persistentVolumeClaimsMissing,
        "PersistentVolume": .persistentVolumesMissing, "StorageClass": .storageClassesMissing,
        "RuntimeClass": .runtimeClassesMissing, "CSINode": .csiNodesMissing, "ServiceAccount": .serviceAccountsMissing,
    ]

    private struct Item {
        var kind: String
        var json: String
    }

    private static func read(_ items: [Item]) throws -> Snapshot {
        let list = #"{"kind":"List","items":[\#(items.map(\.json).joined(separator: ","))]}"#
        return try SnapshotReader.read(bytes: Array(list.utf8), name: "thinned.json")
    }

    private static func items(of snapshot: ShippedSnapshot) throws -> [Item] {
        let data = Data(try ChildProcess.run("gzip", ["-dc", snapshot.path]).output)
        let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        return try #require(root["items"] as? [[String: Any]]).map { item in
            let json = try JSONSerialization.data(withJSONObject: item)
            return Item(kind: item["kind"] as? String ?? "", json: String(decoding: json, as: UTF8.self))
        }
    }
}
