extension CredentialScanner {
    /// A credential that is one by its form, whose first byte stands at `place`.
    func form(at place: Int) -> Range<Int>? {
        switch text[place] {
        case UInt8(ascii: "e"): return encodedObject(at: place)
        case UInt8(ascii: "A"):
            if text.holds("AKIA", at: place) || text.holds("ASIA", at: place) { return accessKey(at: place) }
            return token("AIza", length: 30, at: place)
        case UInt8(ascii: "g"):
            if text.holds("gh", at: place), text[place + 3] == UInt8(ascii: "_") {
                return "pousr".utf8.contains(text[place + 2]) ? token("gh", length: 20, at: place) : nil
            }
            return token("github_pat_", length: 20, at: place) ?? token("glpat-", length: 16, at: place)
        case UInt8(ascii: "x"):
            guard text.holds("xox", at: place), text[place + 4] == UInt8(ascii: "-") else { return nil }
            return token("xox", length: 12, at: place)
        case UInt8(ascii: "s"), UInt8(ascii: "r"):
            guard text.holds("k_live_", at: place + 1) || text.holds("k_test_", at: place + 1) else { return nil }
            return token(text[place] == UInt8(ascii: "s") ? "sk_" : "rk_", length: 16, at: place)
        case UInt8(ascii: "d"): return token("dckr_pat_", length: 16, at: place)
        case UInt8(ascii: "n"): return token("npm_", length: 30, at: place)
        case UInt8(ascii: "h"): return token("hvs.", length: 20, at: place)
        default: return nil
        }
    }

    /// A JWT, or anything else that is base64 of an object's beginning: `eyJ` stands for `{"`.
    private func encodedObject(at place: Int) -> Range<Int>? {
        guard text.holds("eyJ", at: place) else { return nil }
        var end = text.end(of: ByteClasses.encoded, from: place)
        guard end - place >= 16 else { return nil }
        while text[end] == UInt8(ascii: "."), text.has(ByteClasses.encoded, at: end + 1) {
            end = text.end(of: ByteClasses.encoded, from: end + 1)
        }
        return place..<end
    }

    /// The identifier of a key of Amazon's.
    private func accessKey(at place: Int) -> Range<Int>? {
        let end = text.end(of: ByteClasses.alphanumeric, from: place)
        guard end - place == 20, text[place..<end].allSatisfy({ $0.isUppercase || $0.isDigit }) else { return nil }
        return place..<end
    }

    /// What begins with a provider's prefix and goes on for `length` bytes at least.
    private func token(_ prefix: StaticString, length: Int, at place: Int) -> Range<Int>? {
        guard text.holds(prefix, at: place) else { return nil }
        let end = text.end(of: ByteClasses.encoded, from: place + prefix.utf8CodeUnitCount)
        return end - place - prefix.utf8CodeUnitCount >= length ? place..<end : nil
    }

    /// A private key in PEM, to its end or to that of the text. Certificates are public.
    func privateKey(at place: Int) -> Range<Int>? {
        guard text.holds("-----BEGIN ", at: place) else { return nil }
        var label = place + 11
        while label < text.count, text[label].isUppercase || text[label].isDigit || text[label] == 0x20 { label += 1 }
        guard text.holds("-----", at: label), text.holds("PRIVATE KEY", at: label - 11) else { return nil }
        guard let ending = text.place(of: "-----END ", from: label + 5) else { return place..<text.count }
        guard let end = text.place(of: "-----", from: ending + 9) else { return place..<text.count }
        return place..<end + 5
    }
}
