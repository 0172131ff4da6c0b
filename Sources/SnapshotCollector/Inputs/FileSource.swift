/// One file or standard input: documents, plain or compressed, or an archive; and the logs in `logs/` beside it.
struct FileSource: SnapshotSource {
    let path: String

    var name: String { path }

    func read(into assembly: SnapshotAssembly) throws(CollectorError) {
        try ContentReader(assembly: assembly).read(try FileByteStream(path: path), file: "")
        if path != "-" { LogDirectory(besideFileAt: path).read(into: assembly) }
    }
}

/// Bytes in memory, read as a file is.
struct BytesSource: SnapshotSource {
    let name: String
    let bytes: [UInt8]

    func read(into assembly: SnapshotAssembly) throws(CollectorError) {
        try ContentReader(assembly: assembly).read(MemoryByteStream(bytes), file: "")
    }
}
