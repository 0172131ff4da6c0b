import CLibArchive
import ClusterSnapshot
import KubernetesModel

/// Reads compressed files and archives as streams; nothing is unpacked to disk.
struct ArchiveReader {
    /// More entries than any snapshot has.
    private static let mostEntries = 200_000
    /// More bytes than any snapshot has.
    private static let mostBytes = 8 << 30

    /// What reads the content of the entries.
    let content: ContentReader

    private var path: String { content.assembly.path }

    func read(_ stream: any ByteStream, file: String) throws(CollectorError) {
        let archive = try ArchiveHandle(stream, path: path)
        var files = EntryReader(content: content)
        var count = 0
        while let entry = try next(of: archive, after: files) {
            count += 1
            if count > Self.mostEntries {
                throw .tooLarge(path: path, reason: "the archive has more than \(Self.mostEntries) entries")
            }
            let bytes = ArchiveByteStream(archive, path: path, limit: Self.mostBytes)
            if archive.isRaw {
                guard archive.isCompressed else {
                    throw .unreadable(path: path, reason: "it begins like a compressed file but is none")
                }
                try content.read(bytes, file: file)
                return
            }
            if entry.isFile { try files.read(bytes, name: entry.name) }
        }
        if count == 0 { throw .inputEmpty(path: path) }
        try files.requireAny(path: path)
    }

    /// The next entry. Where the archive is cut off, what came before is kept, and the rest is declared.
    private func next(
        of archive: ArchiveHandle, after files: EntryReader
    ) throws(CollectorError) -> ArchiveHandle.Entry? {
        do throws(CollectorError) {
            return try archive.nextEntry()
        } catch {
            guard files.hasReadAny else { throw error }
            let detail = "The archive ends too early or is damaged: \(error.reason)"
            content.assembly.add(Gap(code: .inputTruncated, detail: detail.escapedForOneLine))
            return nil
        }
    }
}
