import ByteStreams

/// One file or standard input: documents, plain or compressed, or an archive; and what its form keeps beside it.
struct FileSource: SnapshotSource {
    let path: String

    var name: String { path }

    func read(into assembly: SnapshotAssembly) throws(CollectorError) {
        do throws(StreamError) {
            try ContentReader(assembly: assembly).read(try FileByteStream(path: path), file: "")
        } catch {
            throw .stream(error)
        }
        if path == "-" { return }
        for form in BundleForms.all { form.readFiles(besideFileAt: path, into: assembly) }
    }
}

/// Bytes in memory, read as a file is.
struct BytesSource: SnapshotSource {
    let name: String
    let bytes: [UInt8]

    func read(into assembly: SnapshotAssembly) throws(CollectorError) {
        do throws(StreamError) {
            try ContentReader(assembly: assembly).read(MemoryByteStream(bytes), file: "")
        } catch {
            throw .stream(error)
        }
    }
}
