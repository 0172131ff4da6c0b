/// The value behind a name and a sign.
struct Assignment {
    var value: Range<Int>
    /// `=` or `:`.
    var sign: UInt8
    /// Whether the value has quotes.
    var isQuoted: Bool
    /// Whether the name has quotes.
    var isQuotedName: Bool
    /// Whether there is space between the name and the sign.
    var isSpaced: Bool
}

extension CredentialScanner {
    /// The value assigned to a name with `=`, `:`, `:=`, `=>`, in any quotes.
    func assigned(toNameEndingAt nameEnd: Int) -> Assignment? {
        var start = nameEnd
        // The end of a quoted name, whose quotes may be escaped: {\"password\": \"x\"}.
        while text[start] == UInt8(ascii: "\\") { start += 1 }
        let isQuotedName = "\"'".utf8.contains(text[start]) && start < text.count
        if isQuotedName { start += 1 }
        if text[start] == UInt8(ascii: "]"), isQuotedName || text[nameEnd] == UInt8(ascii: "]") { start += 1 }
        let signPlace = endOfBlank(from: start)
        let sign = text[signPlace]
        guard sign == UInt8(ascii: "=") || sign == UInt8(ascii: ":") else { return nil }
        let isSpaced = signPlace > start
        start = signPlace + 1
        while start < text.count, "=>".utf8.contains(text[start]) { start += 1 }
        let behindSign = start
        start = endOfBlank(from: start)
        if sign == UInt8(ascii: ":"), let block = block(from: start, isApart: start > behindSign) {
            return Assignment(value: block, sign: sign, isQuoted: true, isQuotedName: isQuotedName, isSpaced: isSpaced)
        }
        // On the next line only what has quotes.
        let nextLine = text.end(of: ByteClasses.space, from: start)
        if nextLine > start {
            guard isQuotedName, "\"'\\".utf8.contains(text[nextLine]) else { return nil }
            start = nextLine
        }
        // A list of Go's or JSON's with one value.
        if text[start] == UInt8(ascii: "["), extent != .commandLine { start += 1 }
        // Python's u'…' and b'…'.
        if "ubrf".utf8.contains(text[start]), "\"'".utf8.contains(text[start + 1]), start + 1 < text.count {
            start += 1
        }
        guard let value = quotedOrBare(from: start) else { return nil }
        return Assignment(
            value: value, sign: sign, isQuoted: value.lowerBound > start, isQuotedName: isQuotedName, isSpaced: isSpaced
        )
    }

    /// The lines of a block of YAML behind its `|` or `>-`.
    private func block(from start: Int, isApart: Bool) -> Range<Int>? {
        guard isApart, text[start] == UInt8(ascii: "|") || text[start] == UInt8(ascii: ">") else { return nil }
        var place = start + 1
        while "+-".utf8.contains(text[place]) && place < text.count || text[place].isDigit { place += 1 }
        if text[place] == 0x0D { place += 1 }
        guard text[place] == UInt8(ascii: "\n") else { return nil }
        place += 1
        let first = endOfBlank(from: place)
        let indent = first - place
        guard indent > 0 else { return nil }
        var end = first
        while place < text.count {
            let content = endOfBlank(from: place)
            if content - place < indent, text[content] != UInt8(ascii: "\n") { break }
            var lineEnd = content
            while lineEnd < text.count, text.bytes[lineEnd] != UInt8(ascii: "\n") { lineEnd += 1 }
            if lineEnd > content { end = lineEnd }
            place = lineEnd + 1
        }
        return first < end ? first..<end : nil
    }

    /// The value at `start` without its quotes.
    func quotedOrBare(from start: Int) -> Range<Int>? {
        var place = start
        while text[place] == UInt8(ascii: "\\") { place += 1 }
        let quote = text[place]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            return quote == UInt8(ascii: "`") ? codeQuoted(from: place + 1) : bareValue(from: start)
        }
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

    /// The text between backticks, unless it is a command that a shell runs.
    private func codeQuoted(from start: Int) -> Range<Int>? {
        var end = start
        while end < text.count, text.bytes[end] != UInt8(ascii: "`") {
            if text.bytes[end] <= 0x20 { return nil }
            end += 1
        }
        return start < end ? start..<end : nil
    }

    /// A value without quotes: to the next space or quote, or to a comma or the like that begins something new.
    func bareValue(from start: Int) -> Range<Int>? {
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
        while next < min(text.count, place + 16), ",;)]}".utf8.contains(text[next]) { next += 1 }
        if next == text.count || text.has(ByteClasses.valueEnd, at: next) { return true }
        let end = text.end(of: ByteClasses.name, from: next)
        return end > next && "=:".utf8.contains(text[end])
    }
}
