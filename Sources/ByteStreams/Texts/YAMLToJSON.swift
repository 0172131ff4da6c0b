import CheckedYAML
import Wording

/// Why YAML beyond its grammar is no JSON of objects.
enum YAMLMisfit: Error {
    case malformed(String)
    case notStructured
    case tooLarge(String)

    /// The error for people.
    func streamError(path: String, line: Int) -> StreamError {
        switch self {
        case .malformed(let reason): .malformedYAML(path: path, line: line, reason: reason)
        case .notStructured: .notJSONOrYAML(path: path, reason: "it is plain text")
        case .tooLarge(let reason): .tooLarge(path: path, reason: reason)
        }
    }
}

/// Writes the events of YAML documents as JSON.
struct YAMLToJSON {
    /// How many bytes aliases may stand for before they count as a bomb.
    private static let mostAliasBytes = 64 << 20

    /// A document with anchors is held whole; larger ones are nobody's manifest.
    private static let mostBytes = 128 << 20
    /// How many bytes merges may move in all.
    private static let mostMovedBytes = 1 << 30
    /// How much is written before what was taken away is forgotten.
    private static let portion = 256 << 10

    /// A mapping or sequence that has begun.
    private struct Frame {
        var isMapping: Bool
        var anchor: String?
        var start: Int
        var count = 0
        /// In a mapping: whether a key has been written and waits for its value.
        var hasKey = false
        /// In a mapping: where the value of `<<` begins, and what is cut with it.
        var merge: Int?
    }

    /// The bytes written so far, without the discarded ones.
    private var json: [UInt8] = []
    private var frames: [Frame] = []
    private var anchors: [String: [UInt8]] = [:]
    private var aliasBytes = 0
    private var movedBytes = 0
    private var isDocumentEmpty = true

    /// How many bytes of ``json`` were taken away, and must stay as they are.
    private var delivered = 0

    /// How many bytes can be taken away.
    ///
    /// A mapping that merges others in gets their members in front of its own, so that those count: once a document
    /// has an anchor to merge, it waits for its end.
    var available: Int { anchors.isEmpty || frames.isEmpty ? json.count - delivered : 0 }

    /// Moves what is available to `buffer`, as far as it fits.
    mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, available)
        json.withUnsafeBytes { source in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[delivered..<delivered + count]))
        }
        delivered += count
        let isNeeded = !anchors.isEmpty || frames.contains { $0.anchor != nil }
        if delivered >= Self.portion, delivered == json.count, !isNeeded {
            for position in frames.indices { frames[position].start -= delivered }
            json.removeAll(keepingCapacity: true)
            delivered = 0
        }
        return count
    }

    mutating func beginDocument() {
        anchors = [:]
        isDocumentEmpty = true
    }

    mutating func endDocument() throws(YAMLMisfit) {
        anchors = [:]
        json.append(UInt8(ascii: "\n"))
    }

    mutating func begin(isMapping: Bool, anchor: String?) throws(YAMLMisfit) {
        try beginValue()
        if let last = frames.last, last.isMapping, !last.hasKey {
            throw .malformed("a key is no plain text")
        }
        frames.append(Frame(isMapping: isMapping, anchor: anchor, start: json.count))
        json.append(UInt8(ascii: isMapping ? "{" : "["))
    }

    mutating func end() throws(YAMLMisfit) {
        guard let frame = frames.popLast() else { return }
        json.append(UInt8(ascii: frame.isMapping ? "}" : "]"))
        try endValue(from: frame.start, anchor: frame.anchor)
    }

    mutating func alias(_ name: String) throws(YAMLMisfit) {
        guard let bytes = anchors[name] else {
            throw .malformed("no anchor is named \(Wording.shortened(name, limit: 60))")
        }
        try beginValue()
        if let last = frames.last, last.isMapping, !last.hasKey { throw .malformed("a key is no plain text") }
        try countAlias(bytes.count)
        let start = json.count
        json += bytes
        try endValue(from: start, anchor: nil)
    }

    mutating func scalar(_ value: UnsafeBufferPointer<UInt8>, isPlain: Bool, anchor: String?) throws(YAMLMisfit) {
        if let last = frames.indices.last, frames[last].isMapping, !frames[last].hasKey {
            let isMerge = isPlain && value.elementsEqual("<<".utf8)
            if isMerge { frames[last].merge = json.count }
            if frames[last].count > 0 { json.append(UInt8(ascii: ",")) }
            frames[last].count += 1
            frames[last].hasKey = true
            JSONString.append(value, to: &json)
            json.append(UInt8(ascii: ":"))
            return
        }
        let plain = isPlain ? YAMLScalar(value) : .string
        if frames.isEmpty {
            // An empty document is none; one of text alone is no manifest.
            if case .null = plain { return }
            throw .notStructured
        }
        try beginValue()
        let start = json.count
        switch plain {
        case .string: JSONString.append(value, to: &json)
        case .null: json += "null".utf8
        case .bool(let isTrue): json += (isTrue ? "true" : "false").utf8
        case .number(let text): json += text.utf8
        }
        try endValue(from: start, anchor: anchor)
    }

    // MARK: - Values

    private mutating func beginValue() throws(YAMLMisfit) {
        guard let last = frames.indices.last, !frames[last].isMapping else { return }
        if frames[last].count > 0 { json.append(UInt8(ascii: ",")) }
        frames[last].count += 1
    }

    private mutating func endValue(from start: Int, anchor: String?) throws(YAMLMisfit) {
        if json.count > Self.mostBytes {
            throw .tooLarge("it has anchors, or one value, of more than \(Self.mostBytes >> 20) MB")
        }
        if let anchor {
            try countAlias(json.count - start)
            anchors[anchor] = Array(json[start...])
        }
        guard let last = frames.indices.last, frames[last].isMapping else { return }
        frames[last].hasKey = false
        if let merge = frames[last].merge {
            frames[last].merge = nil
            try mergeIn(from: merge, value: start, frame: last)
        }
    }

    /// Moves the members of a merged mapping to the front of the one that merges it: there, its own come later and win.
    private mutating func mergeIn(from merge: Int, value: Int, frame: Int) throws(YAMLMisfit) {
        let bytes = Array(json[value...])
        guard bytes.first == UInt8(ascii: "{") else { throw .malformed("<< merges something else than one mapping") }
        json.removeLast(json.count - merge)
        frames[frame].count -= 1
        if bytes.count == 2 { return }
        let comma = frames[frame].count > 0 ? [UInt8(ascii: ",")] : []
        let members = bytes[1..<bytes.count - 1]
        if frames[frame].start >= delivered {
            movedBytes += json.count - frames[frame].start
            if movedBytes > Self.mostMovedBytes { throw .tooLarge("it merges too much") }
            json.insert(contentsOf: members + comma, at: frames[frame].start + 1)
        } else {
            json += comma + members
        }
        frames[frame].count += 1
    }

    private mutating func countAlias(_ count: Int) throws(YAMLMisfit) {
        aliasBytes += count
        if aliasBytes > Self.mostAliasBytes {
            throw .tooLarge("its aliases stand for more than \(Self.mostAliasBytes >> 20) MB")
        }
    }
}
