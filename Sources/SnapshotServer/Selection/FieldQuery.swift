/// A field selector of a request (`fields.ParseSelector`): `spec.nodeName=n1,status.phase!=Running`.
struct FieldQuery: Sendable {
    /// Where a term looks.
    enum Place: Equatable, Sendable {
        case name
        case namespace
        /// One of the resource's ``SelectableFields``.
        case field(Int)
    }

    private struct Term: Sendable {
        var place: Place
        var value: String
        var isNegated: Bool
    }

    private let terms: [Term]

    /// Reads a selector for a resource; an empty one selects everything.
    init(parsing text: String, for resource: ResourceDefinition) throws(APIStatus) {
        let fields = SelectableFields.of(resource).fields
        var terms: [Term] = []
        for part in Self.parts(of: text) where !part.isEmpty {
            guard let term = Self.split(part), let value = Self.unescaped(term.value) else {
                throw .badRequest("invalid selector: '\(text)'; can't understand '\(part)'")
            }
            let place: Place
            switch term.label {
            case "metadata.name": place = .name
            case "metadata.namespace": place = .namespace
            default:
                guard let index = fields.firstIndex(where: { $0.label == term.label }) else {
                    throw Self.unsupported(String(term.label), fields)
                }
                place = .field(index)
            }
            terms.append(Term(place: place, value: value, isNegated: term.isNegated))
        }
        self.terms = terms
    }

    var isEmpty: Bool { terms.isEmpty }

    /// The name that every object must have; nil when any may.
    var requiredName: String? { terms.first { $0.place == .name && !$0.isNegated }?.value }

    func matches(_ object: StoredObject) -> Bool {
        terms.allSatisfy { term in
            let value: String
            switch term.place {
            case .name: value = object.name
            case .namespace: value = object.namespace
            case .field(let index): value = object.fields[index]
            }
            return (value == term.value) != term.isNegated
        }
    }

    private static func unsupported(_ label: String, _ fields: [SelectableFields.Field]) -> APIStatus {
        .badRequest(
            fields.isEmpty
                ? "\(APIStatus.quoted(label)) is not a known field selector: only \"metadata.name\", "
                    + "\"metadata.namespace\""
                : "field label not supported: \(label)")
    }

    /// The text cut at commas that are not escaped.
    private static func parts(of text: String) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var isEscaped = false
        for index in text.indices {
            if isEscaped {
                isEscaped = false
            } else if text[index] == "\\" {
                isEscaped = true
            } else if text[index] == "," {
                parts.append(text[start..<index])
                start = text.index(after: index)
            }
        }
        return parts + [text[start...]]
    }

    private static func split(_ term: Substring) -> (label: Substring, value: Substring, isNegated: Bool)? {
        for index in term.indices {
            let rest = term[index...]
            for symbol in ["!=", "==", "="] where rest.hasPrefix(symbol) {
                return (term[..<index], rest.dropFirst(symbol.count), symbol == "!=")
            }
        }
        return nil
    }

    /// The value without its escapes; nil where one is none, or where a symbol is not escaped.
    private static func unescaped(_ value: Substring) -> String? {
        var text = ""
        var isEscaped = false
        for character in value {
            switch character {
            case "\\" where !isEscaped:
                isEscaped = true
                continue
            case "\\", ",", "=":
                guard isEscaped else { return nil }
            default:
                if isEscaped { return nil }
            }
            text.append(character)
            isEscaped = false
        }
        return isEscaped ? nil : text
    }
}
