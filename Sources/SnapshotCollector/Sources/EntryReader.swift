import ClusterSnapshot
import KubernetesModel

/// Reads the files of a directory or an archive, by what their names say of them.
struct EntryReader {
    let content: ContentReader
    /// Whether any file was read to its end and held objects or logs.
    private(set) var hasReadAny = false
    /// What was wrong with the first file that could not be read.
    private var firstFailure: CollectorError?

    init(content: ContentReader) { self.content = content }

    /// Whether a file of this name is worth opening.
    static func isWanted(_ name: String) -> Bool { isDocument(name) || LogName(name) != nil }

    /// Reads a file; what is wrong with it becomes a gap, since the others may be good.
    mutating func read(_ stream: any ByteStream, name: String) throws(CollectorError) {
        if let log = LogName(name) {
            for log in try log.read(stream) { content.assembly.add(log) }
            hasReadAny = true
            return
        }
        guard Self.isDocument(name) else { return }
        do throws(CollectorError) {
            try content.read(stream, file: name)
            hasReadAny = true
        } catch {
            switch error {
            case .inputEmpty: return
            case .truncated:
                firstFailure = firstFailure ?? error
                content.assembly.add(
                    Gap(code: .inputTruncated, detail: "\(name): \(error.reason)".escapedForOneLine))
            case .tooLarge, .outOfMemory: throw error
            default:
                firstFailure = firstFailure ?? error
                content.assembly.add(
                    Gap(code: .objectUnreadable, detail: "\(name) is left out: \(error.reason)".escapedForOneLine))
            }
        }
    }

    /// Throws unless some file held something.
    func requireAny(path: String) throws(CollectorError) {
        if !hasReadAny { throw firstFailure ?? .directoryEmpty(path: path) }
    }

    private static func isDocument(_ name: String) -> Bool {
        var name = name[...]
        for packing in [".gz", ".zst", ".xz", ".bz2"] where name.hasSuffix(packing) {
            name = name.dropLast(packing.count)
        }
        return name.hasSuffix(".json") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    }
}
