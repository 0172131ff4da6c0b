import KubernetesClient
import Synchronization

/// Pipelines that threads borrow for a page, so that what their decoders remember of strings and specs serves all pages.
final class PipelinePool: Sendable {
    private struct Protected: ~Copyable, @unchecked Sendable {
        var pipelines: [DecodingPipeline] = []
    }

    private struct Lent: @unchecked Sendable {
        let pipeline: DecodingPipeline?
    }

    private let protected = Mutex(Protected())
    private let keepsRawObjects: Bool
    private let recorder: SnapshotRecorder?

    /// Pipelines for an assembly, which keep objects as they are written and for saving where it does.
    init(assembly: SnapshotAssembly) {
        keepsRawObjects = assembly.keepsRawObjects
        recorder = assembly.recorder
    }

    /// A pipeline for the calling thread alone.
    func take() throws(ClientError) -> DecodingPipeline {
        let lent = protected.withLock { Lent(pipeline: $0.pipelines.popLast()) }
        if let pipeline = lent.pipeline { return pipeline }
        do throws(CollectorError) {
            return DecodingPipeline(
                decoder: try ObjectDecoder(keepsRawObjects: keepsRawObjects, recorder: recorder), depth: 0)
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
