/// Finds credentials in text, byte by byte: regular expressions would take longer than all the rest of saving.
///
/// Ranges that it gives neither touch nor hold the placeholder alone, so that what is redacted stays as it is.
struct CredentialScanner {
    /// How much is taken for a credential.
    enum Extent {
        /// Only what is one by its form: keys of providers, JWTs, private keys, and URLs with a user.
        case forms
        /// Also what follows names such as `password`, in messages and logs, where such words stand in sentences too.
        case prose
        /// The same in arguments, where what follows a flag is its value.
        case commandLine
    }

    let text: ScannedText
    let extent: Extent
    var found: [Range<Int>] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, extent: Extent) {
        text = ScannedText(bytes)
        self.extent = extent
    }

    /// The ranges to replace, in order.
    static func ranges(in bytes: UnsafeBufferPointer<UInt8>, extent: Extent) -> [Range<Int>] {
        var scanner = CredentialScanner(bytes, extent: extent)
        scanner.scan()
        return scanner.found
    }

    private mutating func scan() {
        var place = 0
        var nameStart = -1
        while place < text.count {
            if text.has(ByteClasses.alphanumeric, at: place) {
                if let range = form(at: place) {
                    place = take(range)
                    nameStart = -1
                    continue
                }
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
                    place = take(range)
                    nameStart = -1
                    continue
                }
                nameStart = -1
            }
            place += 1
        }
    }

    /// Keeps a range, and gives the place to go on from.
    private mutating func take(_ range: Range<Int>) -> Int {
        if !Redaction.isPlaceholder(text[range]) {
            if let last = found.last, last.upperBound > range.lowerBound {
                found[found.count - 1] = min(last.lowerBound, range.lowerBound)..<max(last.upperBound, range.upperBound)
            } else {
                found.append(range)
            }
        }
        return range.upperBound
    }

    /// What begins with a mark that stands outside of words: a URL's user, a private key.
    private func marked(at place: Int) -> Range<Int>? {
        switch text[place] {
        case UInt8(ascii: ":"): return userInformation(at: place)
        case UInt8(ascii: "@"): return dataSourceUser(before: place)
        default: return privateKey(at: place)
        }
    }
}
