/// An answer to a request.
struct Response: Sendable {
    /// What an answer carries.
    enum Body: Sendable {
        case bytes([UInt8])
        /// Bytes that lie in many places, and are sent from there.
        case pieces([[UInt8]])
        /// Bytes that come with time.
        case stream(any ByteStream)
    }

    var status = 200
    var contentType = Self.json
    var headers: [(name: String, value: String)] = []
    var body: Body

    static let json = "application/json"

    /// An answer of JSON that is written already.
    static func json(_ bytes: [UInt8], contentType: String = json) -> Response {
        Response(contentType: contentType, body: .bytes(bytes + [UInt8(ascii: "\n")]))
    }

    static func text(_ text: String) -> Response {
        Response(contentType: "text/plain; charset=utf-8", body: .bytes(Array(text.utf8)))
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

    /// How many bytes the body has; nil for a stream.
    var count: Int? {
        switch body {
        case .bytes(let bytes): return bytes.count
        case .pieces(let pieces): return pieces.reduce(0) { $0 + $1.count }
        case .stream: return nil
        }
    }

    /// What stands behind the status code.
    var phrase: String { Self.phrases[status] ?? "Status" }

    private static let phrases = [
        200: "OK", 201: "Created", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
        405: "Method Not Allowed", 406: "Not Acceptable", 410: "Gone", 422: "Unprocessable Entity",
        429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable", 504: "Gateway Timeout",
    ]
}
