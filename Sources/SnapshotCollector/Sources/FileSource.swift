/// One file or standard input: documents, plain or compressed, or an archive.
struct FileSource: SnapshotSource {
    let path: String

    var name: String { path }

    func read(into assembly: SnapshotAssembly) throws(CollectorError) {
        try ContentReader(assembly: assembly).read(try FileByteStream(path: path), file: "")
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
