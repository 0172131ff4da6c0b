import Wording

/// A value that a YAML document can be built of.
package protocol YAMLValue {
    /// A scalar, with the meaning that this kind of file gives it.
    static func scalar(_ event: YAMLEvent) -> Self
    static func sequence(_ elements: [Self], at mark: YAMLMark) -> Self
    /// The members in their order; merges and keys that are given twice are up to the value.
    static func mapping(_ members: [YAMLMember<Self>], at mark: YAMLMark) throws(YAMLFailure) -> Self
    /// The text of a scalar; nil for others, and for what cannot be a key.
    var keyText: String? { get }
}

/// A member of a mapping.
package struct YAMLMember<Value> {
    package var key: String
    package var keyMark: YAMLMark
    /// Whether the key is neither quoted nor tagged: only then `<<` merges.
    package var isKeyPlain: Bool
    package var value: Value
}

/// Builds a YAML document as a whole, for files that people write.
///
/// Aliases share what they stand for; size, depth and what all aliases stand for are bounded, so that no file can eat
/// the memory.
package struct YAMLTree<Value: YAMLValue> {
    /// How deep values may be nested.
    private static var maxDepth: Int { 100 }
    /// How many values a document may have, each alias counted as all that it stands for.
    private static var maxValueCount: Int { 1_000_000 }

    /// A value, of how many values it is made, and how deep they are nested.
    private struct Counted {
        var value: Value
        var count: Int
        var height: Int
    }

    private let events: YAMLEvents
    private var anchors: [String: Counted] = [:]

    /// The value of the first document; nil when there is none. A second one is not looked at, or fails where there
    /// may be only one.
    package static func read(_ bytes: [UInt8], isOnlyDocument: Bool) throws(YAMLFailure) -> Value? {
        var tree = YAMLTree(events: YAMLEvents(bytes))
        guard let value = try tree.document() else { return nil }
        if isOnlyDocument { try tree.requireEnd() }
        return value
    }

    private init(events: YAMLEvents) { self.events = events }

    private mutating func document() throws(YAMLFailure) -> Value? {
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamEnd: return nil
            case .other, .documentStart: continue
            default: return try value(of: event, depth: 0).value
            }
        }
    }

    private func requireEnd() throws(YAMLFailure) {
        while true {
            let event = try events.next()
            switch event.kind {
            case .streamEnd: return
            case .documentEnd: continue
            default:
                throw .malformed(
                    "but found another document", context: "expected a single document in the stream", at: event.mark)
            }
        }
    }

    private mutating func value(of event: YAMLEvent, depth: Int) throws(YAMLFailure) -> Counted {
        if depth > Self.maxDepth { throw Self.tooDeep(event.mark) }
        let counted: Counted
        switch event.kind {
        case .scalar: counted = Counted(value: .scalar(event), count: 1, height: 0)
        case .sequenceStart: counted = try sequence(at: event.mark, depth: depth)
        case .mappingStart: counted = try mapping(at: event.mark, depth: depth)
        case .alias:
            let known = try anchored(event)
            if depth + known.height > Self.maxDepth { throw Self.tooDeep(event.mark) }
            return known
        default: throw .malformed("a value is missing", at: event.mark)
        }
        if let anchor = event.anchor { anchors[anchor] = counted }
        return counted
    }

    private mutating func sequence(at mark: YAMLMark, depth: Int) throws(YAMLFailure) -> Counted {
        var elements: [Value] = []
        var (count, height) = (1, 0)
        while true {
            let event = try events.next()
            if event.kind == .sequenceEnd { break }
            let element = try value(of: event, depth: depth + 1)
            try add(element, to: &count, &height, at: event.mark)
            elements.append(element.value)
        }
        return Counted(value: .sequence(elements, at: mark), count: count, height: height)
    }

    private mutating func mapping(at mark: YAMLMark, depth: Int) throws(YAMLFailure) -> Counted {
        var members: [YAMLMember<Value>] = []
        var (count, height) = (1, 0)
        while true {
            let event = try events.next()
            if event.kind == .mappingEnd { break }
            let name = try key(event)
            let isPlain = event.isPlain
            let valueEvent = try events.next()
            let member = try value(of: valueEvent, depth: depth + 1)
            try add(member, to: &count, &height, at: valueEvent.mark)
            members.append(YAMLMember(key: name, keyMark: event.mark, isKeyPlain: isPlain, value: member.value))
        }
        return Counted(value: try .mapping(members, at: mark), count: count, height: height)
    }

    private mutating func key(_ event: YAMLEvent) throws(YAMLFailure) -> String {
        let text: String?
        switch event.kind {
        case .scalar:
            text = String(decoding: event.text, as: UTF8.self)
            if let anchor = event.anchor { anchors[anchor] = Counted(value: .scalar(event), count: 1, height: 0) }
        case .alias: text = try anchored(event).value.keyText
        default: text = nil
        }
        guard let text else { throw .malformed("a key is no plain text", at: event.mark) }
        return text
    }

    private func anchored(_ event: YAMLEvent) throws(YAMLFailure) -> Counted {
        guard let known = anchors[event.anchor ?? ""] else {
            throw .malformed("no anchor is named \(Wording.shortened(event.anchor ?? "", limit: 60))", at: event.mark)
        }
        return known
    }

    private func add(
        _ part: Counted, to count: inout Int, _ height: inout Int, at mark: YAMLMark
    ) throws(YAMLFailure) {
        count += part.count
        height = max(height, part.height + 1)
        if count > Self.maxValueCount { throw .malformed("its aliases stand for too much", at: mark) }
    }

    private static func tooDeep(_ mark: YAMLMark) -> YAMLFailure { .malformed("it is nested too deep", at: mark) }
}
