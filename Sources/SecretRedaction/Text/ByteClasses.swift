/// The classes of bytes in text that is searched for credentials.
package struct ByteClasses: @unchecked Sendable {
    static let shared = ByteClasses()

    package static let alphanumeric: UInt8 = 1
    /// Part of a name such as `--api-key` or `DB_PASSWORD`.
    package static let name: UInt8 = 2
    /// Part of base64, base64url or hexadecimal digits.
    package static let encoded: UInt8 = 4
    /// The beginning of something that is searched for outside of names.
    package static let special: UInt8 = 8
    package static let space: UInt8 = 16
    /// The bytes that end a value without quotes.
    package static let valueEnd: UInt8 = 32

    /// One entry for each byte, for the life of the program.
    let table: UnsafePointer<UInt8>

    private init() {
        let table = UnsafeMutablePointer<UInt8>.allocate(capacity: 256)
        table.initialize(repeating: 0, count: 256)
        func add(_ bytes: some Sequence<UInt8>, _ mark: UInt8) {
            for byte in bytes { table[Int(byte)] |= mark }
        }
        for range in [UInt8(ascii: "0")...UInt8(ascii: "9"), 65...90, 97...122] {
            add(range, Self.alphanumeric | Self.name | Self.encoded)
        }
        add("_-.".utf8, Self.name)
        add("_-+/=".utf8, Self.encoded)
        add(":@-$".utf8, Self.special)
        add(" \t\r\n".utf8, Self.space)
        add(" \t\r\n\"'`<>|".utf8, Self.valueEnd)
        self.table = UnsafePointer(table)
    }
}

/// Text that is searched: bytes with their classes.
package struct ScannedText {
    package let bytes: UnsafeBufferPointer<UInt8>
    private let table = ByteClasses.shared.table

    package init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    package var count: Int { bytes.count }

    /// The byte at a place, zero outside.
    @inline(__always)
    package subscript(place: Int) -> UInt8 { place >= 0 && place < bytes.count ? bytes[place] : 0 }

    @inline(__always)
    package func has(_ mark: UInt8, at place: Int) -> Bool {
        place < bytes.count && table[Int(bytes[place])] & mark != 0
    }

    /// The end of the bytes with a mark that begin at `place`.
    @inline(__always)
    package func end(of mark: UInt8, from place: Int) -> Int {
        var end = place
        while end < bytes.count, table[Int(bytes[end])] & mark != 0 { end += 1 }
        return end
    }

    /// Whether `word` stands at `place`.
    package func holds(_ word: StaticString, at place: Int) -> Bool {
        guard place >= 0, bytes.count - place >= word.utf8CodeUnitCount else { return false }
        for offset in 0..<word.utf8CodeUnitCount where bytes[place + offset] != word.utf8Start[offset] { return false }
        return true
    }

    /// Whether `word`, written in lower case, stands at `place` in any case.
    package func holdsIgnoringCase(_ word: StaticString, at place: Int) -> Bool {
        guard place >= 0, bytes.count - place >= word.utf8CodeUnitCount else { return false }
        for offset in 0..<word.utf8CodeUnitCount where bytes[place + offset].lowercased != word.utf8Start[offset] {
            return false
        }
        return true
    }

    /// Where `word` stands next; nil when it does not.
    package func place(of word: StaticString, from start: Int) -> Int? {
        var place = start
        while place + word.utf8CodeUnitCount <= count {
            if bytes[place] == word.utf8Start[0], holds(word, at: place) { return place }
            place += 1
        }
        return nil
    }

    package subscript(range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[range]) }
}

extension UInt8 {
    package var isAlphanumeric: Bool { isDigit || isUppercase || isLowercase }
    package var lowercased: UInt8 { self >= 65 && self <= 90 ? self | 0x20 : self }
    package var isDigit: Bool { self >= 48 && self <= 57 }
    package var isUppercase: Bool { self >= 65 && self <= 90 }
    package var isLowercase: Bool { self >= 97 && self <= 122 }
}
