import CSimdJSON
import Glibc

/// Remembers what pieces of JSON decode to, so that labels or resources that thousands of pods repeat byte for byte
/// are decoded once and shared.
final class RawValueCache<Value> {
    private struct Slot {
        var hash: UInt64
        var bytes: [UInt8]
        var value: Value
    }

    private static var slotCount: Int { 1 << 10 }
    /// Longer pieces seldom repeat, and would make the table large.
    private static var longest: Int { 2048 }
    private var slots = [Slot?](repeating: nil, count: slotCount)

    /// The value of this piece, nil when it is not remembered.
    func value(of text: csj_text, hash: UInt64) -> Value? {
        let place = Int(truncatingIfNeeded: hash >> 40) & (Self.slotCount - 1)
        guard let slot = slots[place], slot.hash == hash, slot.bytes.count == text.length else { return nil }
        let isSame = slot.bytes.withUnsafeBufferPointer { bytes in
            guard let own = bytes.baseAddress, let other = text.bytes else { return false }
            return memcmp(own, other, text.length) == 0
        }
        return isSame ? slot.value : nil
    }

    /// Remembers a value in the place of an older one.
    func store(_ value: Value, of text: csj_text, hash: UInt64) {
        guard text.length > 2, text.length <= Self.longest else { return }
        let place = Int(truncatingIfNeeded: hash >> 40) & (Self.slotCount - 1)
        slots[place] = Slot(hash: hash, bytes: Array(text.buffer), value: value)
    }
}
