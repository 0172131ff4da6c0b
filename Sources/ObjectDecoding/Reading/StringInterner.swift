import CSimdJSON
import Glibc

/// Gives strings of the same bytes the same storage, as far as a table remembers them.
struct StringInterner {
    /// Whether a hidden value was among the strings that were new.
    var hasSeenHidden = false
    private var table = PlaceTable<String>(slotCount: 1 << 9, mostSlots: 1 << 14)

    /// The string of these bytes, which must be UTF-8 or are repaired.
    mutating func string(_ text: csj_text) -> String {
        // Up to 15 bytes stand in the String itself.
        if text.length <= 15 || text.length > 512 {
            if text.length >= 12, HiddenValue.isIn(text) { hasSeenHidden = true }
            return Self.newString(text)
        }
        let hash = text.hash
        if let known = table[hash], known.hasBytes(of: text) { return known }
        if HiddenValue.isIn(text) { hasSeenHidden = true }
        let string = Self.newString(text)
        table.store(string, hash: hash)
        return string
    }

    /// A string of its own.
    static func newString(_ text: csj_text) -> String {
        String(decoding: UnsafeBufferPointer(start: text.bytes, count: text.length), as: UTF8.self)
    }
}

extension String {
    fileprivate func hasBytes(of text: csj_text) -> Bool {
        utf8.withContiguousStorageIfAvailable { bytes in
            guard bytes.count == text.length, let own = bytes.baseAddress, let other = text.bytes else { return false }
            return memcmp(own, other, text.length) == 0
        } ?? false
    }
}

extension csj_text {
    /// The bytes.
    package var buffer: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: bytes, count: length) }

    /// A hash for tables whose hits are compared byte by byte.
    var hash: UInt64 {
        var hash = UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15
        guard let bytes else { return hash }
        let raw = UnsafeRawPointer(bytes)
        var place = 0
        while place + 8 <= length {
            let word = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            hash = (hash ^ word) &* 0x9FB2_1C65_1E98_DF25
            hash ^= hash >> 32
            place += 8
        }
        var rest: UInt64 = 0
        while place < length {
            rest = rest << 8 | UInt64(raw.load(fromByteOffset: place, as: UInt8.self))
            place += 1
        }
        hash = (hash ^ rest) &* 0x9FB2_1C65_1E98_DF25
        return hash ^ (hash >> 29)
    }

    /// Whether these bytes spell `word`.
    package func spells(_ word: StaticString) -> Bool {
        length == word.utf8CodeUnitCount && memcmp(bytes, word.utf8Start, length) == 0
    }
}
