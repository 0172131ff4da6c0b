import ByteStreams
import ClusterSnapshot
import ObjectDecoding

/// A snapshot, and every object of it as it was written, those of kinds that the model does not know among them.
package struct RawSnapshot: Sendable {
    package var snapshot: Snapshot
    /// In the order of the input; an object may stand there more than once. Secrets are left out.
    package var objects: [RawObject]
    /// The API's names of the kinds that had a list, even an empty one: `pods`.
    package var listedResources: Set<String>

    package init(snapshot: Snapshot, objects: [RawObject], listedResources: Set<String>) {
        self.snapshot = snapshot
        self.objects = objects
        self.listedResources = listedResources
    }
}
