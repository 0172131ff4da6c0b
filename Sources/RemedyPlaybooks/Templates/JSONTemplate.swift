/// A JSON document whose texts and keys are templates: a patch with the cluster's names in it.
///
/// It is put together as values and written as JSON last, so that no name can end a string.
indirect enum JSONTemplate: Equatable, Sendable {
    /// A text. One that is a single variable keeps the variable's type: a number stays a number.
    case text(TextTemplate)
    /// A number, a truth value or null, as JSON writes it.
    case literal(String)
    case list([JSONTemplate])
    case object([Member])

    /// A key with its value; an optional one (written with a `?` after the key) is left out when its value is absent.
    struct Member: Equatable, Sendable {
        let key: TextTemplate
        let isOptional: Bool
        let value: JSONTemplate
    }

    /// The document as compact JSON; nil when it mentions an absent parameter outside an optional member.
    func rendered(in view: TemplateView) -> String? {
        switch self {
        case .text(let template):
            if let path = template.soleVariable { return view.value(at: path)?.compactJSON }
            return template.rendered(in: view).map(jsonString)
        case .literal(let json): return json
        case .list(let elements):
            var parts: [String] = []
            for element in elements {
                guard let part = element.rendered(in: view) else { return nil }
                parts.append(part)
            }
            return "[" + parts.joined(separator: ",") + "]"
        case .object(let members):
            var parts: [String] = []
            for member in members {
                if let key = member.key.rendered(in: view), !key.isEmpty, let value = member.value.rendered(in: view) {
                    parts.append(jsonString(key) + ":" + value)
                } else if !member.isOptional {
                    return nil
                }
            }
            return "{" + parts.joined(separator: ",") + "}"
        }
    }

    /// Every template in the document.
    var templates: [TextTemplate] {
        switch self {
        case .text(let template): return [template]
        case .literal: return []
        case .list(let elements): return elements.flatMap(\.templates)
        case .object(let members): return members.flatMap { [$0.key] + $0.value.templates }
        }
    }
}
