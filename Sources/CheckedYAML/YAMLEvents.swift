import CLibYAML

/// Walks the events of a YAML stream: the only place that knows libyaml. Saved clusters, kubeconfigs, playbooks and log
/// signatures are all built from these.
///
/// Nothing is held but the present event, and no depth of nesting can exhaust the stack. What aliases stand for is
/// bounded by who follows them.
package final class YAMLEvents {
    /// Documents that nest deeper are nobody's manifest; libyaml's time grows with the square of the depth.
    private static let maxDepth = 1000
    /// The longest scalar or comment, in bytes: libyaml holds it whole, and more than once.
    private static let maxEventBytes = 16 << 20

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let input: YAMLInput
    private var present = yaml_event_t()
    private var depth = 0
    private let isReady: Bool

    /// Walks what `read` supplies: it fills a buffer and returns how much, zero at the end and nil when it fails.
    package init(reading read: @escaping (UnsafeMutableRawBufferPointer) -> Int?) {
        input = YAMLInput(read)
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        isReady = yaml_parser_initialize(parser) != 0
        if !isReady { return }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input(parser, supplyYAML, Unmanaged.passUnretained(input).toOpaque())
    }

    /// Walks text in UTF-8; a byte order mark may precede it.
    package convenience init(_ bytes: [UInt8]) {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var rest = bytes[(bytes.starts(with: byteOrderMark) ? byteOrderMark.count : 0)...]
        self.init { buffer in
            let portion = rest.prefix(buffer.count)
            buffer.copyBytes(from: portion)
            rest = rest.dropFirst(portion.count)
            return portion.count
        }
    }

    deinit {
        yaml_event_delete(&present)
        yaml_parser_delete(parser)
        parser.deinitialize(count: 1)
        parser.deallocate()
    }

    /// The next event; its text is there until the one after it is asked for. Nothing may be asked after the end.
    package func next() throws(YAMLFailure) -> YAMLEvent {
        if !isReady { throw .outOfMemory }
        yaml_event_delete(&present)
        input.room = Self.maxEventBytes
        if yaml_parser_parse(parser, &present) == 0 { throw failure() }
        let event = YAMLEvent(present)
        switch event.kind {
        case .mappingStart, .sequenceStart: depth += 1
        case .mappingEnd, .sequenceEnd: depth -= 1
        default: break
        }
        if depth > Self.maxDepth { throw .malformed("it is nested too deep", at: event.mark) }
        return event
    }

    private func failure() -> YAMLFailure {
        if input.hasFailed { return .unreadable }
        if input.room <= 0 { return .tooLarge("one string in it is longer than \(Self.maxEventBytes >> 20) MB") }
        let error = parser.pointee.error
        if error == YAML_MEMORY_ERROR { return .outOfMemory }
        var reason = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be parsed"
        // Mostly a tab, which libyaml does not say.
        if reason.hasSuffix("cannot start any token") { reason += "; indent with spaces, not tabs" }
        let context = parser.pointee.context.map { String(cString: $0) }
        let mark = error == YAML_READER_ERROR ? parser.pointee.mark : parser.pointee.problem_mark
        return .malformed(reason, context: context, at: YAMLMark(mark))
    }
}

/// The bytes that libyaml reads.
private final class YAMLInput {
    private let supply: (UnsafeMutableRawBufferPointer) -> Int?
    private(set) var hasFailed = false
    /// How many more bytes the present event may take.
    var room = 0

    init(_ supply: @escaping (UnsafeMutableRawBufferPointer) -> Int?) { self.supply = supply }

    /// Fills the buffer; nil after an error.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int? {
        if room <= 0 { return nil }
        guard let count = supply(buffer) else {
            hasFailed = true
            return nil
        }
        room -= count
        return count
    }
}

private func supplyYAML(
    _ context: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<UInt8>?, _ size: Int,
    _ count: UnsafeMutablePointer<Int>?
) -> Int32 {
    guard let context, let buffer else { return 0 }
    let input = Unmanaged<YAMLInput>.fromOpaque(context).takeUnretainedValue()
    guard let read = input.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size)) else { return 0 }
    count?.pointee = read
    return 1
}

extension YAMLMark {
    fileprivate init(_ mark: yaml_mark_t) { self.init(line: Int(mark.line) + 1, column: Int(mark.column) + 1) }
}

extension YAMLEvent {
    fileprivate init(_ event: yaml_event_t) {
        kind = .other
        mark = YAMLMark(event.start_mark)
        switch event.type {
        case YAML_STREAM_END_EVENT: kind = .streamEnd
        case YAML_DOCUMENT_START_EVENT: kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: kind = .documentEnd
        case YAML_MAPPING_END_EVENT: kind = .mappingEnd
        case YAML_SEQUENCE_END_EVENT: kind = .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            kind = .mappingStart
            anchor = Self.text(event.data.mapping_start.anchor)
        case YAML_SEQUENCE_START_EVENT:
            kind = .sequenceStart
            anchor = Self.text(event.data.sequence_start.anchor)
        case YAML_ALIAS_EVENT:
            kind = .alias
            anchor = Self.text(event.data.alias.anchor)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            kind = .scalar
            anchor = Self.text(scalar.anchor)
            text = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            isPlain = Self.text(scalar.tag).map(Self.resolvedTags.contains) ?? (scalar.style == YAML_PLAIN_SCALAR_STYLE)
        default: break
        }
    }

    /// A scalar with one of these tags is no text, even where it is quoted; with another tag it is nothing but text.
    private static let resolvedTags = Set(["null", "bool", "int", "float"].map { "tag:yaml.org,2002:\($0)" } + ["?"])

    private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        bytes.map { String(cString: $0) }
    }
}
