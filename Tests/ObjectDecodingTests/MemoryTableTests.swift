import CSimdJSON
import Testing

@testable import ObjectDecoding

/// The tables by which a decoder knows what it has read before.
@Suite struct MemoryTableTests {
    private static let texts = (0..<4000).map { "a string that is number \($0)" }

    /// Calls `body` with the text as the reader gives it.
    private static func read<Result>(_ text: String, _ body: (csj_text) -> Result) -> Result {
        var text = text
        return text.withUTF8 { body(csj_text(bytes: $0.baseAddress, length: $0.count)) }
    }

    @Test func `Most strings have one storage, also those from before the table grew`() {
        var interner = StringInterner()
        func storage(_ text: String) -> UnsafePointer<UInt8>? {
            let string = Self.read(text) { interner.string($0) }
            #expect(string == text)
            return string.utf8.withContiguousStorageIfAvailable { $0.baseAddress } ?? nil
        }
        let first = Self.texts.map(storage)
        let again = Self.texts.map(storage)
        #expect(zip(first, again).count { $0 == $1 } > 2500)
    }

    @Test func `Most values are known again, also those from before the table grew`() {
        let cache = RawValueCache<Int>()
        let texts = Self.texts.prefix(400)
        for (number, text) in texts.enumerated() {
            Self.read(text) { cache.store(number, of: $0, hash: $0.hash) }
        }
        let known = texts.map { text in Self.read(text) { cache.value(of: $0, hash: $0.hash) } }
        #expect(known.count { $0 != nil } > 250)
        for (number, value) in known.enumerated() where value != nil { #expect(value == number) }
        #expect(Self.read("another", { cache.value(of: $0, hash: $0.hash) }) == nil)
    }
}
