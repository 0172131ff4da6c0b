/// The meaning of a plain YAML scalar to Kubernetes' reader (`goyaml.v2`, `resolve.go`): YAML 1.1, but times are text.
package enum YAMLScalar: Equatable {
    case string
    case null
    case bool(Bool)
    /// A number in JSON's notation.
    case number(String)

    package init(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let first = bytes.first else {
            self = .null
            return
        }
        // Numbers and words are short; whatever is long is text.
        if bytes.count > 64 {
            self = .string
            return
        }
        switch first {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            self = Self.number(String(decoding: bytes, as: UTF8.self)).map { .number($0) } ?? .string
        default: self = Self.words[String(decoding: bytes, as: UTF8.self)] ?? .string
        }
    }

    private static let words: [String: YAMLScalar] = {
        var words: [String: YAMLScalar] = ["~": .null]
        for (word, meaning) in [
            ("null", YAMLScalar.null), ("true", .bool(true)), ("yes", .bool(true)), ("on", .bool(true)),
            ("y", .bool(true)), ("false", .bool(false)), ("no", .bool(false)), ("off", .bool(false)),
            ("n", .bool(false)),
        ] {
            words[word] = meaning
            words[word.uppercased()] = meaning
            words[word.prefix(1).uppercased() + word.dropFirst()] = meaning
        }
        return words
    }()

    private static func number(_ text: String) -> String? {
        // Underscores part digits, but not where a point comes first.
        let plain = text.hasPrefix(".") ? text : text.filter { $0 != "_" }
        let isNegative = plain.hasPrefix("-")
        let digits = isNegative || plain.hasPrefix("+") ? String(plain.dropFirst()) : plain
        let sign = isNegative ? "-" : ""
        for (prefix, radix) in [("0x", 16), ("0b", 2), ("0o", 8)] where digits.prefix(2).lowercased() == prefix {
            if digits.contains("+") || digits.contains("-") { return nil }
            let limit = isNegative ? UInt64(Int64.max) + 1 : .max
            return UInt64(digits.dropFirst(2), radix: radix).flatMap { $0 > limit ? nil : sign + String($0) }
        }
        guard let value = decimal(digits) else { return nil }
        // A leading zero makes an integer octal; with an 8 or 9 in it, it is a decimal number.
        if digits.count > 1, digits.hasPrefix("0"), let octal = Int64(digits, radix: 8) { return sign + String(octal) }
        // What no number can hold is a text.
        if Double(value)?.isFinite != true { return nil }
        return sign + value
    }

    /// Digits with a point or an exponent, in JSON's notation; nil when they are something else.
    private static func decimal(_ text: String) -> String? {
        let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
        guard let mantissa = parts.first else { return nil }
        let halves = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.allSatisfy({ $0.allSatisfy(isDigit) }), halves.contains(where: { !$0.isEmpty }) else {
            return nil
        }
        // JSON has no zeros in front.
        let whole = halves[0].drop { $0 == "0" }
        var number = whole.isEmpty ? "0" : String(whole)
        if halves.count == 2, !halves[1].isEmpty { number += "." + halves[1] }
        guard parts.count == 2 else { return number }
        let power = parts[1].hasPrefix("-") || parts[1].hasPrefix("+") ? parts[1].dropFirst() : parts[1]
        guard !power.isEmpty, power.allSatisfy(isDigit) else { return nil }
        return number + "e" + parts[1]
    }

    private static func isDigit(_ character: Character) -> Bool { character >= "0" && character <= "9" }
}
