import CheckedJSON
import KubernetesModel

/// An object that becomes a row.
struct TableObject {
    var name: String
    var json: JSONValue
    /// When the snapshot was captured: ages are counted from then.
    var now: Timestamp

    var age: JSONValue { .string(since(json.text("metadata", "creationTimestamp"))) }

    var isDeleting: Bool { json.at("metadata", "deletionTimestamp") != nil }

    /// How long a moment is ago, in kubectl's words; `<unknown>` for one that is not told.
    func since(_ moment: String) -> String {
        guard let moment = Timestamp(moment) else { return "<unknown>" }
        return HumanDuration.text(microseconds: now.microseconds - moment.microseconds)
    }
}

extension JSONValue {
    /// The value at a path of members; nil where there is none, or null.
    func at(_ path: String...) -> JSONValue? { at(path) }

    private func at(_ path: [String]) -> JSONValue? {
        var value = self
        for name in path {
            guard let member = value[name] else { return nil }
            value = member
        }
        return value == .null ? nil : value
    }

    /// A text, or a number as it is written; empty where there is none.
    func text(_ path: String...) -> String {
        switch at(path) {
        case .string(let text), .number(let text): return text
        default: return ""
        }
    }

    /// A whole number; 0 where there is none.
    func integer(_ path: String...) -> WholeNumber {
        if case .number(let text) = at(path) { return WholeNumber(text) ?? 0 }
        return 0
    }

    func isTrue(_ path: String...) -> Bool { at(path) == .bool(true) }

    func items(_ path: String...) -> [JSONValue] { at(path)?.elements ?? [] }

    /// The condition of a type in `status.conditions`; the first, as upstream's loops.
    func condition(_ type: String) -> JSONValue? { items("status", "conditions").first { $0.text("type") == type } }
}
