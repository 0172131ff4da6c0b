/// What a problem is known by from run to run: the same words give the same fingerprint.
struct Fingerprint {
    private var counts: [String: Int] = [:]

    /// The fingerprint of a problem; one that is alike gets another.
    mutating func of(_ words: [String]) -> String {
        let identity = words.joined(separator: "\u{0}")
        counts[identity, default: 0] += 1
        return Self.hash("\(identity)\u{0}\(counts[identity] ?? 0)")
    }

    /// FNV-1a of 64 bits, twice with different beginnings, in hexadecimal.
    private static func hash(_ text: String) -> String {
        [0xCBF2_9CE4_8422_2325, 0x9AE1_6A3B_2F90_404F].map { (seed: UInt64) in  // bare: a hash wraps
            let value = text.utf8.reduce(seed) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }  // bare: as above
            let digits = String(value, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }
}
