/// Remembers the last content for each place that hashes have.
///
/// It begins small, since a small snapshot would wait for a large table to be laid out, and grows with what it holds.
struct PlaceTable<Content> {
    private struct Slot {
        var hash: UInt64
        var content: Content
    }

    private let mostSlots: Int
    private var slots: [Slot?]
    private var usedCount = 0

    /// A table of `slotCount` slots that grows to `mostSlots`: both are powers of two.
    init(slotCount: Int, mostSlots: Int) {
        self.mostSlots = mostSlots
        slots = [Slot?](repeating: nil, count: slotCount)
    }

    /// The value stored with this hash; nil if there is none, or something else has its place.
    subscript(hash: UInt64) -> Content? {
        guard let slot = slots[place(of: hash)], slot.hash == hash else { return nil }
        return slot.content
    }

    /// Remembers `content` in the place of what was there.
    mutating func store(_ content: Content, hash: UInt64) {
        let place = place(of: hash)
        if slots[place] == nil { usedCount += 1 }
        slots[place] = Slot(hash: hash, content: content)
        if usedCount > slots.count / 2, slots.count < mostSlots { grow() }
    }

    private func place(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 40) & (slots.count - 1) }

    private mutating func grow() {
        let known = slots
        slots = [Slot?](repeating: nil, count: known.count * 2)
        for case let slot? in known { slots[place(of: slot.hash)] = slot }
    }
}
