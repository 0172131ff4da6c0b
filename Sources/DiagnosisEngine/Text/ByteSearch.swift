// bare numbers in this file: bytes and offsets of the text itself.
import Glibc

// The standard library's searches for a text in a text look at characters one by one. Kubernetes' messages are searched
// for ASCII phrases, for which bytes are enough: these take the place of those in this module.

extension String {
    /// Whether the text holds the bytes of `phrase`.
    func contains(_ phrase: String) -> Bool { self[...].firstRange(of: phrase) != nil }

    /// Where the bytes of `phrase` first stand in the text.
    func firstRange(of phrase: String) -> Range<Index>? { self[...].firstRange(of: phrase) }
}

extension Substring {
    /// Whether the text holds the bytes of `phrase`.
    func contains(_ phrase: String) -> Bool { firstRange(of: phrase) != nil }

    /// Where the bytes of `phrase` first stand in the text.
    func firstRange(of phrase: String) -> Range<Index>? {
        var (text, phrase) = (self, phrase)
        let offset = text.withUTF8 { text in phrase.withUTF8 { Self.offset(of: $0, in: text) } }
        guard let offset else { return nil }
        let start = utf8.index(startIndex, offsetBy: offset)
        return start..<utf8.index(start, offsetBy: phrase.utf8.count)
    }

    private static func offset(of phrase: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let sought = phrase.baseAddress, let first = phrase.first else { return 0 }
        guard let start = text.baseAddress else { return nil }
        var offset = 0
        while offset + phrase.count <= text.count {
            let room = text.count - phrase.count - offset + 1
            guard let found = memchr(start + offset, Int32(first), room) else { return nil }
            offset = UnsafeRawPointer(start).distance(to: UnsafeRawPointer(found))
            if memcmp(start + offset, sought, phrase.count) == 0 { return offset }
            offset += 1
        }
        return nil
    }
}
