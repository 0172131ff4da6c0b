/// What a value looks like, where its name alone does not tell whether it is a secret.
enum SecretValue {
    /// Whether a value needs no hiding: a reference to a variable, and, unless the name is that of a password, a
    /// switch, a small number, a duration, or the path of a file.
    static func isPlain(_ value: UnsafeBufferPointer<UInt8>, of name: SecretName) -> Bool {
        if value.isEmpty || Redaction.isPlaceholder(value) || isReference(value) { return true }
        if name == .password { return false }
        return isWord(value) || isSmallNumber(value) || isPath(value)
    }

    /// Whether a value looks like random bytes in hexadecimal digits or base64, and not like a word or a name.
    static func isRandom(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = ScannedText(value)
        guard value.count >= 16, text.end(of: ByteClasses.encoded, from: 0) == value.count else { return false }
        let hasDigit = value.contains { $0.isDigit }
        let hasUpper = value.contains { $0.isUppercase }
        let hasLower = value.contains { $0.isLowercase }
        if hasUpper && hasLower && (hasDigit || value.count >= 32) { return true }
        if !hasDigit || !(hasUpper || hasLower) { return false }
        // Names of objects have hyphens and are in lower case; so are UUIDs, which have four.
        let hyphens = value.count { $0 == UInt8(ascii: "-") }
        return !value.contains(UInt8(ascii: "/")) && (hyphens == 0 || (hyphens == 4 && value.count == 36))
    }

    /// `$(NAME)`, `${NAME}`, `$NAME`.
    private static func isReference(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard value.count > 1, value[0] == UInt8(ascii: "$") else { return false }
        var name = value[1...]
        let first = value[1]
        if first == UInt8(ascii: "(") || first == UInt8(ascii: "{") {
            guard value.count > 3, value[value.count - 1] == first + (first == UInt8(ascii: "(") ? 1 : 2) else {
                return false
            }
            name = value[2..<value.count - 1]
        }
        return name.allSatisfy { $0.isUppercase || $0.isDigit || $0 == UInt8(ascii: "_") }
    }

    private static func isWord(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        if value.count > 8 { return false }
        return plainWords.contains(String(decoding: value.map(\.lowercased), as: UTF8.self))
    }

    private static let plainWords: Set<String> = [
        "basic", "bearer", "disabled", "enabled", "false", "ldap", "missing", "nil", "no", "none", "null", "off",
        "oidc",
        "on", "optional", "required", "token", "true", "yes",
    ]

    /// Up to five digits, or a duration.
    private static func isSmallNumber(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard value.count <= 8, value[0].isDigit else { return false }
        let digits = value.prefix { $0.isDigit }.count
        let unit = String(decoding: value[digits...], as: UTF8.self)
        return digits <= 5 && ["", "s", "m", "h", "d", "ms", "m0s", "h0m0s"].contains(unit)
    }

    /// An absolute path of more than one part, in lower case as a rule, so that base64 with a slash is none.
    private static func isPath(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard value[0] == UInt8(ascii: "/"), value.dropFirst().contains(UInt8(ascii: "/")) else { return false }
        return value.allSatisfy { $0.isLowercase || $0.isDigit || "/-_.".utf8.contains($0) }
    }
}
