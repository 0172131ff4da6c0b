// bare numbers in this file: it prints them.
/// Writes a document as YAML that readers of YAML 1.1 and of 1.2 read alike.
///
/// Values on lines of their own in JSON are so here, indented as kubectl does; a value on one line in JSON is a flow
/// collection in one line.
struct YAMLWriter: DocumentWriter, ~Copyable {
    static var format: String { "yaml" }

    /// A container that is open.
    private struct Container {
        var isArray: Bool
        var layout: DocumentLayout
        /// The column of the children's lines; a flow collection has none.
        var indent: Int
        /// Whether the first child stands where the container begins: behind a dash, or at the document's beginning.
        var beginsInLine: Bool
        var isEmpty = true
    }

    private var buffer: [UInt8] = []
    /// The containers that are open, outermost first.
    private var open: [Container] = []
    private var followsName = false
    private let sink: ([UInt8]) throws -> Void

    /// As many bytes as are gathered before the sink gets them.
    private static let chunkSize = 1 << 16

    init(sink: @escaping ([UInt8]) throws -> Void) {
        self.sink = sink
        buffer.reserveCapacity(Self.chunkSize + 4096)
    }

    mutating func beginObject(_ layout: DocumentLayout) throws { try begin(isArray: false, layout) }

    mutating func endObject() { end() }

    mutating func beginArray(_ layout: DocumentLayout) throws { try begin(isArray: true, layout) }

    mutating func endArray() { end() }

    mutating func name(_ name: StaticString) { self.name(name.description) }

    mutating func name(_ name: String) {
        beginChild()
        YAMLString.append(name, to: &buffer)
        buffer.append(UInt8(ascii: ":"))
        followsName = true
    }

    mutating func string(_ value: String) {
        beginValue()
        YAMLString.append(value, to: &buffer)
    }

    mutating func number(_ value: Int64) {
        beginValue()
        buffer.append(contentsOf: String(value).utf8)
    }

    mutating func truth(_ value: Bool) {
        beginValue()
        buffer.append(contentsOf: (value ? "true" : "false").utf8)
    }

    mutating func null() {
        beginValue()
        buffer.append(contentsOf: "null".utf8)
    }

    mutating func finish() throws {
        buffer.append(UInt8(ascii: "\n"))
        try sink(buffer)
        buffer.removeAll()
    }

    private mutating func begin(isArray: Bool, _ layout: DocumentLayout) throws {
        if buffer.count >= Self.chunkSize {
            try sink(buffer)
            buffer.removeAll(keepingCapacity: true)
        }
        let isMemberValue = followsName
        let parent = open.last
        if parent?.layout == .inline || layout == .inline {
            beginValue()
            buffer.append(UInt8(ascii: isArray ? "[" : "{"))
            open.append(Container(isArray: isArray, layout: .inline, indent: 0, beginsInLine: false))
            return
        }
        // The space behind a name would stand at the end of a line.
        if isMemberValue { followsName = false } else { beginChild() }
        // As with kubectl, the dashes of a member's list stand below its name.
        let isBelowName = isMemberValue && isArray
        let indent = parent.map { isBelowName ? $0.indent : $0.indent + 2 } ?? 0
        open.append(Container(isArray: isArray, layout: .lines, indent: indent, beginsInLine: !isMemberValue))
    }

    private mutating func end() {
        guard let container = open.popLast() else { return }
        if container.layout == .inline {
            buffer.append(UInt8(ascii: container.isArray ? "]" : "}"))
        } else if container.isEmpty {
            if !container.beginsInLine { buffer.append(UInt8(ascii: " ")) }
            buffer.append(contentsOf: (container.isArray ? "[]" : "{}").utf8)
        }
    }

    /// Writes what stands before a value: a space behind a member's name, else what begins an element.
    private mutating func beginValue() {
        if followsName {
            followsName = false
            buffer.append(UInt8(ascii: " "))
        } else {
            beginChild()
        }
    }

    /// Writes what stands before an element or a member's name.
    private mutating func beginChild() {
        guard let container = open.last else { return }
        open[open.count - 1].isEmpty = false
        if container.layout == .inline {
            if !container.isEmpty { buffer.append(contentsOf: ", ".utf8) }
            return
        }
        if !container.isEmpty || !container.beginsInLine {
            buffer.append(UInt8(ascii: "\n"))
            buffer.append(contentsOf: repeatElement(UInt8(ascii: " "), count: container.indent))
        }
        if container.isArray { buffer.append(contentsOf: "- ".utf8) }
    }
}
