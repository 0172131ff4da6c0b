import ByteStreams
import KubernetesModel

/// Keeps the objects that one decoder reads, as they are written. Each decoder has one of its own, on its thread.
package protocol ObjectRecording: AnyObject {
    /// Keeps an object of a known kind on which `reader` was sent, and which could be decoded.
    func keep(_ bytes: UnsafeBufferPointer<UInt8>, loadedBy reader: ObjectReader, kind: ObjectKind, says head: ItemHead)

    /// Notes an object of a kind that the model does not know.
    func leaveOut(kind: String)

    /// Forgets what came since the last time: it was of a page that did not arrive whole.
    func discard()

    /// The data since the last call, for the batch decoded meanwhile.
    func seal() throws(StreamError) -> any ObjectRecord
}

/// The data that an ``ObjectRecording`` kept of a batch's objects.
package protocol ObjectRecord: Sendable {}

/// Makes the recording of a decoder.
package typealias RecordingFactory = @Sendable () -> any ObjectRecording

/// The item's own kind and names.
package struct ItemHead {
    /// From the item or from its list.
    package var apiVersion: String
    package var namesKind: Bool
    package var namesVersion: Bool
}
