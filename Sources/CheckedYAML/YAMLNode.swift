/// A value of a YAML file that people write, with its place.
public struct YAMLNode: Sendable {
    fileprivate enum Content: Sendable {
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        case mapping([(key: YAMLNode, value: YAMLNode)])
    }

    private var content: Content
    /// Where the value begins.
    public let mark: YAMLMark

    /// A scalar's text, whatever it means; nil for a list or a mapping.
    public var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// Whether a scalar is neither quoted nor tagged as a text.
    package var isPlain: Bool {
        if case .scalar(_, let isPlain) = content { isPlain } else { false }
    }

    /// The elements of a list; nil for other values.
    public var sequence: [YAMLNode]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    /// The members of a mapping in their order; nil for other values. No key stands twice.
    public var mapping: [(key: YAMLNode, value: YAMLNode)]? {
        if case .mapping(let members) = content { members } else { nil }
    }
}

extension YAMLNode: YAMLValue {
    package static func scalar(_ event: YAMLEvent) -> YAMLNode {
        let text = String(decoding: event.text, as: UTF8.self)
        return YAMLNode(content: .scalar(text, isPlain: event.isPlain), mark: event.mark)
    }

    package static func sequence(_ elements: [YAMLNode], at mark: YAMLMark) -> YAMLNode {
        YAMLNode(content: .sequence(elements), mark: mark)
    }

    package static func mapping(
        _ members: [YAMLMember<YAMLNode>], at mark: YAMLMark
    ) throws(YAMLFailure) -> YAMLNode {
        var first: [String: YAMLMark] = [:]
        var repeated: Set<String> = []
        for member in members where first.updateValue(first[member.key] ?? member.keyMark, forKey: member.key) != nil {
            repeated.insert(member.key)
        }
        if let name = repeated.min() {
            let names = repeated.sorted().joined(separator: ", ")
            throw .malformed("the key \(names) appears twice", at: first[name] ?? mark)
        }
        let pairs = members.map { member in
            let key = YAMLNode(content: .scalar(member.key, isPlain: member.isKeyPlain), mark: member.keyMark)
            return (key: key, value: member.value)
        }
        return YAMLNode(content: .mapping(pairs), mark: mark)
    }

    package var keyText: String? { text }
}
