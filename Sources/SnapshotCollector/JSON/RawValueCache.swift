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

    /// It begins small, since a small snapshot would wait for a large table to be laid out.
    private static var slotCounts: (first: Int, last: Int) { (1 << 5, 1 << 10) }
    /// Longer pieces seldom repeat, and would make the table large.
    private static var longest: Int { 2048 }
    private var slots = [Slot?](repeating: nil, count: slotCounts.first)
    private var usedCount = 0

    /// The value of this piece, nil when it is not remembered.
    func value(of text: csj_text, hash: UInt64) -> Value? {
        guard let slot = slots[place(of: hash)], slot.hash == hash, slot.bytes.count == text.length else { return nil }
        let isSame = slot.bytes.withUnsafeBufferPointer { bytes in
            guard let own = bytes.baseAddress, let other = text.bytes else { return false }
            return memcmp(own, other, text.length) == 0
        }
        return isSame ? slot.value : nil
    }

    /// Remembers a value in the place of an older one.
    func store(_ value: Value, of text: csj_text, hash: UInt64) {
        guard text.length > 2, text.length <= Self.longest else { return }
        let place = place(of: hash)
        if slots[place] == nil { usedCount += 1 }
        slots[place] = Slot(hash: hash, bytes: Array(text.buffer), value: value)
        if usedCount > slots.count / 2, slots.count < Self.slotCounts.last { grow() }
    }

    private func place(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 40) & (slots.count - 1) }

    private func grow() {
        let known = slots
        slots = [Slot?](repeating: nil, count: known.count * 2)
        for case let slot? in known { slots[place(of: slot.hash)] = slot }
    }
}
