/// Documents among lines that belong to none: prompts and commands, fences, warnings, what a terminal showed besides.
package enum PastedText {
    /// How much of what stands before the first document is read to find it.
    package static let longestPreface = 256 << 10

    /// The form of the first document; nil where no line begins one.
    package static func form(_ beginning: [UInt8]) -> ContentForm? {
        for line in lines(of: beginning) {
            if beginsJSON(line) { return .json }
            if beginsYAML(line) { return .yaml }
        }
        return nil
    }

    /// The thing that people pasted in place of documents, in a phrase; nil if it isn't recognised.
    package static func description(of beginning: [UInt8]) -> String? {
        let lines = lines(of: beginning).map { String(decoding: $0, as: UTF8.self) }
        let words = lines.map { $0.split(separator: " ").map(String.init) }
        if words.contains(where: { $0.count > 1 && $0.contains("NAME") && ($0.contains("AGE") || $0.contains("READY")) }
        ) {
            return "it is the table that kubectl get prints, which lacks most fields"
        }
        let members = Set(words.compactMap(\.first))
        if members.isSuperset(of: ["Name:", "Namespace:"]) || members.isSuperset(of: ["Name:", "Labels:"]) {
            return "it is the output of kubectl describe, which lacks most fields"
        }
        return nil
    }

    /// Whether a line begins a JSON document: a bracket alone may also begin a prompt.
    package static func beginsJSON(_ line: some Collection<UInt8>) -> Bool {
        let line = line.drop { $0 == 0x20 || $0 == 0x09 }
        guard let first = line.first else { return false }
        let next = line.dropFirst().first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
        switch first {
        case UInt8(ascii: "{"): return next == nil || next == UInt8(ascii: "\"") || next == UInt8(ascii: "}")
        case UInt8(ascii: "["): return next == nil || next == UInt8(ascii: "{") || next == UInt8(ascii: "]")
        default: return false
        }
    }

    /// Whether a line begins a YAML document of Kubernetes.
    static func beginsYAML(_ line: some Collection<UInt8>) -> Bool {
        let marks = ["apiVersion:", "kind:", "items:", "metadata:", "spec:", "status:", "- apiVersion:", "---"]
        return marks.contains { line.starts(with: $0.utf8) }
    }

    /// The first line that is not blank.
    package static func firstLine(of bytes: [UInt8]) -> ArraySlice<UInt8> {
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        return bytes[(isMarked ? 3 : 0)...].drop { $0 <= 0x20 }.prefix { $0 != 0x0A }
    }

    static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        return bytes[(isMarked ? 3 : 0)...].split(separator: 0x0A).map { line in
            line.last == 0x0D ? line.dropLast() : line
        }
    }
}

/// YAML without the lines that belong to no document. Where they part two documents, a mark of YAML's takes their place.
package final class YAMLWithoutNoise: ByteStream {
    private let stream: any ByteStream
    private var pending: [UInt8] = []
    private var position = 0
    private var line: [UInt8] = []
    private var isAtEnd = false
    private var hasDocument = false
    private var hasSkipped = false
    private let path: String
    /// No line of a document is longer: an object of Kubernetes is not.
    private static let longestLine = 16 << 20

    /// The documents in `stream`, the content of `path`.
    package init(_ stream: any ByteStream, path: String) {
        self.stream = stream
        self.path = path
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
        while position == pending.count, !isAtEnd { try readMore() }
        let count = min(buffer.count, pending.count - position)
        pending.withUnsafeBytes { source in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[position..<position + count]))
        }
        position += count
        return count
    }

    private func readMore() throws(StreamError) {
        pending.removeAll(keepingCapacity: true)
        position = 0
        var bytes = [UInt8](repeating: 0, count: 256 << 10)
        let count = try stream.fill(&bytes, from: 0)
        isAtEnd = count == 0
        var rest = bytes[..<count]
        while let end = rest.firstIndex(of: 0x0A) {
            line += rest[...end]
            rest = rest[(end + 1)...]
            takeLine()
        }
        line += rest
        if line.count > Self.longestLine {
            throw .tooLarge(path: path, reason: "it has a line longer than \(Self.longestLine >> 20) MB")
        }
        if isAtEnd, !line.isEmpty { takeLine() }
    }

    private func takeLine() {
        defer { line.removeAll(keepingCapacity: true) }
        if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        if PastedText.beginsYAML(line) {
            // kubectl sorts the members: where another follows, the lines stood inside of a document.
            if hasSkipped, hasDocument, line.starts(with: "apiVersion:".utf8) { pending += "---\n".utf8 }
            hasDocument = true
        } else if isNoise || !hasDocument && !isMember {
            hasSkipped = hasSkipped || !line.allSatisfy { $0 <= 0x20 }
            return
        } else {
            // A member before those of Kubernetes, as anchors have it.
            hasDocument = true
        }
        hasSkipped = false
        pending += line
    }

    /// Whether a line can stand in no document: it begins at the margin and is neither a member nor an item.
    private var isNoise: Bool {
        guard let first = line.first, first > 0x20 else { return false }
        switch first {
        case UInt8(ascii: "#"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "%"), UInt8(ascii: "{"),
            UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "?"):
            return false
        default: break
        }
        if ["Warning:", "WARNING:", "error:", "Error from server"].contains(where: { line.starts(with: $0.utf8) }) {
            return true
        }
        return !isMember
    }

    /// Whether the line begins a member at the margin: a key, a colon, and a blank or the line's end.
    private var isMember: Bool {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return false }
        let key = line[..<colon]
        let next = colon + 1 < line.count ? line[colon + 1] : 0x0A
        return next <= 0x20 && (key.allSatisfy { $0 > 0x7F || Self.isOfKey($0) } || key.elementsEqual("<<".utf8))
    }

    private static func isOfKey(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: "/"):
            return true
        default: return false
        }
    }
}
