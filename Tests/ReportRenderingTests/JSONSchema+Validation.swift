import Foundation

extension JSONSchema {
    /// Where `value`, as JSONSerialization reads it, does not keep to the schema; the parts of JSON Schema that these
    /// schemas use are known, and no others.
    func violations(of value: Any) -> [String] { violations(of: value, at: "$", definitions: self["$defs"]) }

    private func violations(of value: Any, at path: String, definitions: JSONSchema?) -> [String] {
        if case .text(let reference)? = self["$ref"] {
            let name = String(reference.dropFirst("#/$defs/".count))
            guard let target = definitions?[name] else { return ["\(path): no definition \(name)"] }
            return target.violations(of: value, at: path, definitions: definitions)
        }
        if case .text(let constant)? = self["const"], value as? String != constant {
            return ["\(path): not \(constant)"]
        }
        if case .list(let words)? = self["enum"] {
            let isOne = words.contains { if case .text(let word) = $0 { value as? String == word } else { false } }
            return isOne ? [] : ["\(path): \(value) is none of the words"]
        }
        guard case .text(let type)? = self["type"] else { return [] }
        switch type {
        case "object": return membersViolations(of: value, at: path, definitions: definitions)
        case "array":
            guard let items = value as? [Any] else { return ["\(path): no array"] }
            return items.enumerated().flatMap { position, item in
                self["items"]?.violations(of: item, at: "\(path)[\(position)]", definitions: definitions) ?? []
            }
        case "string": return value is String ? [] : ["\(path): no string"]
        case "boolean": return value is Bool ? [] : ["\(path): no boolean"]
        case "integer":
            guard let number = value as? Int else { return ["\(path): no integer"] }
            if case .number(let least)? = self["minimum"], number < least { return ["\(path): below \(least)"] }
            return []
        default: return ["\(path): the schema's type \(type) is not known here"]
        }
    }

    private func membersViolations(of value: Any, at path: String, definitions: JSONSchema?) -> [String] {
        guard let members = value as? [String: Any] else { return ["\(path): no object"] }
        var violations: [String] = []
        if case .list(let required)? = self["required"] {
            for case .text(let name) in required where members[name] == nil {
                violations.append("\(path): \(name) is missing")
            }
        }
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            if let schema = self["properties"]?[name] {
                violations += schema.violations(of: member, at: "\(path).\(name)", definitions: definitions)
            } else if case .truth(false)? = self["additionalProperties"] {
                violations.append("\(path): \(name) is not known")
            }
        }
        return violations
    }

    /// The member of an object.
    private subscript(name: String) -> JSONSchema? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.0 == name }?.1
    }
}
