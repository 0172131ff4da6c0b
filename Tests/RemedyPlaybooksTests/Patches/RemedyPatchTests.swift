import CheckedJSON
import ClusterSimulation
import ClusterSnapshot
import KubernetesModel
@testable import SnapshotCollector
import TestBuilders
import Testing

@testable import RemedyPlaybooks

/// Every patch that a report prints, applied to the object in the snapshot.
struct RemedyPatchTests {
    @Test(arguments: ShippedSnapshot.allCases)
    func `Patches apply, change only what they say, and do what was simulated`(sample: ShippedSnapshot) throws {
        try expectSound(path: sample.path)
    }

    private func expectSound(path: String) throws {
        let snapshot = try SnapshotReader.read(path: path)
        let index = ClusterIndex(snapshot)
        let objects = try RawDaemonSets(path: path)
        for offered in OfferedRemedy.all(in: index) {
            let name = offered.daemonSet.name
            let patches = try offered.remedy.commands.compactMap { try PatchCommand($0, daemonSet: name) }
            guard !patches.isEmpty else { continue }
            let place: Comment = "\(offered.remedy.playbook) for \(offered.code.rawValue) of \(name)"
            let object = try #require(objects[offered.daemonSet], place)
            var patched = object
            for patch in patches { patched = try patch.applied(to: patched) }

            let intended = try patches.flatMap { try $0.intendedPaths(in: object) }
            let stray = Self.changedPaths(object, patched).filter { path in
                // A mapping or list that was empty is a leaf no more once something stands in it.
                !intended.contains {
                    path == $0 || path.hasPrefix("\($0).") || path.hasPrefix("\($0)[")
                        || $0.hasPrefix("\(path).")
                }
            }
            #expect(stray == [], place)
            #expect(patched != object, place)

            let after = try RawDaemonSets.decoded(patched)
            let known = Set(offered.daemonSet.refusals)
            #expect(after.refusals.filter { !known.contains($0) } == [], place)
            if let changes = offered.changes, changes.contains(where: \.isOfTemplate) {
                let simulated = try offered.daemonSet.applying(changes, in: index)
                #expect(after.template == simulated.template, place)
            }
            let rollback = try offered.remedy.rollback.compactMap { try PatchCommand($0, daemonSet: name) }
            if !rollback.isEmpty {
                var restored = patched
                for patch in rollback { restored = try patch.applied(to: restored) }
                #expect(Self.changedPaths(object, restored) == [], place)
            }
        }
    }

    private static func changedPaths(_ before: JSONValue, _ after: JSONValue) -> [String] {
        let (left, right) = (leaves(of: before), leaves(of: after))
        return Set(left.keys).union(right.keys).filter { left[$0] != right[$0] }.sorted()
    }

    /// The leaves of an object as the API server would store it, without requests and limits that are empty.
    private static func leaves(of object: JSONValue) -> [String: JSONValue] {
        object.leaves.filter { path, value in
            let isList = [".resources", ".requests", ".limits"].contains { path.hasSuffix($0) }
            return !(isList && value == .object([:]))
        }
    }
}
