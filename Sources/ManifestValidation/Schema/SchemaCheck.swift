/// Holds an object to the table of fields, as strict decoding does (`--validate=strict`).
///
/// Names are case-sensitive; null stands for an absent value everywhere.
struct SchemaCheck {
    var problems: ProblemList

    /// Checks a value against the type that its field has.
    mutating func check(_ field: Field, is type: FieldType) {
        guard let node = field.node else { return }
        switch type {
        case .object(let name): checkObject(field, node, name)
        case .list(let element):
            if node.elements == nil { return refuse(field, node, "a list") }
            for item in field.items { check(item, is: element) }
        case .map(let value):
            if node.members == nil { return refuse(field, node, "a map") }
            reportRepeatedKeys(node, field)
            for entry in field.entries { check(entry.value, is: value) }
        default:
            if let expected = type.mismatch(node) { refuse(field, node, expected) }
        }
    }

    private mutating func checkObject(_ field: Field, _ node: ManifestNode, _ name: String) {
        guard let members = node.members else { return refuse(field, node, "an object") }
        let known = ManifestSchema.types[name] ?? [:]
        reportRepeatedKeys(node, field)
        for member in members where known[member.key] == nil { reportUnknown(member, in: field, known: known) }
        for member in field.members { check(member.value, is: known[member.name] ?? .anything) }
    }

    private mutating func reportUnknown(
        _ member: ManifestNode.Member, in field: Field, known: [String: FieldType]
    ) {
        let unknown = field.member(member)
        let nearest = problems.isFull ? nil : ProblemList.nearest(member.key, among: known.keys.sorted())
        let home = nearest == nil ? ManifestSchema.home(of: member.key) : nil
        let hint = home.map { "; \($0) exists" } ?? ""
        problems.refuse(.unknownField, unknown, "unknown field\(hint)", nearest: nearest)
    }

    /// kubectl itself drops all but the last, so the server never sees them.
    private mutating func reportRepeatedKeys(_ node: ManifestNode, _ field: Field) {
        guard let members = node.members else { return }
        var seen: Set<String> = []
        for member in members where !seen.insert(member.key).inserted {
            problems.warn(.duplicateField, field.member(member), "appears twice; only the last one counts")
        }
    }

    private mutating func refuse(_ field: Field, _ node: ManifestNode, _ expected: String) {
        problems.refuse(.wrongType, field, "must be \(expected), not \(node.summary)\(node.quotingHint(expected))")
    }
}

extension FieldType {
    static let textName = "a string"
    static let truthName = "true or false"

    /// The type that a scalar must have, if the value has another; nil if it fits.
    fileprivate func mismatch(_ node: ManifestNode) -> String? {
        switch (self, node.content) {
        case (.text, .string), (.truth, .bool), (.integerOrText, .string), (.anything, _): nil
        case (.text, _): Self.textName
        case (.truth, _): Self.truthName
        case (.integer32, .number(let text)), (.integerOrText, .number(let text)):
            ManifestNumber.integer(text).flatMap { Int32(exactly: $0) } == nil ? "a whole number of 32 bits" : nil
        case (.integer32, _), (.integer64, .string), (.integer64, .bool): "a whole number"
        case (.integer64, .number(let text)): ManifestNumber.integer(text) == nil ? "a whole number of 64 bits" : nil
        case (.integer64, _): "a whole number"
        case (.integerOrText, _): "a whole number or a string"
        case (.quantity, _): ManifestNumber.quantity(node) == nil ? "a quantity such as 100m or 128Mi" : nil
        case (.time, .string(let text)): ManifestTime.isTime(text) ? nil : "a time such as 2026-01-31T12:00:00Z"
        case (.time, _): "a time such as 2026-01-31T12:00:00Z"
        default: nil
        }
    }
}

extension ManifestNode {
    /// The value in a few words: `the number 8080`.
    fileprivate var summary: String {
        switch content {
        case .null: "null"
        case .bool(let isTrue):
            if let plainText, plainText.lowercased() != "\(isTrue)" {
                "\(plainText), which YAML reads as \(isTrue)"
            } else {
                "\(isTrue)"
            }
        case .number(let text): "the number \(ProblemList.shortened(plainText ?? text))"
        case .string(let text): text.isEmpty ? "an empty string" : "the string \(ProblemList.quoted(text))"
        case .list: "a list"
        case .object: "an object"
        }
    }

    /// The hint where quotes make the difference.
    fileprivate func quotingHint(_ expected: String) -> String {
        switch content {
        case .bool, .number: expected == FieldType.textName ? "; put it in quotes" : ""
        case .string(let text):
            switch expected {
            case FieldType.truthName: text == "true" || text == "false" ? "; remove the quotes" : ""
            case "a whole number": Int64(text) == nil ? "" : "; remove the quotes"
            default: ""
            }
        default: ""
        }
    }
}
