import CheckedJSON
import KubernetesModel

/// Where the next page of a list begins. Clients take it for opaque.
struct ContinueToken {
    /// The snapshot that the list is of.
    var fingerprint: UInt64
    /// The key of the last object of the page before.
    var key: String

    init(fingerprint: UInt64, key: String) {
        self.fingerprint = fingerprint
        self.key = key
    }

    /// Reads a token that this or another server gave.
    ///
    /// - Throws: 400 for what is none, and 410 for one of another snapshot, so that clients start anew.
    init(_ text: String, fingerprint: UInt64) throws(APIStatus) {
        guard let bytes = Base64URL.decoded(text), let json = try? JSONValue(bytes),
            let snapshot = json["snapshot"]?.string, let key = json["start"]?.string
        else { throw .badRequest("continue key is not valid") }
        guard snapshot == String(fingerprint, radix: 16) else {
            throw .expired(
                "The provided continue parameter is of another snapshot. You must start a new list without the "
                    + "continue parameter.")
        }
        self.fingerprint = fingerprint
        self.key = key
    }

    var text: String {
        let json = JSONValue.object([
            "snapshot": .string(String(fingerprint, radix: 16)), "start": .string(key),
        ])
        return Base64URL.encoded(json.bytes)
    }
}

/// Base 64 with the alphabet for URLs and without padding (RFC 4648).
enum Base64URL {
    static func encoded(_ bytes: [UInt8]) -> String {
        let text = Base64.encode(bytes).prefix { $0 != "=" }
        return String(text.map { $0 == "+" ? "-" : $0 == "/" ? "_" : $0 })
    }

    /// The bytes behind a text; nil when it is none.
    static func decoded(_ text: String) -> [UInt8]? {
        if text.utf8.contains(where: { "+/=".utf8.contains($0) }) { return nil }
        let letters = String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
        return Base64.decode(letters + String(repeating: "=", count: (4 - letters.utf8.count % 4) % 4))
    }
}
