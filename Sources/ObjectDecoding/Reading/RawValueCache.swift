import CSimdJSON
import Glibc

/// Remembers what pieces of JSON decode to, so that labels or resources that thousands of pods repeat byte for byte
/// are decoded once and shared.
final class RawValueCache<Value> {
    private struct Piece {
        var bytes: [UInt8]
        var value: Value
    }

    /// Longer pieces seldom repeat, and would make the table large.
    private static var longest: Int { 2048 }
    private var table = PlaceTable<Piece>(slotCount: 1 << 5, mostSlots: 1 << 10)

    /// The value of this piece, nil when it is not remembered.
    func value(of text: csj_text, hash: UInt64) -> Value? {
        guard let piece = table[hash], piece.bytes.count == text.length else { return nil }
        let isSame = piece.bytes.withUnsafeBufferPointer { bytes in
            guard let own = bytes.baseAddress, let other = text.bytes else { return false }
            return memcmp(own, other, text.length) == 0
        }
        return isSame ? piece.value : nil
    }

    /// Remembers a value in the place of an older one.
    func store(_ value: Value, of text: csj_text, hash: UInt64) {
        guard text.length > 2, text.length <= Self.longest else { return }
        table.store(Piece(bytes: Array(text.buffer), value: value), hash: hash)
    }
}
