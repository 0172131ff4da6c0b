import CheckedJSON
import ClusterSnapshot
import KubernetesModel
import Wording

/// Reads the files of a directory or an archive.
struct EntryReader {
    /// Larger files are not what their names say.
    private static let greatestSideFile = 4 << 20

    let content: ContentReader
    /// Whether any file was read to its end and held objects or logs.
    private(set) var hasReadAny = false
    /// What was wrong with the first file that could not be read.
    private var firstFailure: CollectorError?

    init(content: ContentReader) { self.content = content }

    private var assembly: SnapshotAssembly { content.assembly }

    /// Whether a file of this name is worth opening.
    static func isWanted(_ name: String) -> Bool { SavedFile(name) != nil }

    /// Reads a file; what is wrong with it becomes a gap, since the others may be good.
    mutating func read(_ stream: any ByteStream, name: String) throws(CollectorError) {
        switch SavedFile(name) {
        case nil: return
        case .log(let log):
            for log in try log.read(stream) { assembly.add(log) }
            hasReadAny = true
        case .document: try readDocuments(stream, name: name)
        case .archive: try readArchive(stream, name: name)
        case .unnamed:
            let peeked = try PeekedByteStream(stream, count: ContentForm.neededCount)
            if ContentForm.looksLikeKubernetes(peeked.beginning) { try readDocuments(peeked, name: name) }
        case .collectorErrors(let kind):
            if let errors = try CollectorErrorFile(stream, kind: kind) { assembly.add(errors) }
        case .serverVersion: try readSideFile(stream) { SnapshotEnvelope(serverVersion: $0) }
        case .kubeletSummary: try readSideFile(stream) { SnapshotEnvelope(kubeletSummary: $0) }
        case .gatherTimes:
            if let bytes = try WholeContent.read(stream, limit: 4096),
                let envelope = SnapshotEnvelope(gatherTimes: bytes)
            {
                assembly.add(envelope)
            }
        }
    }

    private mutating func readDocuments(_ stream: any ByteStream, name: String) throws(CollectorError) {
        do throws(CollectorError) {
            try content.read(stream, file: name)
            hasReadAny = true
            if let place = ListPlace(name) { assembly.add(place) }
            if SavedFile.isOfClusterDump(name) { assembly.noteClusterDump() }
        } catch {
            switch error {
            case .inputEmpty: return
            case .truncated: note(error, .inputTruncated, "\(name): \(error.reason)")
            case .tooLarge, .outOfMemory: throw error
            default:
                // What is in a file that no tool keeps objects in is nobody's loss.
                note(
                    error, .objectUnreadable, "\(name) is left out: \(error.reason)", isDoubtful: ListPlace(name) == nil
                )
            }
        }
    }

    /// An archive inside of a directory or an archive; one that holds nothing of use is nobody's loss.
    private mutating func readArchive(_ stream: any ByteStream, name: String) throws(CollectorError) {
        do throws(CollectorError) {
            try content.read(stream, file: name)
            hasReadAny = true
        } catch {
            switch error {
            case .inputEmpty, .directoryEmpty, .notJSONOrYAML: return
            case .outOfMemory: throw error
            case .truncated: note(error, .inputTruncated, "\(name): \(error.reason)")
            default: note(error, .objectUnreadable, "\(name) is left out: \(error.reason)", isDoubtful: true)
            }
        }
    }

    private mutating func note(
        _ error: CollectorError, _ code: Gap.Code, _ detail: String, isDoubtful: Bool = false
    ) {
        firstFailure = firstFailure ?? error
        assembly.add(Gap(code: code, detail: detail.escapedForOneLine, isDoubtful: isDoubtful))
    }

    /// A file that says something beside the objects; whatever is wrong with it, the objects are what matters.
    private func readSideFile(
        _ stream: any ByteStream, _ envelope: (JSONValue) -> SnapshotEnvelope?
    ) throws(CollectorError) {
        guard let bytes = try WholeContent.read(stream, limit: Self.greatestSideFile), let json = try? JSONValue(bytes),
            let envelope = envelope(json)
        else { return }
        assembly.add(envelope)
    }

    /// Throws unless some file held something.
    func requireAny(path: String) throws(CollectorError) {
        if !hasReadAny { throw firstFailure ?? .directoryEmpty(path: path) }
    }
}
