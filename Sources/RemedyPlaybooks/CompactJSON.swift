import DiagnosisEngine

/// Text as a JSON string, with everything escaped that JSON requires.
func jsonString(_ text: String) -> String {
    var json = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": json += "\\\""
        case "\\": json += "\\\\"
        case "\n": json += "\\n"
        case "\r": json += "\\r"
        case "\t": json += "\\t"
        case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}":
            let digits = String(scalar.value, radix: 16)
            json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: json.unicodeScalars.append(scalar)
        }
    }
    return json + "\""
}

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
