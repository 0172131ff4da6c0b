extension CredentialScanner {
    /// The secret arguments of a known program: `mysql -pX`. Notes programs, whose flags then count to the end of the
    /// command.
    mutating func commandLineSecret(_ range: Range<Int>) -> Range<Int>? {
        guard text[range.lowerBound] == UInt8(ascii: "-") else {
            noteProgram(range)
            return nil
        }
        for program in flags where program.subcommand.isEmpty {
            for flag in program.flags where text[range].starts(with: flag) {
                guard let value = value(of: program.form, flagEndingAt: range.lowerBound + flag.count, in: range),
                    !SecretValue.isPlain(text[value], of: .password)
                else { continue }
                return value
            }
        }
        return standardInputSecret(range)
    }

    private mutating func noteProgram(_ range: Range<Int>) {
        for position in flags.indices where !flags[position].subcommand.isEmpty {
            if text[range].elementsEqual(flags[position].subcommand.utf8) { flags[position].subcommand = "" }
        }
        let program = patterns.flags(ofProgram: text[range])
        if !program.isEmpty { flags = program }
        if text.holds("echo", at: range.lowerBound) && range.count == 4
            || text.holds("printf", at: range.lowerBound) && range.count == 6
        {
            echoed = echoedWord(from: range.upperBound)
        }
        if text.holds("chpasswd", at: range.lowerBound), let secret = standardInput(before: range) {
            found.append(secret)
        }
    }

    private func value(of form: ProgramFlags.Form, flagEndingAt end: Int, in range: Range<Int>) -> Range<Int>? {
        let isWhole = end == range.upperBound
        if form == .user {
            return isWhole ? userAndPassword(from: end) : userAndPassword(attachedAt: end)
        }
        if form == .second || form == .third {
            return isWhole ? word(form == .second ? 2 : 3, behind: end) : nil
        }
        if isWhole, form != .attached, let next = nextWord(from: end, isFlag: true) {
            return text[next] == UInt8(ascii: "-") ? nil : quotedOrBare(from: next)
        }
        if isWhole, text[end] == UInt8(ascii: "=") { return quotedOrBare(from: end + 1) }
        if isWhole, end == text.count || text.has(ByteClasses.space, at: end) { return nil }
        // The quote that ends the flag, as an element of a list.
        if isWhole, text[end] == text[range.lowerBound - 1] { return nil }
        // Behind a long flag only a sign begins a value.
        if form == .spaced || text[range.lowerBound + 1] == UInt8(ascii: "-") { return nil }
        return quotedOrBare(from: end)
    }

    private func word(_ number: Int, behind place: Int) -> Range<Int>? {
        var end = place
        var word: Range<Int>?
        for _ in 0..<number {
            guard let start = nextWord(from: end, isFlag: true), let next = quotedOrBare(from: start) else {
                return nil
            }
            word = next
            // Between elements of a list the quotes are part of what parts them.
            end = next.upperBound
            if next.lowerBound > start, text.has(ByteClasses.space, at: end + 1) { end += 1 }
        }
        return word
    }

    private func userAndPassword(attachedAt place: Int) -> Range<Int>? {
        guard let value = bareValue(from: place), text[value].dropFirst().contains(UInt8(ascii: ":")) else {
            return nil
        }
        return value
    }

    /// The text that `echo` prints, without its flags.
    private func echoedWord(from place: Int) -> Range<Int>? {
        var start = endOfBlank(from: place)
        while text[start] == UInt8(ascii: "-"), text[start + 1].isLowercase {
            start = endOfBlank(from: text.end(of: ByteClasses.name, from: start))
        }
        if text.holds("'%s'", at: start) || text.holds("\"%s\"", at: start) { start = endOfBlank(from: start + 4) }
        return quotedOrBare(from: start)
    }

    /// Input of a program that reads a password from standard input: `echo X | docker login --password-stdin`.
    private func standardInputSecret(_ flag: Range<Int>) -> Range<Int>? {
        guard text[flag].count >= 7, text[flag].suffix(5).elementsEqual("stdin".utf8) else { return nil }
        return standardInput(before: flag)
    }

    private func standardInput(before range: Range<Int>) -> Range<Int>? {
        guard let echoed, range.lowerBound > echoed.upperBound, range.lowerBound - echoed.upperBound < 200,
            text[echoed.upperBound..<range.lowerBound].contains(UInt8(ascii: "|")),
            !SecretValue.isPlain(text[echoed], of: .password)
        else { return nil }
        return echoed
    }
}
