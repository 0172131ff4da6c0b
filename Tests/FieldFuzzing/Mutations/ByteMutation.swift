import ByteStreams

/// A snapshot as a file of some form, in which bytes are not as they were.
struct ByteMutation: FuzzedInput {
    var file: SeedFile
    /// What is done, for instance `bit 3 of byte 77 turned`.
    var change: String
    var bytes: [UInt8]
    var base: [UInt8] { file.snapshot }
    var manifest: [UInt8]? { nil }

    var description: String { "\(file.name): \(change)" }
    var family: String { description }

    /// So many mutations of each file, which the seed decides.
    static func some(of files: [SeedFile], each count: Int, seed: UInt64) -> [ByteMutation] {
        files.enumerated().flatMap { position, file in
            var random = SplitMix(seed &+ UInt64(position))
            return (0..<count).map { _ in ByteMutation(file: file, random: &random) }
        }
    }

    private init(file: SeedFile, random: inout SplitMix) {
        var bytes = file.bytes
        // Headers are short, and most of what goes wrong does so in them.
        let reach = Int.random(in: 0..<5, using: &random) < 2 ? min(512, bytes.count) : bytes.count
        let place = Int.random(in: 0..<reach, using: &random)
        let length = Int.random(in: 1...64, using: &random)
        let end = min(bytes.count, place + length)
        switch Int.random(in: 0..<8, using: &random) {
        case 0:
            bytes.removeSubrange(place...)
            change = "ends at byte \(place)"
        case 1:
            bytes.removeSubrange(place..<end)
            change = "bytes \(place)..<\(end) left out"
        case 2:
            bytes.insert(contentsOf: bytes[place..<end], at: place)
            change = "bytes \(place)..<\(end) twice"
        case 3:
            let value = [0, 0xFF, 0x7F, 0x80].randomElement(using: &random) ?? 0
            for place in place..<end { bytes[place] = UInt8(value) }
            change = "bytes \(place)..<\(end) are \(value)"
        case 4:
            let value = UInt8.random(in: 0...255, using: &random)
            bytes[place] = value
            change = "byte \(place) is \(value)"
        default:
            let bit = Int.random(in: 0..<8, using: &random)
            bytes[place] ^= 1 << bit
            change = "bit \(bit) of byte \(place) turned"
        }
        self.file = file
        self.bytes = bytes
    }
}
