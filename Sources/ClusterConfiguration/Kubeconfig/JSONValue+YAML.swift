import CheckedJSON
import CheckedYAML

extension JSONValue {
    /// Reads the first document of a YAML file as `sigs.k8s.io/yaml` does for kubectl; null for an empty one.
    init(yaml bytes: [UInt8]) throws(YAMLFailure) {
        self = try YAMLTree<JSONValue>.read(bytes, isOnlyDocument: false) ?? .null
    }
}

extension JSONValue: YAMLValue {
    package static func scalar(_ event: YAMLEvent) -> JSONValue {
        switch event.isPlain ? YAMLScalar(event.text) : .string {
        case .string: .string(String(decoding: event.text, as: UTF8.self))
        case .null: .null
        case .bool(let isTrue): .bool(isTrue)
        case .number(let number): .number(number)
        }
    }

    package static func sequence(_ elements: [JSONValue], at mark: YAMLMark) -> JSONValue { .array(elements) }

    /// `<<` merges one mapping, or several of which the first wins; the mapping's own members win over all of them.
    package static func mapping(
        _ members: [YAMLMember<JSONValue>], at mark: YAMLMark
    ) throws(YAMLFailure) -> JSONValue {
        var own: [String: JSONValue] = [:]
        var merged: [String: JSONValue] = [:]
        for member in members {
            guard member.key == "<<", member.isKeyPlain else {
                own[member.key] = member.value
                continue
            }
            for source in member.value.elements ?? [member.value] {
                guard let others = source.members else {
                    throw .malformed("<< can merge only mappings", at: member.keyMark)
                }
                merged.merge(others) { first, _ in first }
            }
        }
        return .object(merged.merging(own) { $1 })
    }

    package var keyText: String? { string }
}
