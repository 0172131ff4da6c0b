import HTTPServing

extension ServerResponse {
    static let json = "application/json"

    /// An answer of JSON that is written already.
    static func json(_ bytes: [UInt8], contentType: String = json) -> ServerResponse {
        ServerResponse(contentType: contentType, body: .bytes(bytes + [UInt8(ascii: "\n")]))
    }

    /// Adds a warning, which kubectl prints. What would break the header is replaced.
    mutating func warn(_ warning: String) {
        let safe = warning.unicodeScalars.map { scalar -> String in
            switch scalar {
            case "\"", "\\": return "\\" + String(scalar)
            case " "..."~": return String(scalar)
            default: return "?"
            }
        }
        headers.append((name: "Warning", value: "299 - \"\(safe.joined())\""))
    }
}
