/// The shape of a secret: bytes one after another, each of a set and as many as it says.
///
/// It is written as a regular expression without alternatives, and read greedily without going back, so that the time
/// is linear whatever the text: letters stand for themselves, `[A-Za-z0-9_-]` for one of a set, `\.` for a dot; behind
/// either, `{36}`, `{20,}`, `{8,10}`, `?`, `+` or `*` say how many. What stands in parentheses is the secret; without
/// them all of it is.
struct SecretShape: Equatable, Sendable {
    /// Some bytes of one set.
    struct Part: Equatable, Sendable {
        var allowed: ByteSet
        var least: Int
        var most: Int
        /// The byte that it is, where there is only one.
        var literal: UInt8?
    }

    var parts: [Part]
    /// The parts that are the secret.
    var hidden: Range<Int>

    /// The most bytes of an open part that something follows, so that what fails to follow costs no more than that.
    static let mostBeforeMore = 512
    /// The most characters of a shape.
    static let longest = 300

    /// The bytes that it can begin with.
    var beginnings: ByteSet { bytes(at: 0) }

    /// The bytes that can stand at an offset.
    func bytes(at offset: Int) -> ByteSet {
        var set = ByteSet()
        var least = 0
        var most = 0
        for part in parts {
            // The part's bytes stand from `least` to below `most` plus its own.
            let end = most.addingReportingOverflow(part.most)
            most = end.overflow ? .max : end.partialValue
            if least <= offset, offset < most { set.formUnion(part.allowed) }
            least += part.least
            if least > offset { break }
        }
        return set
    }

    /// The secret in a text that has the shape at `place`. A word that goes on behind it has another shape.
    func match(in text: ScannedText, at place: Int) -> Range<Int>? {
        parts.withUnsafeBufferPointer { Self.match($0, hidden: hidden, in: text, at: place) }
    }

    /// The same for parts that are kept elsewhere.
    @inline(__always)
    static func match(
        _ parts: UnsafeBufferPointer<Part>, hidden: Range<Int>, in text: ScannedText, at place: Int
    ) -> Range<Int>? {
        var end = place
        var start = place
        var hiddenEnd = place
        for position in parts.indices {
            let part = parts[position]
            if position == hidden.lowerBound { start = end }
            let most = min(part.most, text.count - end)
            var count = 0
            while count < most, part.allowed.contains(text.bytes[end + count]) { count += 1 }
            if count < part.least { return nil }
            end += count
            if position == hidden.upperBound - 1 { hiddenEnd = end }
        }
        if text.has(ByteClasses.alphanumeric, at: end), text.has(ByteClasses.alphanumeric, at: end - 1) { return nil }
        return start < hiddenEnd ? start..<hiddenEnd : nil
    }
}

extension SecretShape {
    /// The problem of a shape as written.
    enum Flaw: Error, Equatable {
        case tooLong
        case badSet
        case badCount
        case badParentheses
        /// One of the marks that other regular expressions have.
        case unsupported(Character)
        /// It has no three bytes that are always the same: it would be found everywhere.
        case tooGeneral
    }

    init(_ written: String) throws(Flaw) {
        if written.utf8.count > Self.longest { throw .tooLong }
        var reader = ShapeReader(Array(written.utf8))
        (parts, hidden) = try reader.parts()
        for position in parts.indices.dropLast() where parts[position].most == .max {
            parts[position].most = max(Self.mostBeforeMore, parts[position].least)
        }
        if parts.count(where: { $0.literal != nil && $0.least > 0 }) == 0 || parts.reduce(0, { $0 + $1.least }) < 8 {
            throw .tooGeneral
        }
    }
}

/// Reads a shape as it is written.
private struct ShapeReader {
    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private var next: UInt8 { place < bytes.count ? bytes[place] : 0 }

    mutating func parts() throws(SecretShape.Flaw) -> (parts: [SecretShape.Part], hidden: Range<Int>) {
        var parts: [SecretShape.Part] = []
        var opened: Int?
        var hidden: Range<Int>?
        while place < bytes.count {
            let byte = next
            place += 1
            switch byte {
            case UInt8(ascii: "("):
                if opened != nil { throw .badParentheses }
                opened = parts.count
            case UInt8(ascii: ")"):
                guard let opened, hidden == nil, opened < parts.count else { throw .badParentheses }
                hidden = opened..<parts.count
            default:
                var part = SecretShape.Part(allowed: ByteSet(), least: 1, most: 1)
                switch byte {
                case UInt8(ascii: "["): part.allowed = try set()
                case UInt8(ascii: "\\"):
                    let escaped = next
                    if place == bytes.count || escaped.isAlphanumeric { throw .unsupported("\\") }
                    place += 1
                    part.allowed.insert(escaped)
                    part.literal = escaped
                case UInt8(ascii: "."), UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "{"), UInt8(ascii: "?"),
                    UInt8(ascii: "+"), UInt8(ascii: "*"):
                    throw .unsupported(Character(UnicodeScalar(byte)))
                default:
                    part.allowed.insert(byte)
                    part.literal = byte
                }
                (part.least, part.most) = try count()
                parts.append(part)
            }
        }
        if opened != nil, hidden == nil { throw .badParentheses }
        return (parts, hidden ?? 0..<parts.count)
    }

    /// The bytes between brackets, behind the opening one.
    private mutating func set() throws(SecretShape.Flaw) -> ByteSet {
        var set = ByteSet()
        var isEmpty = true
        while place < bytes.count, next != UInt8(ascii: "]") {
            var first = next
            if first == UInt8(ascii: "^") && isEmpty || first == UInt8(ascii: "[") { throw .badSet }
            if first == UInt8(ascii: "\\") {
                place += 1
                first = next
            }
            place += 1
            isEmpty = false
            guard next == UInt8(ascii: "-"), place + 1 < bytes.count, bytes[place + 1] != UInt8(ascii: "]") else {
                set.insert(first)
                continue
            }
            let last = bytes[place + 1]
            if last < first { throw .badSet }
            for byte in first...last { set.insert(byte) }
            place += 2
        }
        if isEmpty || place == bytes.count { throw .badSet }
        place += 1
        return set
    }

    /// How many there are of the part before.
    private mutating func count() throws(SecretShape.Flaw) -> (least: Int, most: Int) {
        switch next {
        case UInt8(ascii: "?"):
            place += 1
            return (0, 1)
        case UInt8(ascii: "+"):
            place += 1
            return (1, .max)
        case UInt8(ascii: "*"):
            place += 1
            return (0, .max)
        case UInt8(ascii: "{"):
            guard let end = bytes[place...].firstIndex(of: UInt8(ascii: "}")) else { throw .badCount }
            let written = String(decoding: bytes[place + 1..<end], as: UTF8.self)
            place = end + 1
            let numbers = written.split(separator: ",", omittingEmptySubsequences: false)
            guard numbers.count <= 2, let least = Int(numbers[0]), least >= 0, least <= 5000 else { throw .badCount }
            if numbers.count == 1 { return (least, least) }
            if numbers[1].isEmpty { return (least, .max) }
            guard let most = Int(numbers[1]), most >= least, most <= 5000 else { throw .badCount }
            return (least, most)
        default: return (1, 1)
        }
    }
}
