import ByteStreams
import CheckedJSON
import KubernetesModel

extension DaemonSetPatch {
    /// Patches are small; a larger file is something else.
    private static let mostBytes = 16 << 20

    /// The patch in a file, JSON or YAML; `-` is standard input.
    public static func read(path: String) throws(PatchError) -> DaemonSetPatch {
        let file: FileByteStream
        do throws(StreamError) { file = try FileByteStream(path: path) } catch { throw .stream(error) }
        return try read(file, path: path)
    }

    /// The patch that these bytes hold; `name` is what they are called in errors.
    public static func read(bytes: [UInt8], name: String) throws(PatchError) -> DaemonSetPatch {
        try read(MemoryByteStream(bytes), path: name)
    }

    private static func read(_ stream: any ByteStream, path: String) throws(PatchError) -> DaemonSetPatch {
        let documents = try documents(in: stream, path: path)
        do throws(PatchFailure) {
            return DaemonSetPatch(content: try content(of: documents), path: path)
        } catch {
            throw error.patchError(path: path)
        }
    }

    /// The JSON and YAML documents of a stream.
    private static func documents(in stream: any ByteStream, path: String) throws(PatchError) -> [JSONValue] {
        func bad(_ place: String, _ reason: String, _ hint: String) -> PatchError {
            .badPatch(path: path, place: place, reason: reason, hint: hint)
        }
        let peeked: PeekedByteStream
        do throws(StreamError) {
            peeked = try PeekedByteStream(stream, count: ContentForm.neededCount).inUTF8()
        } catch {
            throw .stream(error)
        }
        var documents: [JSONValue] = []
        switch ContentForm(peeked.beginning) {
        case .json:
            let text: [UInt8]
            do throws(StreamError) { text = try bytes(of: peeked, path: path) } catch { throw .stream(error) }
            do throws(JSONFailure) {
                return [try JSONValue(text)]
            } catch let failure {
                // YAML too may begin with a bracket; what is neither was meant as JSON.
                do throws(StreamError) {
                    documents = try yaml(in: MemoryByteStream(text), path: path)
                } catch {
                    throw bad("", failure.text, "correct the file")
                }
            }
        case .yaml:
            do throws(StreamError) {
                documents = try yaml(in: peeked, path: path)
            } catch .malformedYAML(_, let line, let reason) {
                throw bad("line \(line)", "it is not valid YAML: \(reason)", "correct that line")
            } catch .notJSONOrYAML(_, let reason) {
                throw bad("", reason, "use a patch as for kubectl patch --patch-file")
            } catch {
                throw .stream(error)
            }
        case .empty: break
        case .packed: throw bad("", "it is compressed or an archive", "unpack it")
        case .foreign(let reason): throw bad("", reason, "use a patch in JSON or YAML")
        }
        if documents.isEmpty { throw bad("", "it is empty", "use a patch as for kubectl patch --patch-file") }
        return documents
    }

    private static func yaml(in stream: any ByteStream, path: String) throws(StreamError) -> [JSONValue] {
        // A document a line: within JSON from YAML there is no line break.
        let lines = try bytes(of: YAMLByteStream(stream, path: path), path: path).split(
            separator: UInt8(ascii: "\n"))
        return lines.compactMap { try? JSONValue($0) }
    }

    private static func bytes(of stream: any ByteStream, path: String) throws(StreamError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let portion = try PeekedByteStream(stream, count: 64 << 10).beginning
            if portion.isEmpty { return bytes }
            bytes += portion
            if bytes.count > mostBytes {
                throw .tooLarge(path: path, reason: "a patch may have at most \(mostBytes >> 20) MB")
            }
        }
    }

    private static func content(of documents: [JSONValue]) throws(PatchFailure) -> Content {
        let manifests = documents.compactMap(\.members).filter(isManifest)
        if !manifests.isEmpty { return .manifests(manifests) }
        guard documents.count == 1 else {
            throw PatchFailure(
                place: "", reason: "it has \(documents.count) documents, and none is a DaemonSet",
                hint: "use one patch, or the manifest of the DaemonSet")
        }
        switch documents[0] {
        case .object(let members): return .strategic(members)
        case .array(let elements): return .json(try JSONPatch(elements))
        default:
            throw PatchFailure(
                place: "", reason: "it is neither a mapping nor a list",
                hint: "a mapping is a strategic merge patch, a list a JSON patch")
        }
    }

    /// Whether it is a whole DaemonSet: a patch may say kind and name too, and has no reason to repeat the selector.
    private static func isManifest(_ members: [String: JSONValue]) -> Bool {
        members["kind"] == .string(DaemonSet.kind) && members["spec"]?["selector"] != nil
            && members["spec"]?["template"] != nil && members["spec"]?["selector"]?["$patch"] == nil
    }
}
