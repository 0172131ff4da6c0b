// bare numbers in this file: it prints them.
import Wording

/// Writes a document as JSON.
struct JSONWriter: DocumentWriter, ~Copyable {
    static var format: String { "json" }

    private var buffer: [UInt8] = []
    /// The containers that are open, outermost first.
    private var open: [(layout: DocumentLayout, isEmpty: Bool)] = []
    private var followsName = false
    private let sink: ([UInt8]) throws -> Void

    /// As many bytes as are gathered before the sink gets them.
    private static let chunkSize = 1 << 16

    init(sink: @escaping ([UInt8]) throws -> Void) {
        self.sink = sink
        buffer.reserveCapacity(Self.chunkSize + 4096)
    }

    mutating func beginObject(_ layout: DocumentLayout) throws { try begin(UInt8(ascii: "{"), layout) }

    mutating func endObject() { end(UInt8(ascii: "}")) }

    mutating func beginArray(_ layout: DocumentLayout) throws { try begin(UInt8(ascii: "["), layout) }

    mutating func endArray() { end(UInt8(ascii: "]")) }

    mutating func name(_ name: StaticString) {
        separate()
        buffer.append(UInt8(ascii: "\""))
        buffer.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        buffer.append(contentsOf: Self.nameEnd)
        followsName = true
    }

    mutating func name(_ name: String) {
        separate()
        JSONString.append(name, to: &buffer, escaping: .terminal)
        buffer.append(contentsOf: Self.nameEnd.dropFirst())
        followsName = true
    }

    mutating func string(_ value: String) {
        separate()
        JSONString.append(value, to: &buffer, escaping: .terminal)
    }

    mutating func number(_ value: Int64) {
        separate()
        buffer.append(contentsOf: String(value).utf8)
    }

    mutating func truth(_ value: Bool) {
        separate()
        buffer.append(contentsOf: value ? Self.trueWord : Self.falseWord)
    }

    mutating func null() {
        separate()
        buffer.append(contentsOf: "null".utf8)
    }

    mutating func finish() throws {
        buffer.append(UInt8(ascii: "\n"))
        try sink(buffer)
        buffer.removeAll()
    }

    private mutating func begin(_ bracket: UInt8, _ layout: DocumentLayout) throws {
        if buffer.count >= Self.chunkSize {
            try sink(buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        separate()
        buffer.append(bracket)
        open.append((open.last?.layout == .inline ? .inline : layout, true))
    }

    private mutating func end(_ bracket: UInt8) {
        guard let container = open.popLast() else { return }
        if container.layout == .lines, !container.isEmpty { breakLine() }
        buffer.append(bracket)
    }

    /// Writes what stands before an element or a member's name: nothing before a member's value.
    private mutating func separate() {
        if followsName {
            followsName = false
            return
        }
        guard let container = open.last else { return }
        if !container.isEmpty { buffer.append(UInt8(ascii: ",")) }
        open[open.count - 1].isEmpty = false
        switch container.layout {
        case .lines: breakLine()
        case .inline: if !container.isEmpty { buffer.append(UInt8(ascii: " ")) }
        }
    }

    private mutating func breakLine() {
        buffer.append(UInt8(ascii: "\n"))
        for _ in open { buffer.append(contentsOf: Self.indentation) }
    }

    private static let nameEnd = Array("\": ".utf8)
    private static let indentation = Array("  ".utf8)
    private static let trueWord = Array("true".utf8)
    private static let falseWord = Array("false".utf8)
}
