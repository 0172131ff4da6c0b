import CLibArchive

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
        while let entry = try archive.nextEntry() {
            count += 1
            if count > Self.mostEntries {
                throw .tooLarge(path: path, reason: "the archive has more than \(Self.mostEntries) entries")
            }
            let bytes = ArchiveByteStream(archive, path: path, limit: Self.mostBytes)
            if archive.isRaw {
                try content.read(bytes, file: file)
                return
            }
            if entry.isFile { try files.read(bytes, name: entry.name) }
        }
        if !files.hasReadAny { throw .directoryEmpty(path: path) }
    }
}
