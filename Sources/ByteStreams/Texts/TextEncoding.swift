/// How text is written as bytes, where not as UTF-8.
package enum TextEncoding: CaseIterable, Sendable {
    case utf16LittleEndian
    case utf16BigEndian
    case utf32LittleEndian
    case utf32BigEndian

    /// Tells the encoding by the mark of the byte order, or else by where the first characters, which are ASCII in JSON
    /// and YAML, have their zeros; nil for UTF-8.
    ///
    /// PowerShell's `>` writes UTF-16 with a mark.
    package init?(_ bytes: some Collection<UInt8>) {
        let first = Array(bytes.prefix(4))
        if first.starts(with: [0xFF, 0xFE, 0, 0]) {
            self = .utf32LittleEndian
        } else if first == [0, 0, 0xFE, 0xFF] {
            self = .utf32BigEndian
        } else if first.starts(with: [0xFF, 0xFE]) {
            self = .utf16LittleEndian
        } else if first.starts(with: [0xFE, 0xFF]) {
            self = .utf16BigEndian
        } else {
            guard first.count == 4 else { return nil }
            switch first.map({ $0 != 0 }) {
            case [true, false, true, false]: self = .utf16LittleEndian
            case [false, true, false, true]: self = .utf16BigEndian
            case [true, false, false, false]: self = .utf32LittleEndian
            case [false, false, false, true]: self = .utf32BigEndian
            default: return nil
            }
        }
    }

    /// Bytes of a code unit.
    var unitSize: Int { self == .utf16LittleEndian || self == .utf16BigEndian ? 2 : 4 }

    /// The code unit that stands in `bytes` from `start` on.
    func unit(in bytes: [UInt8], at start: Int) -> UInt32 {
        let unit = bytes[start..<start + unitSize]
        let isBig = self == .utf16BigEndian || self == .utf32BigEndian
        return (isBig ? Array(unit) : unit.reversed()).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The bytes as UTF-8 without a mark, whatever they are written in.
    package static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        guard let encoding = TextEncoding(bytes) else {
            return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes[3...]) : bytes
        }
        var decoder = TextDecoder(encoding)
        return decoder.decode(bytes) + decoder.finish()
    }
}

/// Makes UTF-8 of text in another encoding, portion by portion. What is no character becomes U+FFFD.
struct TextDecoder {
    private let encoding: TextEncoding
    /// Bytes of a code unit that is not complete yet.
    private var rest: [UInt8] = []
    /// The first half of a pair of surrogates.
    private var half: UInt32?
    private var isAtStart = true

    init(_ encoding: TextEncoding) { self.encoding = encoding }

    mutating func decode(_ portion: [UInt8]) -> [UInt8] {
        let bytes = rest + portion
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        let size = encoding.unitSize
        var place = 0
        while place + size <= bytes.count {
            take(encoding.unit(in: bytes, at: place), into: &text)
            place += size
        }
        rest = Array(bytes[place...])
        return text
    }

    /// The replacement for an end in the middle of a character.
    mutating func finish() -> [UInt8] {
        defer { (rest, half) = ([], nil) }
        return rest.isEmpty && half == nil ? [] : Array("\u{FFFD}".utf8)
    }

    private mutating func take(_ unit: UInt32, into text: inout [UInt8]) {
        defer { isAtStart = false }
        if isAtStart, unit == 0xFEFF { return }
        if let first = half {
            half = nil
            if 0xDC00...0xDFFF ~= unit {
                append(0x10000 + (first - 0xD800) << 10 + (unit - 0xDC00), to: &text)
                return
            }
            append(0xFFFD, to: &text)
        }
        if encoding.unitSize == 2, 0xD800...0xDBFF ~= unit { half = unit } else { append(unit, to: &text) }
    }

    private func append(_ scalar: UInt32, to text: inout [UInt8]) {
        if scalar < 0x80 {
            text.append(UInt8(scalar))
        } else {
            text += String(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")).utf8
        }
    }
}

/// A stream of text in another encoding, as UTF-8.
package final class DecodedByteStream: ByteStream {
    private let stream: any ByteStream
    private var decoder: TextDecoder
    private var pending: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    package init(_ stream: any ByteStream, from encoding: TextEncoding) {
        self.stream = stream
        decoder = TextDecoder(encoding)
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
        while position == pending.count, !isAtEnd {
            var bytes = [UInt8](repeating: 0, count: 256 << 10)
            let count = try stream.fill(&bytes, from: 0)
            bytes.removeLast(bytes.count - count)
            isAtEnd = count == 0
            pending = isAtEnd ? decoder.finish() : decoder.decode(bytes)
            position = 0
        }
        let count = min(buffer.count, pending.count - position)
        pending.withUnsafeBytes { source in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[position..<position + count]))
        }
        position += count
        return count
    }
}

extension PeekedByteStream {
    /// The stream as UTF-8: itself, unless it is written in another encoding.
    package func inUTF8() throws(StreamError) -> PeekedByteStream {
        guard let encoding = TextEncoding(beginning) else { return self }
        return try PeekedByteStream(DecodedByteStream(self, from: encoding), count: ContentForm.neededCount)
    }
}
