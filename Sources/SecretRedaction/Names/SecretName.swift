/// The meaning of the name of a flag, variable or field for its value.
package enum SecretName {
    /// The value is a password: it is left only where it is no value at all, as `$(PASSWORD)` or `true`.
    case password
    /// The value is a secret, unless it is plainly something else: `token=true`, `auth=/etc/tokens/a`.
    case secret
    /// The value is a secret only where it looks random: `routing_key`, `sig`, `session`.
    case doubtful

    /// Nil for names of anything else; `--token-ttl` and `secretName` are among those, since their values are no secret.
    package init?(_ name: UnsafeBufferPointer<UInt8>) {
        guard name.count <= 256, Self.mayBeSecret(name) else { return nil }
        let words = Self.words(of: name)
        guard let last = words.last, !SecretWords.qualifiers.contains(last) else { return nil }
        let pairs = zip(words, words.dropFirst())
        if words.contains(where: Self.isPassword) {
            self = .password
        } else if words.contains(where: Self.isSecret)
            || pairs.contains(where: { Self.isKey($1) && SecretWords.keyOwners.contains($0) })
        {
            self = .secret
        } else if words.contains(where: SecretWords.doubtful.contains)
            || pairs.contains(where: { Self.isKey($1) && SecretWords.doubtfulKeyOwners.contains($0) })
        {
            self = .doubtful
        } else {
            return nil
        }
    }

    /// Leaves out nearly all names at the cost of a look at each byte.
    private static func mayBeSecret(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let text = ScannedText(name)
        for place in 0..<max(name.count - 1, 0) {
            let isFound: Bool
            switch name[place].lowercased {
            case UInt8(ascii: "p"):
                isFound =
                    text.holdsIgnoringCase("pass", at: place) || text.holdsIgnoringCase("pw", at: place)
                    || text.holdsIgnoringCase("psk", at: place) || text.holdsIgnoringCase("pswd", at: place)
            case UInt8(ascii: "s"):
                isFound =
                    text.holdsIgnoringCase("secret", at: place) || text.holdsIgnoringCase("sig", at: place)
                    || text.holdsIgnoringCase("sess", at: place) || text.holdsIgnoringCase("sas", at: place)
            case UInt8(ascii: "t"): isFound = text.holdsIgnoringCase("token", at: place)
            case UInt8(ascii: "k"): isFound = text.holdsIgnoringCase("key", at: place)
            case UInt8(ascii: "c"):
                isFound = text.holdsIgnoringCase("cred", at: place) || text.holdsIgnoringCase("cookie", at: place)
            case UInt8(ascii: "o"): isFound = text.holdsIgnoringCase("otp", at: place)
            case UInt8(ascii: "m"): isFound = text.holdsIgnoringCase("mnemonic", at: place)
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
        SecretWords.passwords.contains(word) || word.hasSuffix("pass") && !SecretWords.passes.contains(word)
            || SecretWords.passwordEndings.contains { word.hasSuffix($0) }
    }

    private static func isSecret(_ word: String) -> Bool {
        SecretWords.secrets.contains(word) || SecretWords.secretEndings.contains { word.hasSuffix($0) }
    }

    private static func isKey(_ word: String) -> Bool { word == "key" || word == "keys" }
}
