import ClusterSnapshot
import KubernetesModel

/// Gathers what the streams of one input hold, and makes a snapshot of it.
final class SnapshotAssembly {
    /// The input, for errors.
    let path: String
    /// Whether objects are kept as they are written too.
    let keepsRawObjects: Bool
    private let pipeline: DecodingPipeline
    private var envelopes: [SnapshotEnvelope] = []
    private var lists: [Int: ListContext] = [:]
    private var nextDocument = 0
    private var logs: [ContainerLog] = []
    private static let mostLogBytes = 128 << 20
    private var logBytes = 0
    private var hasLeftOutLogs = false
    private var gaps: [Gap] = []

    let recorder: SnapshotRecorder?
    /// What all archives of the input share.
    let unpacking = UnpackingBudget()

    init(
        path: String, keepsRawObjects: Bool = false, recorder: SnapshotRecorder? = nil
    ) throws(CollectorError) {
        self.path = path
        self.keepsRawObjects = keepsRawObjects
        self.recorder = recorder
        pipeline = try DecodingPipeline(keepsRawObjects: keepsRawObjects, recorder: recorder)
    }

    /// Reads the JSON documents of `file`, a file inside of the input; empty when the input is one file.
    ///
    /// YAML comes as JSON; `isYAML` tells, since unlike JSON it can be cut off and still be well-formed.
    func read(json stream: any ByteStream, file: String, isYAML: Bool = false) throws(CollectorError) {
        let place = file.isEmpty || file == path ? path : "\(path): \(file)"
        let scanner = try DocumentScanner(pipeline: pipeline, path: place, file: file, firstDocument: nextDocument)
        scanner.mustListsEndInKind = isYAML
        defer {
            nextDocument = scanner.nextDocument
            envelopes += scanner.envelopes
            lists.merge(scanner.lists) { _, new in new }
        }
        try scanner.scan(stream)
    }

    /// Adds a log, unless there is as much of logs already as fits the memory.
    func add(_ log: ContainerLog) {
        logBytes += log.lines.reduce(0) { $0 + $1.utf8.count }
        if logBytes <= Self.mostLogBytes {
            logs.append(log)
        } else if !hasLeftOutLogs {
            hasLeftOutLogs = true
            let detail = "There are more than \(Self.mostLogBytes >> 20) MB of logs; the rest is left out."
            gaps.append(Gap(code: .inputTruncated, detail: detail))
        }
    }

    /// Adds what was decoded elsewhere.
    func add(_ batch: ObjectBatch) { pipeline.submit(batch) }

    /// Adds what is known of the snapshot beside its objects.
    func add(_ envelope: SnapshotEnvelope) { envelopes.append(envelope) }

    func add(_ gap: Gap) { gaps.append(gap) }

    /// The snapshot of all that was read.
    func snapshot() throws(CollectorError) -> Snapshot { try snapshot(of: finish()) }

    /// The snapshot of all that was read, and the objects as they are written where these are kept.
    func rawSnapshot() throws(CollectorError) -> RawSnapshot {
        let batch = try finish()
        return RawSnapshot(snapshot: try snapshot(of: batch), objects: batch.rawObjects)
    }

    /// The snapshot of all that was read, and the objects as they are saved. Only for an assembly with a recorder.
    func recordedSnapshot() throws(CollectorError) -> RecordedSnapshot {
        let batch = try finish()
        let origin = envelopes.last?.source ?? ""
        let name = path == "-" ? "standard input" : path.split(separator: "/").last.map(String.init) ?? path
        return RecordedSnapshot(
            snapshot: try snapshot(of: batch), chunks: batch.savedChunks,
            listedKinds: batch.listedKinds.union(envelopes.last?.listedKinds ?? []), redaction: recorder?.redaction,
            report: batch.redaction, origin: origin.isEmpty ? name : origin)
    }

    private func finish() throws(CollectorError) -> ObjectBatch {
        var batch = try pipeline.finish()
        decodeKindless(in: &batch)
        try pipeline.sealLate(into: &batch)
        try refuseIfNothingReadable(batch)
        return batch
    }

    private func snapshot(of batch: ObjectBatch) throws(CollectorError) -> Snapshot {
        let envelope = envelopes.last
        var snapshot = Snapshot()
        snapshot.source = path
        snapshot.gaps = gaps
        snapshot.take(batch)
        snapshot.logs = allLogs(with: envelope)
        declareUnreadable(batch, in: &snapshot)
        apply(envelope, to: &snapshot)
        let listedKinds = batch.listedKinds.union(envelope?.listedKinds ?? [])
        // Who saved the snapshot knew better why a kind is missing.
        let told = Set(envelope?.gaps.map(\.code) ?? [])
        let missing = MissingKinds(snapshot: snapshot, listedKinds: listedKinds).gaps
        snapshot.gaps = snapshot.gaps + missing.filter { !told.contains($0.code) }
        snapshot.gaps = snapshot.gaps.withoutRepetition
        return snapshot
    }

    /// The logs of the snapshot itself, and of the files beside it those that it does not hold.
    private func allLogs(with envelope: SnapshotEnvelope?) -> [ContainerLog] {
        let own = envelope?.logs ?? []
        let held = Set(own.map(\.place))
        return (own + logs.filter { !held.contains($0.place) }).sorted {
            ($0.namespace, $0.pod, $0.container) < ($1.namespace, $1.pod, $1.container)
        }
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
        guard batch.readableCount == 0, let first = batch.unreadable.first else { return }
        if batch.unreadable.allSatisfy(\.isForeign) { throw .notKubernetes(path: path, reason: first.detail) }
        let count = batch.unreadable.count + batch.unlistedUnreadableCount
        throw .nothingReadable(path: path, count: count, reason: first.detail)
    }

    private func declareUnreadable(_ batch: ObjectBatch, in snapshot: inout Snapshot) {
        for object in batch.unreadable {
            snapshot.gaps.append(Gap(code: .objectUnreadable, detail: object.detail.escapedForOneLine))
        }
        if batch.unlistedUnreadableCount > 0 {
            snapshot.gaps.append(
                Gap(code: .objectUnreadable, detail: "\(batch.unlistedUnreadableCount) more objects are left out"))
        }
    }

    private func apply(_ envelope: SnapshotEnvelope?, to snapshot: inout Snapshot) {
        // In the order in which they were saved, before those that come up again.
        snapshot.gaps = (envelope?.gaps ?? []) + snapshot.gaps
        snapshot.kubeletSummaries = envelope?.kubeletSummaries ?? []
        let told = envelope?.kubernetesVersion ?? ""
        snapshot.kubernetesVersion = told.isEmpty ? snapshot.highestKubeletVersion : told
        if let capturedAt = envelope?.capturedAt {
            snapshot.capturedAt = capturedAt
            return
        }
        guard let latest = pipeline.latest else { return }
        snapshot.capturedAt = latest
        let detail = "The snapshot does not say when it was taken; the latest moment in it, \(latest), stands for that."
        snapshot.gaps.append(Gap(code: .captureTimeEstimated, detail: detail))
    }
}

extension ContainerLog {
    /// Whose log it is.
    fileprivate var place: [String] { [namespace, pod, container, "\(isPrevious)"] }
}

extension [Gap] {
    fileprivate var withoutRepetition: [Gap] {
        var seen: Set<Gap> = []
        return filter { seen.insert($0).inserted }
    }
}

extension Snapshot {
    /// The highest version that a kubelet tells; empty without nodes.
    fileprivate var highestKubeletVersion: String {
        var highest = (numbers: [Int](), text: "")
        for node in nodes {
            let text = node.info.kubeletVersion
            let numbers = text.drop { $0 == "v" }.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
                .split(separator: ".").map { Int($0) ?? 0 }
            if highest.numbers.lexicographicallyPrecedes(numbers) { highest = (numbers, text) }
        }
        return highest.text
    }
}
