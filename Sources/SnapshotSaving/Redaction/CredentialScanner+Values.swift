extension CredentialScanner {
    /// The value that follows a name, where it is a secret.
    func value(ofNameIn range: Range<Int>) -> Range<Int>? {
        let next = text[range.upperBound]
        // Most words end at a space, and most of those name nothing.
        guard "=:\"' \t\\>".utf8.contains(next) else { return nil }
        if let scheme = schemeValue(after: range) { return scheme }
        let isFlag = text[range.lowerBound] == UInt8(ascii: "-")
        if isFlag, range.count == 2, text[range.lowerBound + 1] == UInt8(ascii: "u") {
            return userAndPassword(from: range.upperBound)
        }
        guard let name = SecretName(text[range]) else {
            return isFlag && text.holds("--user", at: range.lowerBound) && range.count == 6
                ? userAndPassword(from: range.upperBound) : nil
        }
        if mayBeImage(range) { return nil }
        return assignedValue(of: name, from: range.upperBound, isFlag: isFlag)
    }

    /// What follows `Bearer` or `Basic`, where it is no word of a sentence.
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
    private func userAndPassword(from place: Int) -> Range<Int>? {
        var start = text.end(of: ByteClasses.space, from: place)
        if text[start] == UInt8(ascii: "=") { start += 1 }
        guard start > place, let value = quotedOrBare(from: start) else { return nil }
        guard let colon = text[value].firstIndex(of: UInt8(ascii: ":")), colon > 0 else { return nil }
        let password = text[value][(colon + 1)...]
        return password.isEmpty || password.allSatisfy(\.isDigit) || SecretValue.isPlain(text[value], of: .password)
            ? nil : value
    }

    /// Whether a name and what follows its colon are rather an image: `registry/token-service:3f2c1a`.
    private func mayBeImage(_ name: Range<Int>) -> Bool {
        guard text[name.upperBound] == UInt8(ascii: ":"), text.has(ByteClasses.alphanumeric, at: name.upperBound + 1)
        else { return false }
        if text[name.lowerBound - 1] == UInt8(ascii: "/") { return true }
        return text[name].contains { "-.".utf8.contains($0) } && !text[name].contains { $0.isUppercase }
    }

    /// What is assigned to a name with `=` or `:`, or follows it as a flag's value.
    private func assignedValue(of name: SecretName, from place: Int, isFlag: Bool) -> Range<Int>? {
        var start = place
        // The end of a quoted name, whose quotes may be escaped: {\"password\": \"x\"}.
        while text[start] == UInt8(ascii: "\\") { start += 1 }
        let isQuotedName = "\"'".utf8.contains(text[start]) && start < text.count
        if isQuotedName { start += 1 }
        let nameEnd = start
        let spaced = text.end(of: ByteClasses.space, from: start)
        let sign = text[spaced]
        guard sign == UInt8(ascii: "=") || sign == UInt8(ascii: ":") else {
            return isQuotedName || spaced == start ? nil : looseValue(of: name, from: spaced, isFlag: isFlag)
        }
        start = spaced + 1
        // `:=`, `=>`, `==`
        while start < text.count, "=>".utf8.contains(text[start]) { start += 1 }
        start = text.end(of: ByteClasses.space, from: start)
        guard let value = quotedOrBare(from: start), !SecretValue.isPlain(text[value], of: name) else { return nil }
        let isQuoted = value.lowerBound > start
        if sign == UInt8(ascii: "=") || isQuoted || SecretValue.isRandom(text[value]) { return value }
        // `Secret "a" : not found` and `failed to fetch token: unexpected status` are sentences.
        if name == .password { return isQuotedName && spaced > nameEnd ? nil : value }
        return extent == .commandLine && value.upperBound == text.count ? value : nil
    }

    /// What follows a name after a space: surely a value only in a command line.
    private func looseValue(of name: SecretName, from start: Int, isFlag: Bool) -> Range<Int>? {
        guard let value = quotedOrBare(from: start), !SecretValue.isPlain(text[value], of: name) else { return nil }
        if SecretValue.isRandom(text[value]) { return value }
        guard isFlag, text[start] != UInt8(ascii: "-") else { return nil }
        if extent == .commandLine { return value }
        return text[value].allSatisfy({ $0.isLowercase }) ? nil : value
    }

    /// The value at `start` without its quotes.
    func quotedOrBare(from start: Int) -> Range<Int>? {
        var place = start
        while text[place] == UInt8(ascii: "\\") { place += 1 }
        let quote = text[place]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return bareValue(from: start) }
        let isEscaped = place > start
        let from = place + 1
        var end = from
        while end < text.count, text[end] != quote {
            end += !isEscaped && text[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        end = min(end, text.count)
        if isEscaped { while end > from, text[end - 1] == UInt8(ascii: "\\") { end -= 1 } }
        return from < end ? from..<end : nil
    }

    /// A value without quotes: to the next space or quote, or to a comma or the like that begins something new.
    private func bareValue(from start: Int) -> Range<Int>? {
        var end = endOfReference(from: start)
        while end < text.count, !text.has(ByteClasses.valueEnd, at: end), !isSeparator(at: end) { end += 1 }
        return start < end ? start..<end : nil
    }

    /// The end of `$(NAME)` or `${NAME}`; `start` where none begins there.
    private func endOfReference(from start: Int) -> Int {
        guard text.holds("$(", at: start) || text.holds("${", at: start) else { return start }
        let end = text.end(of: ByteClasses.name, from: start + 2)
        return text[end] == UInt8(ascii: ")") || text[end] == UInt8(ascii: "}") ? end + 1 : start
    }

    private func isSeparator(at place: Int) -> Bool {
        switch text[place] {
        case UInt8(ascii: "&"), UInt8(ascii: "\\"): return true
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
            break
        default: return false
        }
        // A password may hold these. Where a space, the end or another `name=` follows, they part values.
        var next = place + 1
        while next < text.count, ",;)]}".utf8.contains(text[next]) { next += 1 }
        if next == text.count || text.has(ByteClasses.valueEnd, at: next) { return true }
        let end = text.end(of: ByteClasses.name, from: next)
        return end > next && "=:".utf8.contains(text[end])
    }
}
