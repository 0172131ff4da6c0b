import ClusterSnapshot
import Testing

@testable import KubernetesModel
@testable import ObjectDecoding

/// The one table of kinds, and what follows from it.
struct KindTableTests {
    /// A kind that the snapshot has no property for.
    private struct Lease: KubernetesObject {
        static let kind = "Lease"
        var metadata = ObjectMeta()
    }

    private static let lease = KindDecoder(ObjectKind(Lease.kind, group: "coordination.k8s.io")) { decoder in
        Lease(metadata: decoder.metadataOnly())
    }

    @Test func `A kind is found by its name, and by no other`() {
        for kind in ObjectKind.allCases { #expect(ObjectKind(rawValue: kind.rawValue) == kind) }
        #expect(ObjectKind(rawValue: "pod") == nil)
        #expect(Set(ObjectKind.allCases).count == ObjectKind.allCases.count)
    }

    @Test(arguments: [
        (ObjectKind.event, "events.k8s.io/v1", true), (.event, "v1", true), (.service, "serving.knative.dev/v1", false),
        (.daemonSet, "extensions/v1beta1", true), (.csiNode, "storage.k8s.io/v1", true), (.pod, "", true),
    ])
    func `A kind is of its groups only`(_ kind: ObjectKind, _ version: String, _ isOfKind: Bool) {
        #expect(kind.belongs(to: version) == isOfKind)
    }

    @Test func `Objects of a kind without a property of the snapshot are read by their type, each once`() throws {
        let decoder = try ObjectDecoder()
        let list = Collected<Lease>()
        for name in ["b", "a", "b"] {
            let json = Array(#"{"metadata": {"name": "\#(name)", "namespace": "kube-node-lease"}}"#.utf8)
            json.withUnsafeBufferPointer { bytes in
                decoder.reader.load(bytes)
                list.append(Lease(metadata: decoder.metadataOnly()), version: 1)
            }
        }
        var snapshot = Snapshot()
        Self.lease.deliver(list, &snapshot)
        #expect(snapshot.objects(of: Lease.self).map(\.name) == ["b", "a"])
        #expect(!snapshot.isEmpty)
        var other = snapshot
        #expect(other == snapshot)
        other.setObjects([Lease]())
        #expect(other != snapshot && other.isEmpty)
    }

    @Test func `What one batch takes over from another does not change the other`() {
        var first = ObjectBatch()
        first.append(Pod(), version: 1, at: 1)
        var second = first
        second.append(first)
        second.append(Pod(), version: 2, at: 1)
        #expect(first.objects(of: Pod.self).count == 1)
        #expect(second.objects(of: Pod.self).count == 3)
        #expect(ObjectBatch(merging: [first, second]).objects(of: Pod.self).count == 4)
    }
}
