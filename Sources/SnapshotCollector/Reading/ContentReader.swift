import ByteStreams
import ObjectDecoding

/// Reads content of any form into an assembly.
struct ContentReader {
    let assembly: SnapshotAssembly
    /// How often something was unpacked to come here.
    var depth = 0

    /// Reads the content of `file`, a file inside of the input; empty when the input is one file.
    func read(_ stream: any ByteStream, file: String) throws(StreamError) {
        var peeked = try PeekedByteStream(stream, count: ContentForm.neededCount).inUTF8()
        let place = file.isEmpty ? assembly.path : "\(assembly.path): \(file)"
        let source = SourceFile(path: file, kind: BundleForms.place(of: FilePath(file))?.kind)
        let (form, isPasted) = try form(of: &peeked, at: place)
        var documents: any ByteStream {
            BundleForms.all.lazy.compactMap { $0.documents(of: peeked, for: assembly) }.first ?? peeked
        }
        switch form {
        case .empty: throw .inputEmpty(path: place)
        case .json: try assembly.read(json: documents, file: source)
        case .yaml:
            let text = isPasted ? YAMLWithoutNoise(documents, path: place) : documents
            let yaml = YAMLByteStream(text, path: place)
            try assembly.read(json: yaml, file: source, isYAML: true)
        case .packed:
            if depth >= 3 { throw .tooLarge(path: place, reason: "archives are nested too deep") }
            try ArchiveReader(content: ContentReader(assembly: assembly, depth: depth + 1)).read(peeked, file: file)
        case .foreign(let reason): throw .notJSONOrYAML(path: place, reason: reason)
        }
    }

    /// The form of the content, or of the first document among lines that a terminal showed beside it; and whether YAML
    /// has a line that begins a document of Kubernetes, so that others may be left out.
    private func form(
        of peeked: inout PeekedByteStream, at place: String
    ) throws(StreamError) -> (form: ContentForm, isPasted: Bool) {
        let form = ContentForm(peeked.beginning)
        switch form {
        case .empty, .packed: return (form, false)
        case .json: if PastedText.beginsJSON(PastedText.firstLine(of: peeked.beginning)) { return (form, false) }
        case .yaml, .foreign: break
        }
        if let found = PastedText.form(peeked.beginning) { return (found, true) }
        if peeked.beginning.count == ContentForm.neededCount {
            peeked = try PeekedByteStream(peeked, count: PastedText.longestPreface)
            if let found = PastedText.form(peeked.beginning) { return (found, true) }
        }
        if let other = PastedText.description(of: peeked.beginning) { throw .notJSONOrYAML(path: place, reason: other) }
        return (form, false)
    }
}
