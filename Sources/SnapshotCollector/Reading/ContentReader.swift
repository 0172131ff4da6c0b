import ByteStreams
import ObjectDecoding

/// Reads content of any form into an assembly.
struct ContentReader {
    let assembly: SnapshotAssembly
    /// How often something was unpacked to come here.
    var depth = 0

    /// Reads the content of `file`, a file inside of the input; empty when the input is one file.
    func read(_ stream: any ByteStream, file: String) throws(StreamError) {
        let peeked = try PeekedByteStream(stream, count: ContentForm.neededCount)
        let place = file.isEmpty ? assembly.path : "\(assembly.path): \(file)"
        let source = SourceFile(path: file, kind: BundleForms.place(of: FilePath(file))?.kind)
        var documents: any ByteStream {
            BundleForms.all.lazy.compactMap { $0.documents(of: peeked, for: assembly) }.first ?? peeked
        }
        switch ContentForm(peeked.beginning) {
        case .empty: throw .inputEmpty(path: place)
        case .json: try assembly.read(json: documents, file: source)
        case .yaml: try assembly.read(json: YAMLByteStream(documents, path: place), file: source, isYAML: true)
        case .packed:
            if depth >= 3 { throw .tooLarge(path: place, reason: "archives are nested too deep") }
            try ArchiveReader(content: ContentReader(assembly: assembly, depth: depth + 1)).read(peeked, file: file)
        case .foreign(let reason): throw .notJSONOrYAML(path: place, reason: reason)
        }
    }
}
