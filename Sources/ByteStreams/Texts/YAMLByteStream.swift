import CYaml

/// YAML documents as JSON, one after the other, for the decoders that read JSON.
///
/// Built on the parser's events, not on a tree: a list of any length takes no more memory than its deepest branch, and
/// no depth of nesting can exhaust the stack.
package final class YAMLByteStream: ByteStream {
    /// Documents that nest deeper are nobody's manifest; libyaml's time grows with the square of the depth.
    static let deepest = 1000
    /// The longest scalar or comment, in bytes: libyaml holds it whole, and more than once.
    private static let longest = 16 << 20
    /// Bytes at a time.
    private static let portion = 256 << 10

    private let path: String
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: YAMLInput
    private var writer = YAMLToJSON()
    private var isAtEnd = false

    package init(_ stream: any ByteStream, path: String) throws(CollectorError) {
        self.path = path
        input = YAMLInput(stream)
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        if yaml_parser_initialize(parser) == 0 {
            isAtEnd = true
            throw .outOfMemory(path: path)
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input(parser, readMoreYAML, Unmanaged.passUnretained(input).toOpaque())
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deinitialize(count: 1)
        parser.deallocate()
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(CollectorError) -> Int {
        while !isAtEnd, writer.available < min(buffer.count, Self.portion) { try takeEvent() }
        return writer.take(into: buffer)
    }

    private func takeEvent() throws(CollectorError) {
        var event = yaml_event_t()
        input.room = Self.longest
        if yaml_parser_parse(parser, &event) == 0 { throw failure() }
        defer { yaml_event_delete(&event) }
        let line = Int(event.start_mark.line) + 1
        do throws(YAMLProblem) {
            switch event.type {
            case YAML_STREAM_END_EVENT: isAtEnd = true
            case YAML_DOCUMENT_START_EVENT: writer.beginDocument()
            case YAML_DOCUMENT_END_EVENT: try writer.endDocument()
            case YAML_MAPPING_START_EVENT:
                try writer.begin(isMapping: true, anchor: Self.text(event.data.mapping_start.anchor))
            case YAML_SEQUENCE_START_EVENT:
                try writer.begin(isMapping: false, anchor: Self.text(event.data.sequence_start.anchor))
            case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: try writer.end()
            case YAML_ALIAS_EVENT: try writer.alias(Self.text(event.data.alias.anchor) ?? "")
            case YAML_SCALAR_EVENT: try scalar(event)
            default: break
            }
        } catch {
            throw error.collectorError(path: path, line: line)
        }
        if writer.depth > Self.deepest { throw .malformedYAML(path: path, line: line, reason: "it is nested too deep") }
    }

    private func scalar(_ event: yaml_event_t) throws(YAMLProblem) {
        let scalar = event.data.scalar
        let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE && Self.text(scalar.tag) != "tag:yaml.org,2002:str"
        try writer.scalar(value, isPlain: isPlain, anchor: Self.text(scalar.anchor))
    }

    private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        bytes.map { String(cString: $0) }
    }

    private func failure() -> CollectorError {
        if let failure = input.failure { return failure }
        if input.room <= 0 {
            let reason = "one text in it is longer than \(Self.longest >> 20) MB"
            return .tooLarge(path: path, reason: reason)
        }
        if parser.pointee.error == YAML_MEMORY_ERROR { return .outOfMemory(path: path) }
        let reason = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be parsed"
        let isReader = parser.pointee.error == YAML_READER_ERROR
        let mark = isReader ? parser.pointee.mark : parser.pointee.problem_mark
        return .malformedYAML(path: path, line: Int(mark.line) + 1, reason: reason)
    }
}

/// What libyaml reads from.
private final class YAMLInput {
    private let stream: any ByteStream
    private(set) var failure: CollectorError?
    /// How many more bytes the present event may take.
    var room = 0

    init(_ stream: any ByteStream) { self.stream = stream }

    /// Fills the buffer; nil after an error.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        if room <= 0 { return nil }
        do throws(CollectorError) {
            let count = try stream.read(into: buffer)
            room -= count
            return count
        } catch {
            failure = error
            return nil
        }
    }
}

private func readMoreYAML(
    _ context: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<UInt8>?, _ size: Int,
    _ count: UnsafeMutablePointer<Int>?
) -> Int32 {
    guard let context, let buffer else { return 0 }
    let input = Unmanaged<YAMLInput>.fromOpaque(context).takeUnretainedValue()
    guard let read = input.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size)) else { return 0 }
    count?.pointee = read
    return 1
}
