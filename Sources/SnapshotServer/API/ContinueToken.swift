import CheckedJSON

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
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    static func encoded(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(8 * (3 - group.count))
            for place in 0...group.count { text.append(alphabet[Int(bits >> UInt32(18 - 6 * place)) & 63]) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes behind a text; nil when it is none.
    static func decoded(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (bits, count) = (UInt32(0), 0)
        for character in text.utf8 {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            bits = (bits << 6 | UInt32(value)) & 0xFFFF
            count += 6
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return bytes
    }
}
