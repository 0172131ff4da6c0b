import CheckedYAML
import ByteStreams

/// YAML as a saved cluster, and as a file that people write.
struct YAMLCheck {
    let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func run() {
        checkJSON()
        // A beginning that keeps what follows from being taken for JSON or for an archive.
        SnapshotCheck.read(Array("# \n".utf8) + bytes)
        var reader = WrittenFile()
        if let root = reader.root(of: String(decoding: bytes, as: UTF8.self), "a file") { reader.walk(root) }
    }

    /// Whatever the documents are, their JSON is JSON to the letter, one a line.
    private func checkJSON() {
        guard let json = try? json() else { return }
        for line in json.split(separator: UInt8(ascii: "\n")) {
            // Deeper ones the check does not follow.
            guard line.count(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }) < 256 else { continue }
            require(isWellFormed(Array(line)), "JSON to the letter: \(String(decoding: line, as: UTF8.self))")
        }
    }

    private func json() throws(StreamError) -> [UInt8] {
        let stream = YAMLByteStream(MemoryByteStream(bytes), path: "input")
        var json: [UInt8] = []
        let portion = UnsafeMutableRawBufferPointer.allocate(byteCount: 997, alignment: 1)
        defer { portion.deallocate() }
        while true {
            let count = try stream.read(into: portion)
            if count == 0 { return json }
            json += portion[..<count]
        }
    }
}

/// A file whose problems are counted.
private struct WrittenFile: YAMLFileReader {
    private var problems = 0

    mutating func note(_ problem: YAMLProblem, at mark: YAMLMark?) { problems += 1 }

    /// Asks every node for each thing that it could be.
    mutating func walk(_ node: YAMLNode) {
        _ = (text(node), number(node), truth(node))
        for element in elements(of: node, "things") { walk(element) }
        for member in (members(of: node, known: ["a", "kind", "items"]) ?? [:]).values { walk(member) }
    }
}
