import ByteStreams
import KubernetesClient
import KubernetesModel
import ObjectDecoding

/// Decodes the page of a list while it arrives.
struct PageReader {
    let kind: ObjectKind
    /// What the page is called in gaps.
    let name: String
    let pipeline: DecodingPipeline
    let budget: ListBudget

    /// The objects of the page. `onHead` is told of what stands before the items as soon as it is there, so that the
    /// next page can be asked for meanwhile.
    ///
    /// - Throws: ``ClientError`` when the page does not arrive whole or is no list of the kind.
    func read(
        _ response: APIResponse, onHead: @escaping (ListEnvelope) -> Void
    ) throws(ClientError) -> ObjectBatch {
        pipeline.discard()
        let stream = ResponseByteStream(response)
        var envelope = ListEnvelope()
        var counted = 0
        var isWhole = false
        // What is read of it again counts once.
        defer { if !isWhole { budget.giveBack(objects: counted) } }
        do throws(StreamError) {
            let scanner = try DocumentScanner(
                pipeline: pipeline, path: name, file: SourceFile(path: name, kind: kind),
                largestItem: ListBudget.largestObject)
            stream.onRead = { [budget, unowned scanner] (count) throws(ClientError) in
                let complete = scanner.itemCount - counted
                counted += complete
                try budget.take(bytes: count, objects: complete)
                if scanner.documentCount > 1 {
                    throw .unexpectedAnswer(target: name, reason: "it has more than one document")
                }
            }
            scanner.allowsNoise = false
            scanner.onEnvelope = { known in
                envelope = known
                onHead(known)
            }
            try scanner.scan(stream)
            if scanner.documentCount == 1, envelope.kind == kind.rawValue + "List" {
                isWhole = true
                return try pipeline.finish()
            }
        } catch {
            if let failure = stream.failure { throw failure }
            switch error {
            case .outOfMemory: throw .outOfMemory
            case .truncated:
                throw .connectionLost(server: stream.server, target: name, reason: "the answer ends too early")
            default: throw .unexpectedAnswer(target: name, reason: error.reason)
            }
        }
        throw .unexpectedAnswer(target: name, reason: "contains no Kubernetes objects: not a \(kind.rawValue)List")
    }
}

/// The body of an answer, as the scanner reads it.
final class ResponseByteStream: ByteStream {
    private let response: APIResponse
    let server: String
    /// Why the body is not whole.
    private(set) var failure: ClientError?
    /// Told how many bytes have come, zero at the end; it may throw when they are too many.
    var onRead: ((Int) throws(ClientError) -> Void)?

    init(_ response: APIResponse) {
        self.response = response
        server = response.server
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
        do throws(ClientError) {
            let count = try response.read(into: buffer)
            try onRead?(count)
            return count
        } catch {
            failure = error
            throw .unreadable(path: "", reason: "\(error)")
        }
    }
}
