import ByteStreams
import ClusterSnapshot
import KubernetesModel
import Wording

/// Reads compressed files and archives as streams; nothing is unpacked to disk.
struct ArchiveReader {
    /// More entries than any snapshot has.
    private static let mostEntries = 200_000

    /// The reader of the entries' content.
    let content: ContentReader

    private var path: String { content.assembly.path }

    func read(_ stream: any ByteStream, file: String) throws(StreamError) {
        let archive = try ArchiveHandle(
            stream, path: path, budget: content.assembly.unpacking, isNested: content.depth > 1)
        var files = EntryReader(content: content)
        var count = 0
        while let entry = try next(of: archive, after: files) {
            count += 1
            if count > Self.mostEntries {
                throw .tooLarge(path: path, reason: "the archive has more than \(Self.mostEntries) entries")
            }
            let bytes = ArchiveByteStream(archive, path: path)
            if archive.isRaw {
                guard archive.isCompressed else {
                    throw .unreadable(path: path, reason: "it begins like a compressed file but is not one")
                }
                try content.read(bytes, file: file)
                return
            }
            if entry.isFile { try files.read(bytes, name: entry.name) }
            if try !skip(in: archive, after: files) { break }
        }
        if count == 0 { throw .inputEmpty(path: path) }
        try files.requireAny(path: path)
    }

    /// The next entry; nil at the end.
    private func next(
        of archive: ArchiveHandle, after files: EntryReader
    ) throws(StreamError) -> ArchiveHandle.Entry? {
        do throws(StreamError) {
            return try archive.nextEntry()
        } catch {
            try declare(error, after: files)
            return nil
        }
    }

    /// Goes to the end of the present entry; false when it is not there.
    private func skip(in archive: ArchiveHandle, after files: EntryReader) throws(StreamError) -> Bool {
        do throws(StreamError) {
            try archive.skipEntry()
            return true
        } catch {
            if case .tooLarge = error { throw error }
            try declare(error, after: files)
            return false
        }
    }

    /// Where the archive is cut off, what came before is kept, and the rest is declared.
    private func declare(_ error: StreamError, after files: EntryReader) throws(StreamError) {
        guard files.hasReadAny else { throw error }
        let detail = "The archive ends too early or is damaged: \(error.reason)"
        content.assembly.add(Gap(code: .inputTruncated, detail: detail.escapedForOneLine))
    }
}
