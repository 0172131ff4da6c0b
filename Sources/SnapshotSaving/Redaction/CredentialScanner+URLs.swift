extension CredentialScanner {
    /// The user and password of a URL whose colon stands at `place`.
    func userInformation(at place: Int) -> Range<Int>? {
        guard text.holds("://", at: place), place > 0, text.has(ByteClasses.alphanumeric, at: place - 1),
            // An image's identifier: docker-pullable://nginx@sha256:…
            !text.holds("docker-pullable", at: place - 15)
        else { return nil }
        let start = place + 3
        let end = endOfAuthority(from: start)
        guard let at = text[start..<end].lastIndex(of: UInt8(ascii: "@")), at > 0 else { return nil }
        let user = start..<start + at
        if Redaction.isPlaceholder(text[user]) { return nil }
        // A name alone, as in ssh://git@host, is no secret; in the URLs of the web it is a token.
        let isWeb = text.holdsIgnoringCase("http", at: place - 4) || text.holdsIgnoringCase("https", at: place - 5)
        return isWeb || text[user].contains(UInt8(ascii: ":")) ? user : nil
    }

    /// The end of `user:password@host:port`; a password may hold what should have been escaped there.
    private func endOfAuthority(from start: Int) -> Int {
        var end = start
        while end < text.count, !text.has(ByteClasses.valueEnd, at: end), !"/?#\\".utf8.contains(text[end]) { end += 1 }
        let authority = text[start..<end]
        if authority.contains(UInt8(ascii: "@")) || end == text.count { return end }
        guard let colon = authority.firstIndex(of: UInt8(ascii: ":")),
            authority[(colon + 1)...].contains(where: { !$0.isDigit })
        else { return end }
        while end < text.count, !text.has(ByteClasses.valueEnd, at: end) { end += 1 }
        return end
    }

    /// `user:password` before `@tcp(host)`, as Go's database drivers take it.
    func dataSourceUser(before place: Int) -> Range<Int>? {
        guard text.holds("@tcp(", at: place) || text.holds("@unix(", at: place) else { return nil }
        let earliest = found.last?.upperBound ?? 0
        var start = place
        while start > earliest, !text.has(ByteClasses.valueEnd, at: start - 1), text[start - 1] != UInt8(ascii: "=") {
            start -= 1
        }
        let user = start..<place
        if user.isEmpty || Redaction.isPlaceholder(text[user]) { return nil }
        return user
    }
}
