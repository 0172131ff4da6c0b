extension CredentialScanner {
    /// The value that follows a name, where it is a secret.
    mutating func value(ofNameIn range: Range<Int>) -> Range<Int>? {
        let next = text[range.upperBound]
        // Most words end at a space, and most of those name nothing.
        let isAtEnd = range.upperBound == text.count
        guard isAtEnd || "=:\"' \t\\>,\n[".utf8.contains(next) || !flags.isEmpty else { return nil }
        if let secret = commandLineSecret(range) { return secret }
        if isAtEnd { return nil }
        if let secret = markedSecret(range) { return secret }
        if let scheme = schemeValue(after: range) { return scheme }
        let isFlag = text[range.lowerBound] == UInt8(ascii: "-")
        if isFlag, range.count == 2, text[range.lowerBound + 1] == UInt8(ascii: "u") {
            return userAndPassword(from: range.upperBound)
        }
        if let secret = pairedValue(range) { return secret }
        guard let name = SecretName(text[range]) ?? nameInWords(endingWith: range) else {
            return isFlag && text.holds("--user", at: range.lowerBound) && range.count == 6
                ? userAndPassword(from: range.upperBound) : nil
        }
        // A part of a path names no value: "/etc/passwd": permission denied.
        if text[range.lowerBound - 1] == UInt8(ascii: "/") { return nil }
        if let header = headerValue(of: range) { return header }
        if let element = elementText(of: range, name) { return element }
        if mayBeImage(range) && name != .password { return nil }
        return assignedValue(of: name, from: range, isFlag: isFlag)
    }

    /// `API key:` in a sentence, whose last word is in `range`.
    private func nameInWords(endingWith range: Range<Int>) -> SecretName? {
        guard range.count == 3, text.holdsIgnoringCase("key", at: range.lowerBound),
            ":=".utf8.contains(text[range.upperBound]), text[range.lowerBound - 1] == 0x20
        else { return nil }
        var start = range.lowerBound - 1
        while start > 0, range.lowerBound - start < 16, text.has(ByteClasses.alphanumeric, at: start - 1) { start -= 1 }
        let words = Array(text[start..<range.lowerBound - 1]) + [UInt8(ascii: "_")] + Array("key".utf8)
        return words.withUnsafeBufferPointer { SecretName($0) }
    }

    /// The text behind `Bearer` or `Basic`, unless it is a word of a sentence.
    private func schemeValue(after range: Range<Int>) -> Range<Int>? {
        guard
            text.holdsIgnoringCase("bearer", at: range.lowerBound) && range.count == 6
                || text.holdsIgnoringCase("basic", at: range.lowerBound) && range.count == 5
        else { return nil }
        let start = text.end(of: ByteClasses.space, from: range.upperBound)
        var end = start
        while text.has(ByteClasses.encoded, at: end) || ".~".utf8.contains(text[end]) && end < text.count { end += 1 }
        let value = text[start..<end]
        guard start > range.upperBound, value.count >= 8,
            value.contains(where: { $0.isDigit }) || value.dropFirst().contains(where: { $0.isUppercase })
        else { return nil }
        return start..<end
    }

    /// `-u user:password`, as curl takes it; `user:group` in numbers is none.
    func userAndPassword(from place: Int) -> Range<Int>? {
        var start = text.end(of: ByteClasses.space, from: place)
        if text[start] == UInt8(ascii: "=") { start += 1 }
        guard start > place, let value = quotedOrBare(from: start) else { return nil }
        guard let colon = text[value].firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return nil }
        let password = text[value][(colon + 1)...]
        return password.isEmpty || password.allSatisfy(\.isDigit) || SecretValue.isPlain(text[value], of: .password)
            || SecretValue.isPlain(UnsafeBufferPointer(rebasing: password), of: .password) ? nil : value
    }

    /// Whether a name and what follows its colon are rather an image: `registry/token-service:3f2c1a`.
    private func mayBeImage(_ name: Range<Int>) -> Bool {
        guard text[name.upperBound] == UInt8(ascii: ":"), text.has(ByteClasses.alphanumeric, at: name.upperBound + 1)
        else { return false }
        let words = text[name]
        if words.contains(where: { $0.isUppercase }) || words.starts(with: "x-".utf8) { return false }
        guard words.contains(where: { "-.".utf8.contains($0) }) else { return false }
        // `tls.key:` and `api-key:` name keys, and images are not called so.
        return !(words.count > 3 && words.suffix(3).elementsEqual("key".utf8))
    }

    /// The value assigned to a name with `=` or `:`, or behind it as a flag's value.
    private func assignedValue(of name: SecretName, from range: Range<Int>, isFlag: Bool) -> Range<Int>? {
        guard let assignment = assigned(toNameEndingAt: range.upperBound) else {
            return looseValue(of: name, after: range, isFlag: isFlag)
        }
        let value = assignment.value
        if SecretValue.isPlain(text[value], of: name) { return nil }
        if assignment.sign == UInt8(ascii: "=") || assignment.isQuoted || SecretValue.isRandom(text[value]) {
            return value
        }
        // `Secret "a" : not found` and `failed to fetch token: unexpected status` are sentences.
        if name == .password {
            return assignment.isSpaced && assignment.isQuotedName || isNextField(value, of: assignment) ? nil : value
        }
        return extent == .commandLine && value.upperBound == text.count ? value : nil
    }

    /// Whether what follows an empty password is the next field, as Go prints them: `{Password: Host:x}`.
    private func isNextField(_ value: Range<Int>, of assignment: Assignment) -> Bool {
        guard extent == .prose, !assignment.isQuotedName, text[value.lowerBound - 1] == 0x20 else { return false }
        let name = text[value].prefix { $0.isUppercase || $0.isLowercase }
        return name.first?.isUppercase == true && name.count < value.count
            && text[value][name.count] == UInt8(ascii: ":")
    }

    /// The text behind a name and a space: certainly a value only in a command line.
    private func looseValue(of name: SecretName, after range: Range<Int>, isFlag: Bool) -> Range<Int>? {
        guard let start = nextWord(from: range.upperBound, isFlag: isFlag), let value = quotedOrBare(from: start) else {
            return nil
        }
        let bytes = text[value]
        if SecretValue.isPlain(bytes, of: name) { return nil }
        let isElement = text[range.upperBound] != UInt8(ascii: " ")
        if SecretValue.isRandom(bytes) { return value }
        if name == .password, !isFlag {
            // `PASSWORD 'x'` of SQL, and the lines of files that have no signs.
            if text[start] == UInt8(ascii: "'") && !isElement || isDirective(range) { return value }
        }
        guard isFlag, text[start] != UInt8(ascii: "-") else { return nil }
        if extent == .commandLine || isElement { return value }
        return bytes.allSatisfy({ $0.isLowercase }) ? nil : value
    }

    /// Whether a name without a sign is that of a setting: in redis.conf, or as in `.netrc`: `login X password Y`.
    private func isDirective(_ range: Range<Int>) -> Bool {
        if text.holds("requirepass", at: range.lowerBound) || text.holds("masterauth", at: range.lowerBound) {
            return true
        }
        if text.holds("ENV ", at: range.lowerBound - 4) { return true }
        let earliest = max(range.lowerBound - 200, 0)
        var place = range.lowerBound
        func goBack(over isOne: (UInt8) -> Bool) -> Int {
            let end = place
            while place > earliest, isOne(text.bytes[place - 1]) { place -= 1 }
            return end - place
        }
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }
        guard goBack(over: isSpace) > 0, goBack(over: { !isSpace($0) }) > 0, goBack(over: isSpace) > 0 else {
            return false
        }
        return text.holds("login", at: place - 5) || text.holds("machine", at: place - 7)
            || text.holds("neighbor", at: place - 8)
    }

    /// Where the next word of a command line begins: behind spaces, or in the next quotes of a list.
    func nextWord(from place: Int, isFlag: Bool) -> Int? {
        var start = place
        let isInQuotes = "\"'".utf8.contains(text[start]) && start < text.count
        if isInQuotes {
            guard isFlag else { return nil }
            start = endOfBlank(from: start + 1)
            guard text[start] == UInt8(ascii: ",") else { return nil }
            start = text.end(of: ByteClasses.space, from: start + 1)
            return "\"'".utf8.contains(text[start]) ? start : nil
        }
        if text[start] == UInt8(ascii: "\n") {
            // The next element of a list in YAML.
            guard isFlag else { return nil }
            start = text.end(of: ByteClasses.space, from: start)
            guard text.holds("- ", at: start) else { return nil }
            return endOfBlank(from: start + 2)
        }
        start = endOfBlank(from: start)
        return start > place ? start : nil
    }

    func endOfBlank(from place: Int) -> Int {
        var end = place
        while text[end] == 0x20 || text[end] == 0x09 { end += 1 }
        return end
    }
}
