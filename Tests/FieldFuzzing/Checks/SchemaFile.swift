import CheckedJSON
import Synchronization

/// One of the schemas in `docs/schema`. The keywords that these use are known, and no others.
struct SchemaFile: Sendable {
    private var root: JSONValue

    private static let read = Mutex<[String: SchemaFile]>([:])

    /// The schema `docs/schema/NAME.schema.json`.
    static func named(_ name: String) -> SchemaFile? {
        read.withLock { read in
            if let schema = read[name] { return schema }
            let content = Files.content(of: "\(ProjectFolder.path)/docs/schema/\(name).schema.json")
            guard let content, let root = try? JSONValue(content) else { fatalError("no schema \(name)") }
            let schema = SchemaFile(root: root)
            read[name] = schema
            return schema
        }
    }

    /// Where a value does not keep to it.
    func violations(of value: JSONValue) -> [String] {
        var violations: [String] = []
        check(value, root, at: "$", into: &violations)
        return violations
    }

    private static let silent: Set = ["$schema", "$id", "$defs", "title", "description"]

    private func check(_ value: JSONValue, _ schema: JSONValue, at path: String, into violations: inout [String]) {
        for (keyword, rule) in schema.members ?? [:] where !Self.silent.contains(keyword) {
            if let problem = problem(keyword, rule, value, schema, path, &violations) {
                violations.append("\(path): \(problem)")
            }
        }
    }

    private func problem(
        _ keyword: String, _ rule: JSONValue, _ value: JSONValue, _ schema: JSONValue, _ path: String,
        _ violations: inout [String]
    ) -> String? {
        switch keyword {
        case "$ref":
            guard let definition = root["$defs"]?[String(rule.string?.dropFirst("#/$defs/".count) ?? "")] else {
                return "no definition \(rule.shown)"
            }
            check(value, definition, at: path, into: &violations)
        case "anyOf":
            let isAny = (rule.elements ?? []).contains { schema in
                var own: [String] = []
                check(value, schema, at: path, into: &own)
                return own.isEmpty
            }
            if !isAny { return "\(value.shown) is none of the alternatives" }
        case "type":
            let types = rule.elements ?? [rule]
            if !types.contains(where: { isOfType($0.string ?? "", value) }) {
                return "\(value.shown) is no \(rule.shown)"
            }
        case "const": if value != rule { return "\(value.shown) is not \(rule.shown)" }
        case "enum": if rule.elements?.contains(value) != true { return "\(value.shown) is none of the words" }
        case "minimum":
            if case .number(let text) = value, case .number(let least) = rule, let number = Double(text),
                number < Double(least) ?? 0
            {
                return "\(text) is below \(least)"
            }
        case "minItems": if let elements = value.elements, elements.isEmpty { return "is empty" }
        case "required":
            guard let members = value.members else { return nil }
            for name in rule.elements ?? [] where members[name.string ?? ""] == nil {
                return "\(name.shown) is missing"
            }
        case "items":
            for (place, element) in (value.elements ?? []).enumerated() {
                check(element, rule, at: "\(path)[\(place)]", into: &violations)
            }
        case "properties":
            for (name, member) in value.members ?? [:] {
                if let schema = rule[name] { check(member, schema, at: "\(path).\(name)", into: &violations) }
            }
        case "propertyNames":
            for name in (value.members ?? [:]).keys {
                check(.string(name), rule, at: "\(path).\(name)", into: &violations)
            }
        case "additionalProperties":
            for (name, member) in value.members ?? [:] where schema["properties"]?[name] == nil {
                if rule == .bool(false) { return "\(name) is not known" }
                check(member, rule, at: "\(path).\(name)", into: &violations)
            }
        case "format": if !isMoment(value) { return "\(value.shown) is no moment" }
        case "pattern": if !isCode(value) { return "\(value.shown) is no code" }
        default: return "the keyword \(keyword) is not known here"
        }
        return nil
    }

    private func isOfType(_ type: String, _ value: JSONValue) -> Bool {
        switch (type, value) {
        case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool), ("null", .null): true
        case ("integer", .number(let text)): Int64(text) != nil
        case ("number", .number): true
        default: false
        }
    }

    /// The one format that the schemas have, `date-time` (RFC 3339), as the program writes it.
    private func isMoment(_ value: JSONValue) -> Bool {
        guard let text = value.string else { return true }
        return text.wholeMatch(of: #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/#) != nil
    }

    /// The one pattern of reports' schemas, that of codes.
    private func isCode(_ value: JSONValue) -> Bool {
        guard let text = value.string else { return true }
        return text.wholeMatch(of: #/[a-z][a-z0-9-]*/#) != nil
    }
}

/// The folder of the project.
enum ProjectFolder {
    static let path = #filePath.split(separator: "/").dropLast(4).reduce(into: "") { $0 += "/\($1)" }
}
