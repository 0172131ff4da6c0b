import ByteStreams
import KubernetesClient
import ObjectDecoding
import Synchronization

/// Pipelines that threads borrow for a page, so that what their decoders remember of strings and specs serves all pages.
package final class PipelinePool: Sendable {
    private struct Protected: ~Copyable, @unchecked Sendable {
        var pipelines: [DecodingPipeline] = []
    }

    private struct Lent: @unchecked Sendable {
        let pipeline: DecodingPipeline?
    }

    private let protected = Mutex(Protected())
    private let keepsRawObjects: Bool
    private let recording: RecordingFactory?

    /// Pipelines for objects that are not kept as they are written.
    package init() {
        keepsRawObjects = false
        recording = nil
    }

    /// Pipelines for an assembly, which keep objects as they are written and for saving where it does.
    init(assembly: SnapshotAssembly) {
        keepsRawObjects = assembly.keepsRawObjects
        recording = assembly.recorder?.makeRecording
    }

    /// A pipeline for the calling thread alone.
    func take() throws(ClientError) -> DecodingPipeline {
        let lent = protected.withLock { Lent(pipeline: $0.pipelines.popLast()) }
        if let pipeline = lent.pipeline { return pipeline }
        do throws(StreamError) {
            return DecodingPipeline(
                decoder: try ObjectDecoder(keepsRawObjects: keepsRawObjects, recording: recording), depth: 0)
        } catch {
            throw .outOfMemory
        }
    }

    func giveBack(_ pipeline: DecodingPipeline) {
        let lent = Lent(pipeline: pipeline)
        protected.withLock { protected in
            if let pipeline = lent.pipeline { protected.pipelines.append(pipeline) }
        }
    }
}
