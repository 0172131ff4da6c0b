import ByteStreams
import ClusterSnapshot
import KubernetesModel
import Wording

/// Reads the files of a directory or an archive.
struct EntryReader {
    let content: ContentReader
    /// Whether any file was read to its end and held objects or logs.
    private(set) var hasReadAny = false
    /// The problem of the first file that could not be read.
    private var firstFailure: StreamError?

    init(content: ContentReader) { self.content = content }

    private var assembly: SnapshotAssembly { content.assembly }

    /// Whether a file of this name is worth opening.
    static func isWanted(_ name: String) -> Bool {
        if case .useless = BundleForms.purpose(of: FilePath(name)) { return false }
        return true
    }

    /// Reads a file; what is wrong with it becomes a gap, since the others may be good.
    mutating func read(_ stream: any ByteStream, name: String) throws(StreamError) {
        switch BundleForms.purpose(of: FilePath(name)) {
        case .useless: return
        case .logs(let read):
            try tolerating(name) { reader throws(StreamError) in
                for log in try read(stream) { reader.assembly.add(log) }
                reader.hasReadAny = true
            }
        case .document: try readDocuments(stream, name: name)
        case .archive: try readArchive(stream, name: name)
        case .unnamed(let isWanted):
            try tolerating(name) { reader throws(StreamError) in
                let peeked = try PeekedByteStream(stream, count: ContentForm.neededCount)
                if isWanted(TextEncoding.utf8(peeked.beginning)) { try reader.readDocuments(peeked, name: name) }
            }
        case .side(let read): try tolerating(name) { reader throws(StreamError) in try read(stream, reader.assembly) }
        }
    }

    /// Makes a gap of what is wrong with a file beside the objects.
    private mutating func tolerating(
        _ name: String, _ body: (inout EntryReader) throws(StreamError) -> Void
    ) throws(StreamError) {
        do throws(StreamError) {
            try body(&self)
        } catch {
            switch error {
            case .tooLarge, .outOfMemory: throw error
            case .truncated: note(error, .inputTruncated, "\(name): \(error.reason)")
            default: note(error, .objectUnreadable, "\(name) is left out: \(error.reason)")
            }
        }
    }

    private mutating func readDocuments(_ stream: any ByteStream, name: String) throws(StreamError) {
        let file = FilePath(name)
        let place = BundleForms.place(of: file)
        do throws(StreamError) {
            try content.read(stream, file: name)
            hasReadAny = true
            if let place { assembly.add(place) }
            for form in BundleForms.all where form.isShown(by: file) { assembly.noteForm(form.name, gaps: form.gaps) }
        } catch {
            switch error {
            case .inputEmpty: return
            case .truncated: note(error, .inputTruncated, "\(name): \(error.reason)")
            case .tooLarge, .outOfMemory: throw error
            default:
                // What is in a file that no tool keeps objects in is nobody's loss.
                note(error, .objectUnreadable, "\(name) is left out: \(error.reason)", isDoubtful: place == nil)
            }
        }
    }

    /// An archive inside of a directory or an archive; one that holds nothing of use is nobody's loss.
    private mutating func readArchive(_ stream: any ByteStream, name: String) throws(StreamError) {
        do throws(StreamError) {
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
        _ error: StreamError, _ code: Gap.Code, _ detail: String, isDoubtful: Bool = false
    ) {
        firstFailure = firstFailure ?? error
        assembly.add(Gap(code: code, detail: detail.escapedForOneLine, isDoubtful: isDoubtful))
    }

    /// Throws unless some file held something.
    func requireAny(path: String) throws(StreamError) {
        if !hasReadAny { throw firstFailure ?? .directoryEmpty(path: path) }
    }
}
