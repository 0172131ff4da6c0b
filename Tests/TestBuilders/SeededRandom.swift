/// Random numbers that a seed decides (SplitMix64), so that what fails once fails again.
public struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    /// A sequence that is the same for the same seed.
    public init(_ seed: UInt64) { state = seed }

    /// The next 64 bits (SplitMix64).
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Whether something of this chance happens.
    public mutating func happens(_ chance: Double) -> Bool { Double.random(in: 0..<1, using: &self) < chance }

    /// Some of these: each with the same chance, at most `count`.
    public mutating func some<Element>(of elements: [Element], atMost count: Int) -> [Element] {
        Array(elements.shuffled(using: &self).prefix(Int.random(in: 0...max(0, count), using: &self)))
    }
}
