import ByteStreams
import ClusterSnapshot
import KubernetesModel
import ObjectDecoding
import SnapshotSaving

/// Gathers what the streams of one input hold.
final class SnapshotAssembly {
    /// The input, for errors.
    let path: String
    /// Whether objects are kept as they are written too.
    let keepsRawObjects: Bool
    let recorder: SnapshotRecorder?
    private let pipeline: DecodingPipeline
    private var input: AssembledInput
    private var lists: [Int: ListContext] = [:]
    private var nextDocument = 0
    /// Bytes of logs that fit the memory.
    private static let mostLogBytes = 128 << 20
    private var logBytes = 0
    /// Thirteen times the 150,000 pods that Kubernetes is tested with, and more than etcd's 8 GB hold. Nothing else bounds a
    /// stream whose writer never stops.
    static let mostObjects = 2_000_000
    private var hasLeftOutLogs = false
    /// The state shared by all archives of the input.
    let unpacking = UnpackingBudget()

    init(
        path: String, keepsRawObjects: Bool = false, recorder: SnapshotRecorder? = nil, mostObjects: Int = mostObjects
    ) throws(StreamError) {
        self.path = path
        self.keepsRawObjects = keepsRawObjects
        self.recorder = recorder
        input = AssembledInput(path: path)
        pipeline = try DecodingPipeline(
            keepsRawObjects: keepsRawObjects, recording: recorder?.makeRecording, mostItems: mostObjects)
    }

    /// Reads the JSON documents of `file`.
    ///
    /// YAML comes as JSON; `isYAML` tells, since unlike JSON it can be cut off and still be well-formed.
    func read(json stream: any ByteStream, file: SourceFile, isYAML: Bool = false) throws(StreamError) {
        let place = file.path.isEmpty || file.path == path ? path : "\(path): \(file.path)"
        let scanner = try DocumentScanner(pipeline: pipeline, path: place, file: file, firstDocument: nextDocument)
        scanner.mustListsEndInKind = isYAML
        defer {
            nextDocument = scanner.nextDocument
            input.envelopes += scanner.envelopes.compactMap { try? SnapshotEnvelope($0) }
            lists.merge(scanner.lists) { _, new in new }
        }
        try scanner.scan(stream)
    }

    /// Adds a log, unless there is as much of logs already as fits the memory.
    func add(_ log: ContainerLog) {
        logBytes += log.lines.reduce(0) { $0 + $1.utf8.count }
        if logBytes <= Self.mostLogBytes {
            input.logs.append(log)
        } else if !hasLeftOutLogs {
            hasLeftOutLogs = true
            let detail = "There are more than \(Self.mostLogBytes >> 20) MB of logs; the rest is left out."
            input.gaps.append(Gap(code: .inputTruncated, detail: detail))
        }
    }

    /// Adds what was decoded elsewhere.
    func add(_ batch: ObjectBatch) { pipeline.submit(batch) }

    /// Adds what is known of the snapshot beside its objects.
    func add(_ envelope: SnapshotEnvelope) { input.envelopes.append(envelope) }

    func add(_ gap: Gap) { input.gaps.append(gap) }

    /// Tells that a file of a kind was there and held something.
    func add(_ place: ListPlace) { input.places.insert(place) }

    /// Tells that the input is of a form; `gaps` finds what an input of that form lacks as a whole.
    func noteForm(_ name: String, gaps: @escaping @Sendable (AssembledInput) -> [Gap]) { input.checks[name] = gaps }

    /// Adds gaps that tell why a kind could not be read.
    func add(_ gaps: [Gap], ofKind kind: ObjectKind) {
        input.gaps += gaps
        input.failedKinds.insert(kind.rawValue)
    }

    /// All that was read.
    ///
    /// - Throws: when not one object of Kubernetes is among it.
    func finish() throws(CollectorError) -> AssembledInput {
        var batch = ObjectBatch()
        do throws(StreamError) {
            batch = try pipeline.finish()
            decodeKindless(in: &batch)
            try pipeline.sealLate(into: &batch)
        } catch {
            throw .stream(error)
        }
        try refuseIfNothingReadable(batch)
        var input = input
        input.batch = batch
        input.latest = pipeline.latest
        input.podListCount = lists.values.count { $0.itemKind == Pod.kind }
        return input
    }

    /// Decodes items that name no kind, now that their lists have told it.
    private func decodeKindless(in batch: inout ObjectBatch) {
        let kindless = batch.kindless
        batch.kindless = []
        for item in kindless {
            item.bytes.withUnsafeBufferPointer { bytes in
                let list = lists[item.document] ?? ListContext()
                pipeline.decodeLate(Item(bytes: bytes, index: item.index, list: list, file: item.file), into: &batch)
            }
        }
    }

    private func refuseIfNothingReadable(_ batch: ObjectBatch) throws(CollectorError) {
        guard batch.readableCount == 0 else { return }
        if let first = batch.unreadable.first(where: { !$0.isForeign }) {
            let count = batch.unreadable.count + batch.unlistedUnreadableCount
            throw .nothingReadable(path: path, count: count, reason: first.detail)
        }
        if let first = batch.unreadable.first ?? batch.firstForeign {
            throw .notKubernetes(path: path, reason: first.detail)
        }
    }
}
