/// What the name of a flag, a variable or a field says of its value.
enum SecretName {
    /// The value is a password: it is never left, whatever it looks like.
    case password
    /// The value is a secret, unless it is plainly something else: `token=true`, `auth=/etc/tokens/a`.
    case secret

    /// Nil for names of anything else; `--token-ttl` and `secretName` are among those, since their values are no secret.
    init?(_ name: UnsafeBufferPointer<UInt8>) {
        guard name.count <= 256, Self.mayBeSecret(name) else { return nil }
        let words = Self.words(of: name)
        guard let last = words.last, !Self.qualifiers.contains(last) else { return nil }
        if words.contains(where: Self.isPassword) {
            self = .password
        } else if words.contains(where: Self.isSecret) || zip(words, words.dropFirst()).contains(where: Self.isKey) {
            self = .secret
        } else {
            return nil
        }
    }

    /// Leaves out nearly all names at the cost of a look at each byte.
    private static func mayBeSecret(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = ScannedText(name)
        for place in 0..<max(name.count - 2, 0) {
            let isFound: Bool
            switch name[place].lowercased {
            case UInt8(ascii: "p"):
                isFound = text.holdsIgnoringCase("pass", at: place) || text.holdsIgnoringCase("pwd", at: place)
            case UInt8(ascii: "s"):
                isFound = text.holdsIgnoringCase("secret", at: place) || text.holdsIgnoringCase("signature", at: place)
            case UInt8(ascii: "t"): isFound = text.holdsIgnoringCase("token", at: place)
            case UInt8(ascii: "k"): isFound = text.holdsIgnoringCase("key", at: place)
            case UInt8(ascii: "c"): isFound = text.holdsIgnoringCase("cred", at: place)
            case UInt8(ascii: "a"): isFound = text.holdsIgnoringCase("auth", at: place)
            case UInt8(ascii: "j"): isFound = text.holdsIgnoringCase("jwt", at: place)
            default: isFound = false
            }
            if isFound { return true }
        }
        return false
    }

    /// The words of `apiKey`, `API_KEY`, `api-key` in lower case; digits part words and are left out.
    private static func words(of name: UnsafeBufferPointer<UInt8>) -> [String] {
        var words: [String] = []
        var word: [UInt8] = []
        func end() {
            if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
            word.removeAll(keepingCapacity: true)
        }
        for (place, byte) in name.enumerated() {
            guard byte.isUppercase || byte.isLowercase else {
                end()
                continue
            }
            if byte.isUppercase, place > 0, name[place - 1].isLowercase { end() }
            word.append(byte.lowercased)
        }
        end()
        return words
    }

    private static func isPassword(_ word: String) -> Bool {
        passwords.contains(word) || word.hasSuffix("password") || word.hasSuffix("passwd")
    }

    private static func isSecret(_ word: String) -> Bool {
        secrets.contains(word)
            || ["token", "secret", "apikey", "accesskey", "secretkey", "privatekey"].contains { word.hasSuffix($0) }
    }

    private static func isKey(_ word: String, _ next: String) -> Bool {
        (next == "key" || next == "keys") && keyOwners.contains(word)
    }

    private static let passwords: Set<String> = [
        "pass", "passcode", "passphrase", "passwords", "pwd", "requirepass", "userpass",
    ]
    private static let secrets: Set<String> = [
        "auth", "authorization", "cred", "credential", "credentials", "creds", "jwt", "secrets", "signature", "tokens",
    ]
    private static let keyOwners: Set<String> = [
        "access", "account", "api", "encryption", "license", "master", "private", "secret", "shared", "signing",
        "storage",
    ]

    /// Last words of names whose values tell something about a secret, and not the secret.
    private static let qualifiers: Set<String> = [
        "accounts", "alg", "algorithm", "attempts", "audience", "audiences", "bucket", "cache", "check", "class",
        "config", "controller", "count", "dir", "directory", "disabled", "domain", "driver", "duration", "enabled",
        "endpoint", "error", "errors", "expiration", "expiry", "failure", "failures", "field", "file", "filename",
        "files", "folder", "group", "groups", "header", "headers", "host", "hostname", "interval", "issuer", "kind",
        "kubeconfig", "length", "level", "limit", "manager", "method", "mode", "name", "names", "namespace",
        "namespaces", "path", "paths", "period", "plugin", "plugins", "policy", "port", "prefix", "protocol",
        "provider", "providers", "proxy", "realm", "ref", "refs", "region", "required", "requests", "retries", "review",
        "role", "roles", "rotation", "scheme", "scope", "scopes", "server", "service", "size", "store", "suffix",
        "timeout", "ttl", "type", "types", "uri", "url", "urls", "user", "username", "users", "version", "webhook",
    ]
}
