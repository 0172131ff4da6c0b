import ClusterSnapshot
import DiagnosisEngine
import PlacementEngine
import SnapshotCollector
import TestBuilders
import Testing

struct DeterminismTests {
    @Test(arguments: ShippedSnapshot.allCases)
    func `The same snapshot gives the same diagnosis`(_ shipped: ShippedSnapshot) throws {
        let snapshot = try SnapshotReader.read(path: shipped.path)
        let first = DiagnosisEngine(PlacementEngine(ClusterIndex(snapshot))).diagnosis()
        let second = DiagnosisEngine(PlacementEngine(ClusterIndex(snapshot))).diagnosis()
        #expect(first == second)
    }
}
