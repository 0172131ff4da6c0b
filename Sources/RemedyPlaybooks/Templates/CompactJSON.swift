import DiagnosisEngine
import Wording

/// Text as a JSON string of a command or a patch, which people read on a terminal.
func jsonString(_ text: String) -> String { JSONString.quoted(text, escaping: .terminal) }

extension Parameters.Value {
    /// The value as JSON without spaces, the facts of an object in their order.
    var compactJSON: String {
        switch self {
        case .text(let text): return jsonString(text)
        case .quantity(let quantity, let notation): return jsonString(quantity.written(notation))
        case .number(let number): return String(number)
        case .truth(let truth): return truth ? "true" : "false"
        case .list(let elements): return "[" + elements.map(\.compactJSON).joined(separator: ",") + "]"
        case .object(let parameters):
            let members = parameters.entries.map { jsonString($0.name) + ":" + $0.value.compactJSON }
            return "{" + members.joined(separator: ",") + "}"
        case .absent: return "null"
        }
    }
}
