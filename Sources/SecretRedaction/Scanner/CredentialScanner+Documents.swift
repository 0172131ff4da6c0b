/// Secrets that a document tells by more than the name before them.
extension CredentialScanner {
    /// How far a `value` may stand behind its `name`.
    private static let mostBetweenPair = 300

    /// The secrets announced by a mark other than a secret's name.
    mutating func markedSecret(_ range: Range<Int>) -> Range<Int>? {
        if range.count <= 2 { return webKeyMember(range) }
        if text.holds("Private-Lines", at: range.lowerBound) { return puttyKey(after: range.upperBound) }
        if text.holdsIgnoringCase("identified", at: range.lowerBound),
            text.holdsIgnoringCase(" by ", at: range.upperBound),
            "\"'".utf8.contains(text[range.upperBound + 4])
        {
            return quotedOrBare(from: range.upperBound + 4)
        }
        if range.count == 4 && text.holds("data", at: range.lowerBound)
            || range.count == 10 && text.holds("stringData", at: range.lowerBound)
        {
            return secretData(after: range.upperBound)
        }
        return queryValue(range)
    }

    /// `?key=…` and `&code=…`: names that say little elsewhere.
    private func queryValue(_ range: Range<Int>) -> Range<Int>? {
        guard "?&#".utf8.contains(text[range.lowerBound - 1]), text[range.upperBound] == UInt8(ascii: "="),
            range.count == 3 && text.holdsIgnoringCase("key", at: range.lowerBound)
                || range.count == 4 && text.holdsIgnoringCase("code", at: range.lowerBound),
            let value = bareValue(from: range.upperBound + 1), value.count >= 12,
            text[value].contains(where: { $0.isDigit }) || SecretValue.isRandom(text[value])
        else { return nil }
        return value
    }

    /// The value behind a name that is itself a value: `- name: DB_PASSWORD`, `value: x`; and in XML.
    mutating func pairedValue(_ range: Range<Int>) -> Range<Int>? {
        guard range.count >= 3, range.count <= 8, "nkpfv".utf8.contains(text[range.lowerBound].lowercased),
            text[range.lowerBound - 1] != UInt8(ascii: "/")
        else { return nil }
        switch String(decoding: text[range].map(\.lowercased), as: UTF8.self) {
        case "name", "key", "property", "field", "variable":
            pendingName = nil
            guard let value = assigned(toNameEndingAt: range.upperBound)?.value ?? element(of: range),
                let name = SecretName(text[value])
            else { return nil }
            pendingName = (name, value.upperBound)
            // <entry key="password">x</entry>
            if "\"'".utf8.contains(text[value.upperBound]), text[value.upperBound + 1] == UInt8(ascii: ">") {
                return elementText(from: value.upperBound + 2, name)
            }
            return nil
        case "value", "val":
            guard let (name, place) = pendingName, range.lowerBound - place < Self.mostBetweenPair else { return nil }
            pendingName = nil
            guard let value = assigned(toNameEndingAt: range.upperBound)?.value ?? element(of: range),
                !SecretValue.isPlain(text[value], of: name)
            else { return nil }
            return value
        default: return nil
        }
    }

    /// The text of an XML element that a name opens: `<name>x</name>`.
    private func element(of range: Range<Int>) -> Range<Int>? {
        guard text[range.upperBound] == UInt8(ascii: ">"), text[range.lowerBound - 1] == UInt8(ascii: "<") else {
            return nil
        }
        let end = endOfElementText(from: range.upperBound + 1)
        return range.upperBound + 1 < end ? range.upperBound + 1..<end : nil
    }

    /// The text of an XML element whose name is that of a secret, with or without attributes.
    func elementText(of range: Range<Int>, _ name: SecretName) -> Range<Int>? {
        var before = range.lowerBound
        while before > 0, range.lowerBound - before < 40,
            text.has(ByteClasses.name, at: before - 1) || text.bytes[before - 1] == UInt8(ascii: ":")
        { before -= 1 }
        guard text[before - 1] == UInt8(ascii: "<") else { return nil }
        var start = range.upperBound
        if text[start] == UInt8(ascii: " ") {
            let most = min(start + 200, text.count)
            while start < most, !"<>".utf8.contains(text.bytes[start]) { start += 1 }
        }
        guard text[start] == UInt8(ascii: ">"), text[start - 1] != UInt8(ascii: "/") else { return nil }
        return elementText(from: start + 1, name)
    }

    private func elementText(from start: Int, _ name: SecretName) -> Range<Int>? {
        let end = endOfElementText(from: start)
        guard start < end, text[end] == UInt8(ascii: "<"), !SecretValue.isPlain(text[start..<end], of: name) else {
            return nil
        }
        if text.holds("<![CDATA[", at: end) { return nil }
        return text[start..<end].allSatisfy { $0 <= 0x20 } ? nil : start..<end
    }

    private func endOfElementText(from start: Int) -> Int {
        var end = start
        while end < text.count, text.bytes[end] != UInt8(ascii: "<") { end += 1 }
        return end
    }

    // MARK: - Headers of HTTP

    /// Schemes whose credentials are one word.
    private static let oneWordSchemes: Set<String> = [
        "apikey", "basic", "bearer", "geniekey", "key", "negotiate", "ntlm", "pveapitoken", "snowflake", "splunk",
        "ssws", "token",
    ]
    /// Schemes whose credentials are a list.
    private static let listSchemes: Set<String> = [
        "aws4-hmac-sha256", "credential", "digest", "hawk", "hmac", "mac", "oauth", "signature",
    ]

    /// The text behind `Authorization:` or `Cookie:`, as far as it belongs to the header.
    func headerValue(of range: Range<Int>) -> Range<Int>? {
        let isAuthorization = ends(range, in: "authorization")
        guard isAuthorization || ends(range, in: "cookie") else { return nil }
        var start = range.upperBound
        while start < text.count, start - range.upperBound < 12, " \t:=>\"'\\[".utf8.contains(text.bytes[start]) {
            start += 1
        }
        guard start > range.upperBound else { return nil }
        let wordEnd = text.end(of: ByteClasses.name, from: start)
        if !isAuthorization {
            guard wordEnd > start, text[wordEnd] == UInt8(ascii: "=") else { return nil }
            return nonPlain(start..<endOfHeader(from: start))
        }
        let scheme = String(decoding: text[start..<min(wordEnd, start + 20)].map(\.lowercased), as: UTF8.self)
        let credentials = endOfBlank(from: wordEnd)
        guard credentials > wordEnd || text[wordEnd] == UInt8(ascii: "=") else { return nil }
        if Self.listSchemes.contains(scheme) { return nonPlain(credentials..<endOfList(from: credentials)) }
        guard Self.oneWordSchemes.contains(scheme) else { return nil }
        var end = credentials
        while end < text.count, !text.has(ByteClasses.valueEnd, at: end), !"],\\".utf8.contains(text.bytes[end]) {
            end += 1
        }
        return nonPlain(credentials..<end)
    }

    private func nonPlain(_ range: Range<Int>) -> Range<Int>? {
        range.isEmpty || SecretValue.isPlain(text[range], of: .secret) || text.holds("realm=", at: range.lowerBound)
            ? nil : range
    }

    private func ends(_ range: Range<Int>, in word: StaticString) -> Bool {
        range.count >= word.utf8CodeUnitCount
            && text.holdsIgnoringCase(word, at: range.upperBound - word.utf8CodeUnitCount)
    }

    private func endOfHeader(from start: Int) -> Int {
        var end = start
        while end < text.count, !"\r\n\"'\\]".utf8.contains(text.bytes[end]) { end += 1 }
        return end
    }

    /// The end of credentials that hold quotes themselves.
    private func endOfList(from start: Int) -> Int {
        var end = start
        while end < text.count, !"\r\n'".utf8.contains(text.bytes[end]) {
            if text.bytes[end] == UInt8(ascii: "\""),
                "}]".utf8.contains(text[end + 1]) || text.holds(",\"", at: end + 1)
            {
                break
            }
            end += 1
        }
        return end
    }

    // MARK: - Secrets as objects

    /// The values below `data` in what holds a Secret of Kubernetes, whatever they are called.
    private mutating func secretData(after place: Int) -> Range<Int>? {
        if holdsSecretObject == nil { holdsSecretObject = isSecretObject() }
        guard holdsSecretObject == true else { return nil }
        var start = place
        while start < text.count, "\"'\\:= \t".utf8.contains(text.bytes[start]) { start += 1 }
        if text[start] == UInt8(ascii: "{") { return values(ofMapFrom: start + 1) }
        return text[start] == UInt8(ascii: "\n") ? values(ofLinesFrom: start + 1) : nil
    }

    private func isSecretObject() -> Bool {
        var place = 0
        while let kind = text.place(of: "kind", from: place) {
            if let value = assigned(toNameEndingAt: kind + 4)?.value, value.count == 6,
                text.holds("Secret", at: value.lowerBound)
            {
                return true
            }
            place = kind + 4
        }
        return false
    }

    private mutating func values(ofMapFrom start: Int) -> Range<Int>? {
        var place = start
        var last: Range<Int>?
        while place < text.count, text.bytes[place] != UInt8(ascii: "}") {
            guard text.bytes[place] == UInt8(ascii: ":"), let value = quotedOrBare(from: endOfBlank(from: place + 1))
            else {
                place += 1
                continue
            }
            last.map { found.append($0) }
            last = Placeholder.isAll(of: text[value]) ? last : value
            place = value.upperBound
        }
        return last
    }

    private mutating func values(ofLinesFrom start: Int) -> Range<Int>? {
        var place = start
        let indent = endOfBlank(from: start) - start
        var last: Range<Int>?
        while place < text.count, indent > 0 {
            let content = endOfBlank(from: place)
            if content - place < indent { break }
            var end = content
            while end < text.count, text.bytes[end] != UInt8(ascii: "\n") { end += 1 }
            var value = content
            if content - place == indent {
                while value < end, text.bytes[value] != UInt8(ascii: ":") { value += 1 }
                value = min(endOfBlank(from: value + 1), end)
            }
            if value < end, text.bytes[value] != UInt8(ascii: "|"), !Placeholder.isAll(of: text[value..<end]) {
                last.map { found.append($0) }
                last = value..<end
            }
            place = end + 1
        }
        return last
    }
}
