import CheckedJSON

/// The message of an API server's refusal: a `Status` object, or any text.
struct Refusal {
    var message: String
    var reason = ""
    /// The pause that the server advises, in seconds.
    var retryAfterSeconds: Int?
    /// For an expired page: a token that goes on from the same place at another moment.
    var continueToken: String?

    private static let longestMessage = 500

    init(_ bytes: [UInt8], status: Int) {
        guard let json = try? JSONValue(bytes), json["kind"]?.string == "Status" else {
            let text = String(decoding: bytes.prefix(Self.longestMessage), as: UTF8.self)
            let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            // A page for people says nothing in its first line.
            message = line.isEmpty || line.hasPrefix("<") || line.hasPrefix("{") ? "status \(status)" : line
            return
        }
        message = String((json["message"]?.string ?? "status \(status)").prefix(Self.longestMessage))
        reason = json["reason"]?.string ?? ""
        continueToken = json["metadata"]?["continue"]?.string
        if case .number(let text)? = json["details"]?["retryAfterSeconds"] { retryAfterSeconds = Int(text) }
    }
}
