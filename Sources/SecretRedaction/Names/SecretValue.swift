/// The look of a value whose name alone does not show whether it is a secret.
package enum SecretValue {
    /// Whether a value needs no hiding: a reference to a variable, and, unless the name is that of a password, a
    /// switch, a small number, a duration, or the path of a file.
    package static func isPlain(_ value: UnsafeBufferPointer<UInt8>, of name: SecretName) -> Bool {
        if value.isEmpty || Placeholder.isAll(of: value) || isReference(value) || isMask(value) { return true }
        switch name {
        case .password:
            return isWord(value, of: noPasswords) || value.count <= 3 && value.allSatisfy(\.isDigit)
                || isPath(value) && isInUsualFolder(value)
        case .secret:
            return isWord(value, of: plainWords) || isSmallNumber(value) || isPath(value) || isFile(value)
                || isAddress(value)
        case .doubtful: return !isRandom(value) || isFile(value)
        }
    }

    /// Whether a value looks like random bytes in hexadecimal digits or base64, and not like a word or a name.
    package static func isRandom(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
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
        guard value.count > 1 else { return false }
        // A template's: {{ .Values.password }}.
        if value[0] == UInt8(ascii: "{"), value[1] == UInt8(ascii: "{") { return true }
        guard value[0] == UInt8(ascii: "$") else { return false }
        var name = value[1...]
        let first = value[1]
        // What a shell runs, which may have spaces: $(cat /run/token)
        if first == UInt8(ascii: "("), !value.contains(UInt8(ascii: ")")) { return true }
        if first == UInt8(ascii: "(") || first == UInt8(ascii: "{") {
            guard value.count > 3, value[value.count - 1] == first + (first == UInt8(ascii: "(") ? 1 : 2) else {
                return false
            }
            name = value[2..<value.count - 1]
        }
        return name.allSatisfy { $0.isUppercase || $0.isDigit || $0 == UInt8(ascii: "_") }
    }

    /// A value that somebody else hid: `*****`; and an empty one: `-`.
    private static func isMask(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        value.allSatisfy { "*.-#_?".utf8.contains($0) }
            || value.count >= 3 && value.count <= 40 && value.allSatisfy { $0 | 0x20 == UInt8(ascii: "x") }
    }

    private static func isWord(_ value: UnsafeBufferPointer<UInt8>, of words: Set<String>) -> Bool {
        if value.count > 14 { return false }
        return words.contains(String(decoding: value.map(\.lowercased), as: UTF8.self))
    }

    /// Words that stand where a password would.
    private static let noPasswords: Set<String> = [
        "authentication", "cannot", "disabled", "empty", "enabled", "expired", "false", "incorrect", "invalid",
        "missing", "must", "never", "nil", "no", "none", "not", "null", "required", "string", "true", "undefined",
        "unset", "wrong", "yes",
    ]

    private static let plainWords: Set<String> = [
        "abac", "always", "anonymous", "basic", "bearer", "cert", "disabled", "empty", "enabled", "expired", "false",
        "header",
        "invalid", "jwt", "kerberos", "ldap", "missing", "never", "nil", "no", "none", "null", "oauth", "oauth2",
        "off", "oidc", "on", "optional", "rbac", "required", "saml", "string", "tls", "token", "true", "undefined",
        "unset",
        "webhook", "x509", "yes",
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

    /// Whether a path begins where programs are given files; a password may begin with a slash.
    private static func isInUsualFolder(_ path: UnsafeBufferPointer<UInt8>) -> Bool {
        let folder = path.dropFirst().prefix { $0 != UInt8(ascii: "/") }
        return usualFolders.contains(String(decoding: folder, as: UTF8.self))
    }

    private static let usualFolders: Set<String> = [
        "certs", "config", "data", "etc", "home", "mnt", "opt", "root", "run", "secrets", "srv", "tmp", "usr", "var",
        "vault", "workspace",
    ]

    /// A file by its name's ending: `certs/Client.key`.
    private static func isFile(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        guard value.count <= 256, let dot = value.lastIndex(of: UInt8(ascii: ".")), dot > 0,
            value.allSatisfy({ $0.isAlphanumeric || "/-_.:\\@".utf8.contains($0) })
        else { return false }
        return fileEndings.contains(String(decoding: value[(dot + 1)...], as: UTF8.self))
    }

    private static let fileEndings: Set<String> = [
        "cer", "conf", "cfg", "crt", "csv", "env", "ini", "jks", "json", "key", "p12", "pem", "pfx", "pub", "sock",
        "toml", "token", "txt", "xml", "yaml", "yml",
    ]

    /// Where something is, and no more: a URL without a query.
    private static func isAddress(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = ScannedText(value)
        return
            (text.holdsIgnoringCase("http://", at: 0) || text.holdsIgnoringCase("https://", at: 0)
            || text.holdsIgnoringCase("file://", at: 0)) && !value.contains { "?#@".utf8.contains($0) }
    }
}
