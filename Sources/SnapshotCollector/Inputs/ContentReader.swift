/// Reads content of any form into an assembly.
struct ContentReader {
    let assembly: SnapshotAssembly
    /// How often something was unpacked to come here.
    var depth = 0

    /// Reads the content of `file`, a file inside of the input; empty when the input is one file.
    func read(_ stream: any ByteStream, file: String) throws(CollectorError) {
        let peeked = try PeekedByteStream(stream, count: ContentForm.neededCount)
        let place = file.isEmpty ? assembly.path : "\(assembly.path): \(file)"
        var documents: any ByteStream { ClusterDumpStream.isBeginning(peeked.beginning) ? dump(peeked) : peeked }
        switch ContentForm(peeked.beginning) {
        case .empty: throw .inputEmpty(path: place)
        case .json: try assembly.read(json: documents, file: file)
        case .yaml: try assembly.read(json: YAMLByteStream(documents, path: place), file: file, isYAML: true)
        case .packed:
            if depth >= 3 { throw .tooLarge(path: place, reason: "archives are nested too deep") }
            try ArchiveReader(content: ContentReader(assembly: assembly, depth: depth + 1)).read(peeked, file: file)
        case .foreign(let reason): throw .notJSONOrYAML(path: place, reason: reason)
        }
    }

    private func dump(_ stream: any ByteStream) -> any ByteStream {
        ClusterDumpStream(stream) { log in
            assembly.noteClusterDump()
            assembly.add(log)
        }
    }
}
