extension CredentialScanner {
    /// The longest `user:password@host`.
    private static let longestAuthority = 512

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
        if Placeholder.isAll(of: text[user]) || isDigest(at: user.upperBound) { return nil }
        // A name alone, as in ssh://git@host, is no secret; in the URLs of the web it is a token.
        let isWeb = text.holdsIgnoringCase("http", at: place - 4) || text.holdsIgnoringCase("https", at: place - 5)
        return isWeb || text[user].contains(UInt8(ascii: ":")) ? user : nil
    }

    /// The end of `user:password@host:port`; a password may hold what should have been escaped there.
    private func endOfAuthority(from start: Int) -> Int {
        let most = min(start + Self.longestAuthority, text.count)
        var end = start
        while end < most, !text.has(ByteClasses.valueEnd, at: end), !"/?#\\".utf8.contains(text[end]) { end += 1 }
        let authority = text[start..<end]
        if authority.contains(UInt8(ascii: "@")) || end == text.count { return end }
        guard let colon = authority.firstIndex(of: UInt8(ascii: ":")),
            authority[(colon + 1)...].contains(where: { !$0.isDigit })
        else { return end }
        while end < most, !text.has(ByteClasses.valueEnd, at: end) { end += 1 }
        return end
    }

    /// `user:password` before `@tcp(host)`, as Go's database drivers take it.
    func dataSourceUser(before place: Int) -> Range<Int>? {
        guard text.holds("@tcp(", at: place) || text.holds("@unix(", at: place) else { return nil }
        let user = startOfUser(before: place)..<place
        if user.isEmpty || Placeholder.isAll(of: text[user]) { return nil }
        return user
    }

    /// `user:password` before `@host/path` or `@host:port` without a scheme, as in references to images.
    func bareUser(before place: Int) -> Range<Int>? {
        guard text[place + 1].isAlphanumeric, !isDigest(at: place) else { return nil }
        let hostEnd = text.end(of: ByteClasses.name, from: place + 1)
        let isHost =
            text[hostEnd] == UInt8(ascii: "/") || text[hostEnd] == UInt8(ascii: ":") && text[hostEnd + 1].isDigit
        guard isHost, hostEnd - place >= 4, text[place + 1..<hostEnd].contains(where: { $0.isLowercase }) else {
            return nil
        }
        let user = startOfUser(before: place)..<place
        guard let colon = text[user].firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < user.count,
            text[user][colon + 1] != UInt8(ascii: "/")
        else { return nil }
        let name = String(decoding: text[user][..<colon].map(\.lowercased), as: UTF8.self)
        return Self.addressKinds.contains(name) ? nil : user
    }

    /// The words before a colon and a mail address.
    private static let addressKinds: Set<String> = [
        "author", "by", "contact", "email", "e-mail", "from", "mail", "mailto", "maintainer", "owner", "pkg", "sip",
        "to", "user", "username",
    ]

    private func startOfUser(before place: Int) -> Int {
        let earliest = max(found.last?.upperBound ?? 0, place - 128)
        var start = place
        while start > earliest, !text.has(ByteClasses.valueEnd, at: start - 1),
            !"=/,([{".utf8.contains(text[start - 1])
        { start -= 1 }
        return start
    }

    /// Whether an image's digest follows the `@` at `place`.
    private func isDigest(at place: Int) -> Bool {
        text.holds("@sha256:", at: place) || text.holds("@sha512:", at: place)
    }

    /// The password of `host:5432:database:user:password`, a line of `.pgpass`, whose first colon stands at `place`.
    func passwordFileEntry(at place: Int) -> Range<Int>? {
        var end = place + 1
        if text[end] == UInt8(ascii: "*") {
            end += 1
        } else {
            while end < place + 7, text[end].isDigit { end += 1 }
            if end - place < 5 { return nil }
        }
        guard place > 0, text[end] == UInt8(ascii: ":"), extent != .forms else { return nil }
        for _ in 0..<2 {
            let field = end + 1
            end = field
            while end < min(field + 64, text.count), text.has(ByteClasses.name, at: end) || text[end] == 0x2A {
                end += 1
            }
            // The fields of IPv6 addresses are hexadecimal.
            guard end > field, text[end] == UInt8(ascii: ":"),
                text[field..<end].contains(where: { $0.lowercased > UInt8(ascii: "f") || $0 == 0x2A })
            else { return nil }
        }
        let start = end + 1
        end = start
        while end < text.count, !text.has(ByteClasses.valueEnd, at: end) { end += 1 }
        return end - start >= 3 && !Placeholder.isAll(of: text[start..<end]) ? start..<end : nil
    }
}
