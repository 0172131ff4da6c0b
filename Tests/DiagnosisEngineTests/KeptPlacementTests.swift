import ClusterSnapshot
import DiagnosisEngine
import PlacementEngine
import SnapshotCollector
import TestBuilders
import Testing

struct KeptPlacementTests {
    @Test func `The verdicts are handed on where something is wrong`() throws {
        let snapshot = try SnapshotReader.read(path: ShippedSnapshot.mixedFaults.path)
        let engine = DiagnosisEngine(PlacementEngine(ClusterIndex(snapshot)))
        let diagnoses = engine.diagnosis().daemonSets
        #expect(diagnoses.contains { $0.findings.isEmpty })
        for diagnosis in diagnoses {
            #expect((diagnosis.placement == nil) == diagnosis.findings.isEmpty, "\(diagnosis.name)")
            if let placement = diagnosis.placement {
                #expect(placement.daemonSet.name == diagnosis.name)
                #expect(placement.verdicts.count == snapshot.nodes.count)
            }
        }
        let healthy = try #require(diagnoses.first { $0.findings.isEmpty })
        let daemonSet = try #require(
            snapshot.daemonSets.first { $0.name == healthy.name && $0.namespace == healthy.namespace })
        let alone = engine.diagnosis(of: daemonSet)
        #expect(alone.placement != nil)
        #expect(alone == healthy)
    }
}
