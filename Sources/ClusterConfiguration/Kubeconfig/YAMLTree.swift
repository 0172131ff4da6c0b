import CYaml
import CheckedJSON
import CheckedYAML

/// Reads the first document of a YAML file into values, as `sigs.k8s.io/yaml` does for kubectl.
///
/// Built from the parser's events: keys are texts, aliases share what they stand for, and size, depth and what all
/// aliases stand for are bounded, so that no file can eat the memory.
struct YAMLTree {
    struct Failure: Error {
        /// 1 for the first; nil when the trouble has no line.
        var line: Int?
        var reason: String
    }

    private static let deepest = 100
    /// How many values a document may have, each alias counted as all that it stands for.
    private static let mostValues = 1_000_000

    /// A value, of how many values it is made, and how deep they are nested.
    private struct Counted {
        var value: JSONValue
        var count = 1
        var height = 0

        /// Takes a value in.
        mutating func add(_ part: Counted) {
            count += part.count
            height = max(height, part.height + 1)
        }
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var anchors: [String: Counted] = [:]
    private var line = 0

    /// The document's value; null for an empty one.
    static func read(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = bytes.starts(with: byteOrderMark) ? Array(bytes.dropFirst(3)) : bytes
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        defer {
            yaml_parser_delete(parser)
            parser.deinitialize(count: 1)
            parser.deallocate()
        }
        guard yaml_parser_initialize(parser) != 0 else { throw Failure(reason: "not enough memory") }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        return try text.withUnsafeBufferPointer { buffer -> Result<JSONValue, Failure> in
            yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
            var tree = YAMLTree(parser: parser)
            return Result { () throws(Failure) in try tree.document() }
        }.get()
    }

    private init(parser: UnsafeMutablePointer<yaml_parser_t>) { self.parser = parser }

    private mutating func document() throws(Failure) -> JSONValue {
        while true {
            let event = try next()
            switch event.kind {
            case YAML_STREAM_END_EVENT: return .null
            case YAML_STREAM_START_EVENT, YAML_DOCUMENT_START_EVENT: continue
            default: return try value(of: event, depth: 0).value
            }
        }
    }

    private mutating func value(of event: Event, depth: Int) throws(Failure) -> Counted {
        if depth > Self.deepest { throw failure("it is nested too deep") }
        let counted: Counted
        switch event.kind {
        case YAML_SCALAR_EVENT: counted = Counted(value: event.scalar)
        case YAML_SEQUENCE_START_EVENT: counted = try sequence(depth: depth)
        case YAML_MAPPING_START_EVENT: counted = try mapping(depth: depth)
        case YAML_ALIAS_EVENT:
            guard let known = anchors[event.anchor ?? ""] else {
                throw failure("no anchor is called \(event.anchor ?? "")")
            }
            if depth + known.height > Self.deepest { throw failure("it is nested too deep") }
            return known
        default: throw failure("a value is missing")
        }
        if let anchor = event.anchor { anchors[anchor] = counted }
        return counted
    }

    private mutating func sequence(depth: Int) throws(Failure) -> Counted {
        var elements: [JSONValue] = []
        var counted = Counted(value: .null)
        while true {
            let event = try next()
            if event.kind == YAML_SEQUENCE_END_EVENT { break }
            let element = try value(of: event, depth: depth + 1)
            try add(element, to: &counted)
            elements.append(element.value)
        }
        counted.value = .array(elements)
        return counted
    }

    private mutating func mapping(depth: Int) throws(Failure) -> Counted {
        var members: [String: JSONValue] = [:]
        var merged: [String: JSONValue] = [:]
        var counted = Counted(value: .null)
        while true {
            let event = try next()
            if event.kind == YAML_MAPPING_END_EVENT { break }
            let alias = event.kind == YAML_ALIAS_EVENT ? anchors[event.anchor ?? ""]?.value.string : nil
            guard let key = alias ?? event.text else { throw failure("a key is no plain text") }
            let member = try value(of: try next(), depth: depth + 1)
            try add(member, to: &counted)
            if key == "<<", event.isPlain {
                try merge(member.value, into: &merged)
            } else {
                members[key] = member.value
            }
        }
        counted.value = .object(merged.merging(members) { $1 })
        return counted
    }

    /// What `<<` brings in: a mapping, or several, of which the first counts.
    private func merge(_ value: JSONValue, into merged: inout [String: JSONValue]) throws(Failure) {
        for source in value.elements ?? [value] {
            guard let members = source.members else { throw failure("<< merges something else than mappings") }
            merged.merge(members) { first, _ in first }
        }
    }

    private func add(_ part: Counted, to counted: inout Counted) throws(Failure) {
        counted.add(part)
        if counted.count > Self.mostValues { throw failure("its aliases stand for too much") }
    }

    private func failure(_ reason: String) -> Failure { Failure(line: line, reason: reason) }
}

// MARK: - Events

extension YAMLTree {
    /// What is needed of an event of libyaml.
    private struct Event {
        var kind: yaml_event_type_t
        var anchor: String?
        /// A scalar's text.
        var text: String?
        var scalar = JSONValue.null
        var isPlain = false
    }

    private mutating func next() throws(Failure) -> Event {
        var raw = yaml_event_t()
        if yaml_parser_parse(parser, &raw) == 0 {
            let isReader = parser.pointee.error == YAML_READER_ERROR
            let mark = isReader ? parser.pointee.mark : parser.pointee.problem_mark
            let reason = parser.pointee.problem.map { String(cString: $0) } ?? "it cannot be parsed"
            throw Failure(line: Int(mark.line) + 1, reason: reason)
        }
        defer { yaml_event_delete(&raw) }
        line = Int(raw.start_mark.line) + 1
        var event = Event(kind: raw.type)
        switch raw.type {
        case YAML_ALIAS_EVENT: event.anchor = Self.text(raw.data.alias.anchor)
        case YAML_SEQUENCE_START_EVENT: event.anchor = Self.text(raw.data.sequence_start.anchor)
        case YAML_MAPPING_START_EVENT: event.anchor = Self.text(raw.data.mapping_start.anchor)
        case YAML_SCALAR_EVENT:
            let scalar = raw.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            let text = String(decoding: bytes, as: UTF8.self)
            event.anchor = Self.text(scalar.anchor)
            event.text = text
            event.isPlain =
                scalar.style == YAML_PLAIN_SCALAR_STYLE
                && Self.text(scalar.tag) != "tag:yaml.org,2002:str"
            event.scalar = event.isPlain ? Self.value(YAMLScalar(bytes), text: text) : .string(text)
        default: break
        }
        return event
    }

    private static func value(_ scalar: YAMLScalar, text: String) -> JSONValue {
        switch scalar {
        case .string: return .string(text)
        case .null: return .null
        case .bool(let isTrue): return .bool(isTrue)
        case .number(let number): return .number(number)
        }
    }

    private static func text(_ bytes: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        bytes.map { String(cString: $0) }
    }
}
