/// Finds credentials in text, byte by byte: regular expressions would take longer than all the rest of saving, and some
/// of them longer than anybody waits.
struct CredentialScanner {
    let text: ScannedText
    let extent: TextExtent
    let patterns: SecretPatterns
    var found: [Range<Int>] = []
    /// The flags of the program whose command line this is.
    var flags: [ProgramFlags] = []
    /// A secret's name that stood as the value of `name` or `key`, and where that ended: the next `value` is the secret.
    var pendingName: (name: SecretName, place: Int)?
    /// The text that an `echo` prints.
    var echoed: Range<Int>?
    /// Whether this is a JSON Web Key; nil where nobody asked yet.
    var isWebKey: Bool?
    /// Whether this holds a Secret; nil where nobody asked yet.
    var holdsSecretObject: Bool?

    init(
        _ bytes: UnsafeBufferPointer<UInt8>, extent: TextExtent, patterns: SecretPatterns,
        flags: [ProgramFlags] = []
    ) {
        text = ScannedText(bytes)
        self.extent = extent
        self.patterns = patterns
        self.flags = flags
    }

    /// The ranges to replace, in any order; some may overlap.
    static func ranges(
        in bytes: UnsafeBufferPointer<UInt8>, extent: TextExtent, patterns: SecretPatterns, flags: [ProgramFlags] = []
    ) -> [Range<Int>] {
        var scanner = CredentialScanner(bytes, extent: extent, patterns: patterns, flags: flags)
        scanner.scan()
        return scanner.found
    }

    private mutating func scan() {
        var place = 0
        var nameStart = -1
        while place < text.count {
            if let range = form(at: place) {
                place = take(range)
                nameStart = -1
                continue
            }
            if text.has(ByteClasses.alphanumeric, at: place) {
                if nameStart < 0 { nameStart = place }
                place = text.end(of: ByteClasses.alphanumeric, from: place)
                if place < text.count { continue }
            } else if text.has(ByteClasses.special, at: place), let range = marked(at: place) {
                place = take(range)
                nameStart = -1
                continue
            } else if text.has(ByteClasses.name, at: place) {
                if nameStart < 0 { nameStart = place }
                place += 1
                if place < text.count { continue }
            }
            if nameStart >= 0 {
                if extent != .forms, let range = value(ofNameIn: nameStart..<place) {
                    place = max(take(range), place)
                    nameStart = -1
                    continue
                }
                nameStart = -1
            }
            if "|;&\n".utf8.contains(text[place]) { flags = [] }
            place += 1
        }
    }

    /// Keeps a range, and gives the place to go on from.
    private mutating func take(_ range: Range<Int>) -> Int {
        if !Placeholder.isAll(of: text[range]) { found.append(range) }
        return range.upperBound
    }

    /// A credential that is one by its form, and begins at `place`.
    private func form(at place: Int) -> Range<Int>? {
        if text.bytes[place] == UInt8(ascii: "e"), let range = webToken(at: place) { return range }
        return patterns.beginnings.contains(text.bytes[place]) ? patterns.match(in: text, at: place) : nil
    }

    /// A JWT: `eyJ` stands for `{"`, and dots part what is encoded.
    private func webToken(at place: Int) -> Range<Int>? {
        guard text.holds("eyJ", at: place) else { return nil }
        var end = text.end(of: ByteClasses.encoded, from: place)
        guard end - place >= 8 else { return nil }
        let firstEnd = end
        while text[end] == UInt8(ascii: "."),
            text.has(ByteClasses.encoded, at: end + 1) || text[end + 1] == UInt8(ascii: ".")
        {
            end = text.end(of: ByteClasses.encoded, from: end + 1)
        }
        return end > firstEnd ? place..<end : nil
    }

    /// Secrets that begin with a mark outside of words: a URL's user, a private key.
    private func marked(at place: Int) -> Range<Int>? {
        switch text[place] {
        case UInt8(ascii: ":"): return userInformation(at: place) ?? passwordFileEntry(at: place)
        case UInt8(ascii: "@"): return dataSourceUser(before: place) ?? bareUser(before: place)
        case UInt8(ascii: "-"): return privateKey(at: place)
        default: return nil
        }
    }
}
