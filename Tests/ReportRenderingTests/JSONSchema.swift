/// A JSON Schema (2020-12) as a value, from which its file is written.
indirect enum JSONSchema: Sendable {
    case text(String)
    case number(Int)
    case truth(Bool)
    case list([JSONSchema])
    case object([(String, JSONSchema)])

    /// An object that has `required`, may have `optional`, and has nothing else.
    static func strictObject(
        _ required: [(String, JSONSchema)], optional: [(String, JSONSchema)] = [], description: String? = nil
    ) -> JSONSchema {
        .object(
            (description.map { [("description", .text($0))] } ?? [])
                + [
                    ("type", "object"), ("additionalProperties", .truth(false)),
                    ("required", .list(required.map { .text($0.0) })), ("properties", .object(required + optional)),
                ])
    }

    static func array(of items: JSONSchema, description: String? = nil) -> JSONSchema {
        .object((description.map { [("description", .text($0))] } ?? []) + [("type", "array"), ("items", items)])
    }

    /// One of a Swift enum's words.
    static func words<Word: CaseIterable & RawRepresentable<String>>(of type: Word.Type) -> JSONSchema {
        .object([("enum", .list(type.allCases.map { .text($0.rawValue) }))])
    }

    static func words(_ words: [String]) -> JSONSchema { .object([("enum", .list(words.map { .text($0) }))]) }

    static func reference(_ name: String) -> JSONSchema { .object([("$ref", .text("#/$defs/\(name)"))]) }

    static let string = JSONSchema.object([("type", "string")])
    static let boolean = JSONSchema.object([("type", "boolean")])
    static let count = JSONSchema.object([("type", "integer"), ("minimum", .number(0))])
    static let strings = JSONSchema.array(of: string)

    /// The schema's file: members in the order given, two spaces a level, lists of words on a line each.
    var fileText: String { text(indent: "") + "\n" }

    private func text(indent: String) -> String {
        switch self {
        case .text(let text): return "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
        case .number(let number): return String(number)
        case .truth(let truth): return String(truth)
        case .list(let items):
            guard items.count > 8 else {
                return "[" + items.map { $0.text(indent: indent) }.joined(separator: ", ") + "]"
            }
            let inner = items.map { "\(indent)  \($0.text(indent: indent + "  "))" }
            return "[\n" + inner.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members):
            guard members.count > 1 || members.contains(where: { $0.1.isObject }) else {
                return "{" + members.map { "\"\($0.0)\": \($0.1.text(indent: indent))" }.joined(separator: ", ") + "}"
            }
            let inner = members.map { "\(indent)  \"\($0.0)\": \($0.1.text(indent: indent + "  "))" }
            return "{\n" + inner.joined(separator: ",\n") + "\n\(indent)}"
        }
    }

    private var isObject: Bool {
        if case .object = self { return true }
        return false
    }
}

extension JSONSchema: ExpressibleByStringLiteral {
    init(stringLiteral value: String) { self = .text(value) }
}
