/// The runs of base64 and of hexadecimal digits in a text, and what they stand for.
struct EncodedRuns: Sequence, IteratorProtocol {
    /// Shorter ones hold no more than a word.
    private static let shortest = 16
    /// From this length on a line of base64 may go on in the next.
    private static let shortestLine = 40

    private let text: ScannedText
    private var place = 0

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = ScannedText(text) }

    /// The next run, over all its lines.
    mutating func next() -> Range<Int>? {
        while place < text.count {
            guard text.has(ByteClasses.encoded, at: place), text.bytes[place] != UInt8(ascii: "=") else {
                place += 1
                continue
            }
            let start = place
            var end = endOfRun(from: start)
            let length = end - start
            while end - start >= Self.shortestLine, let line = nextLine(behind: end, mostLength: length) { end = line }
            place = Swift.max(end, start + 1)
            if end - start >= Self.shortest { return start..<end }
        }
        return nil
    }

    /// The end of a run with its padding.
    private func endOfRun(from start: Int) -> Int {
        var end = start
        while text.has(ByteClasses.encoded, at: end), text.bytes[end] != UInt8(ascii: "=") { end += 1 }
        var padded = end
        while padded < end + 2, text[padded] == UInt8(ascii: "=") { padded += 1 }
        return padded
    }

    /// The end of the line of base64 behind a line break or a space.
    private func nextLine(behind end: Int, mostLength: Int) -> Int? {
        let start = text.end(of: ByteClasses.space, from: end)
        guard start > end, start - end < 64, text[end - 1] != UInt8(ascii: "=") else { return nil }
        let lineEnd = endOfRun(from: start)
        return lineEnd > start && lineEnd - start <= mostLength ? lineEnd : nil
    }
}

/// The decoded content of a run of base64 or hexadecimal digits.
enum DecodedRun {
    /// Text, which may hold secrets.
    case text([UInt8])
    /// A private key, or something packed that nobody can look into.
    case opaque

    /// Nil for what stands for nothing that can be told, as nearly all names and digests.
    init?(_ run: UnsafeBufferPointer<UInt8>) {
        if let decoded = Self.hexadecimal(run) {
            self = decoded
            return
        }
        // A path or a name may stand before it.
        var start = 0
        for _ in 0..<4 {
            if let decoded = Self.base64(UnsafeBufferPointer(rebasing: run[start...])) {
                self = decoded
                return
            }
            guard let mark = run[start...].firstIndex(where: { "/-_+".utf8.contains($0) }), run.count - mark > 16 else {
                return nil
            }
            start = mark + 1
        }
        return nil
    }

    private static func hexadecimal(_ run: UnsafeBufferPointer<UInt8>) -> DecodedRun? {
        var run = run
        if run.count > 2, run[0] == UInt8(ascii: "0"), run[1] == UInt8(ascii: "x") { run = .init(rebasing: run[2...]) }
        guard run.count >= 32, run.count.isMultiple(of: 2), HexDigits.value(of: run[0]) != nil else { return nil }
        var bytes: [UInt8] = []
        for place in stride(from: 0, to: run.count, by: 2) {
            guard let high = HexDigits.value(of: run[place]), let low = HexDigits.value(of: run[place + 1]) else {
                return nil
            }
            bytes.append(high << 4 | low)
            if bytes.count == beginning, !isText(bytes) { return nil }
        }
        return isText(bytes) ? .text(bytes) : nil
    }

    /// How many bytes tell whether it is worth going on.
    private static let beginning = 12

    private static func base64(_ run: UnsafeBufferPointer<UInt8>) -> DecodedRun? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(beginning)
        var bits: UInt32 = 0
        var count = 0
        var isChecked = false
        for byte in run {
            guard let value = sextet(byte) else { continue }
            bits = bits << 6 | UInt32(value)
            count += 1
            guard count == 4 else { continue }
            bytes.append(UInt8(bits >> 16 & 255))
            bytes.append(UInt8(bits >> 8 & 255))
            bytes.append(UInt8(bits & 255))
            (bits, count) = (0, 0)
            if !isChecked, bytes.count >= beginning {
                guard isText(bytes) || isOpaque(bytes) || isWide(bytes) else { return nil }
                isChecked = true
                bytes.reserveCapacity(run.count / 4 * 3 + 3)
            }
        }
        if count >= 2 { bytes.append(UInt8((bits << (6 * UInt32(4 - count))) >> 16 & 255)) }
        if count == 3 { bytes.append(UInt8((bits << 6) >> 8 & 255)) }
        if isOpaque(bytes) { return .opaque }
        if isWide(bytes) { bytes.removeAll { $0 == 0 } }
        return isText(bytes) ? .text(bytes) : nil
    }

    /// The six bits of a letter of base64 or base64url; nil for line breaks and padding.
    private static func sextet(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): return byte - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): return byte - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return byte + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): return 63
        default: return nil
        }
    }

    /// Whether bytes are those of a text, judged by control characters.
    private static func isText(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 8 && bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
            && bytes.prefix(beginning).count { $0 < 0x80 } >= Swift.min(bytes.count, beginning) - 2
    }

    /// Whether it is text of two bytes a character, as PowerShell encodes its commands.
    private static func isWide(_ bytes: [UInt8]) -> Bool {
        bytes.count >= 12 && (0..<6).allSatisfy { bytes[$0 * 2 + 1] == 0 && bytes[$0 * 2] >= 0x09 }
    }

    private static func isOpaque(_ bytes: [UInt8]) -> Bool {
        if bytes.count < 12 { return false }
        // gzip, zip, a Java key store, OpenSSH's own form.
        if bytes.starts(with: [0x1F, 0x8B, 0x08]) || bytes.starts(with: [0x50, 0x4B, 3, 4]) { return true }
        if bytes.starts(with: [0xFE, 0xED, 0xFE, 0xED]) || bytes.starts(with: "openssh-key".utf8) { return true }
        return isKeyStructure(bytes)
    }

    /// Whether it begins as private keys do in DER: a sequence whose first member is a small version, or that names the
    /// encryption of PKCS #5. Certificates and public keys begin with a sequence in the sequence, or a long number.
    private static func isKeyStructure(_ bytes: [UInt8]) -> Bool {
        guard bytes[0] == 0x30 else { return false }
        let content = bytes[1] < 0x80 ? 2 : Int(bytes[1] & 0x7F) + 2
        guard content <= 5, content + 3 < bytes.count else { return false }
        if bytes[content] == 0x02, bytes[content + 1] == 0x01 { return bytes[content + 2] <= 3 }
        let pkcs5: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x05]
        return bytes[content] == 0x30 && bytes[(content + 2)...].starts(with: pkcs5.prefix(bytes.count - content - 2))
    }
}
