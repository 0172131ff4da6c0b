extension CredentialScanner {
    /// A private key in PEM and its like, to its end or to that of the text. Certificates are public.
    func privateKey(at place: Int) -> Range<Int>? {
        if text.holds("-----END", at: place) { return keyWithoutBeginning(endingAt: place) }
        guard text.holds("---- BEGIN ", at: place) || isLabel("-----BEGIN", at: place),
            let label = endOfLabel(from: place + 10)
        else { return nil }
        var ending = label
        while ending < text.count,
            text.bytes[ending] != UInt8(ascii: "-")
                || !text.holds("---END", at: ending) && !text.holds("---- END", at: ending)
        { ending += 1 }
        if ending == text.count { return place..<ending }
        return place..<(endOfLabel(from: ending + 7, isAny: true) ?? text.count)
    }

    /// Behind `-----BEGIN` comes a space, or its replacement in forms and files.
    private func isLabel(_ word: StaticString, at place: Int) -> Bool {
        text.holds(word, at: place) && " +_".utf8.contains(text[place + word.utf8CodeUnitCount])
    }

    /// The end of the dashes behind a label that tells of a private key, or of any for `isAny`.
    private func endOfLabel(from start: Int, isAny: Bool = false) -> Int? {
        let most = min(start + 80, text.count)
        var end = start
        while end < most, text.bytes[end] != UInt8(ascii: "-"), text.bytes[end] != UInt8(ascii: "\n") { end += 1 }
        guard text[end] == UInt8(ascii: "-"), text[end + 1] == UInt8(ascii: "-") else { return nil }
        let label = ScannedText(text[start..<end])
        let isPrivate =
            isAny || label.place(of: "PRIVATE", from: 0) != nil || label.place(of: "Static key", from: 0) != nil
        while text[end] == UInt8(ascii: "-") { end += 1 }
        return isPrivate ? end : nil
    }

    /// The end of a key whose beginning is lost, as in the last bytes of a log: lines of base64 before the dashes.
    private func keyWithoutBeginning(endingAt place: Int) -> Range<Int>? {
        guard isLabel("-----END", at: place), let end = endOfLabel(from: place + 9) else { return nil }
        let earliest = found.last?.upperBound ?? 0
        var start = place
        while true {
            var lineEnd = start
            while lineEnd > earliest, text.bytes[lineEnd - 1] == 0x0A || text.bytes[lineEnd - 1] == 0x0D {
                lineEnd -= 1
            }
            var line = lineEnd
            while line > earliest, text.has(ByteClasses.encoded, at: line - 1) { line -= 1 }
            let isLine = line == earliest || text.bytes[line - 1] == 0x0A
            guard lineEnd < start, isLine, lineEnd - line >= (start == place ? 4 : 16) else { break }
            start = line
        }
        return start..<end
    }

    /// The lines of a PuTTY key behind `Private-Lines:`, to its `Private-MAC:`.
    func puttyKey(after place: Int) -> Range<Int> {
        var start = place
        while start < text.count, ": \t".utf8.contains(text.bytes[start]) || text.bytes[start].isDigit { start += 1 }
        guard let mac = text.place(of: "Private-MAC:", from: start) else { return start..<text.count }
        let value = text.end(of: ByteClasses.space, from: mac + 12)
        return start..<max(text.end(of: ByteClasses.alphanumeric, from: value), start)
    }

    /// The secret members of a JSON Web Key: `"d":"…"`.
    mutating func webKeyMember(_ name: Range<Int>) -> Range<Int>? {
        guard name.count <= 2, "\"'".utf8.contains(text[name.upperBound]),
            ["d", "p", "q", "dp", "dq", "qi", "k"].contains(String(decoding: text[name], as: UTF8.self))
        else { return nil }
        if isWebKey == nil { isWebKey = text.place(of: "kty", from: 0) != nil }
        guard isWebKey == true, let value = assigned(toNameEndingAt: name.upperBound)?.value, value.count >= 8 else {
            return nil
        }
        return value
    }
}
