/// All that is known of secrets' shapes, ready to be searched for.
package final class SecretPatterns: @unchecked Sendable {
    /// A shape as it is searched for.
    private struct Entry {
        /// The first of its parts.
        var start: Int
        var count: Int
        var hidden: Range<Int>
        var least: Int
        var pattern: Int
        var hasTraits: Bool
    }

    let patterns: [SecretPattern]
    let programs: [ProgramFlags]
    /// The bytes that a shape can begin with.
    let beginnings: ByteSet
    // Read byte by byte, never written after the beginning, and there for the life of the program.
    private let parts: UnsafeBufferPointer<SecretShape.Part>
    /// Of each byte that a shape can begin with, one entry a shape, one after another.
    private let entries: UnsafeBufferPointer<Entry>
    /// Where the entries of each byte begin; one more than there are bytes.
    private let starts: UnsafeBufferPointer<Int>
    /// Of each first byte, the second ones.
    private let seconds: UnsafeBufferPointer<ByteSet>
    private let programPositions: [String: [Int]]
    /// Of each byte that programs' names begin with, a bit for each length.
    private let programLengths: UnsafeBufferPointer<UInt32>

    init(_ patterns: [SecretPattern], programs: [ProgramFlags] = []) {
        self.patterns = patterns
        self.programs = programs
        var parts: [SecretShape.Part] = []
        var byBeginning: [[Entry]] = Array(repeating: [], count: 256)
        var seconds = Array(repeating: ByteSet(), count: 256)
        var beginnings = ByteSet()
        for (position, pattern) in patterns.enumerated() {
            for shape in pattern.shapes {
                let entry = Entry(
                    start: parts.count, count: shape.parts.count, hidden: shape.hidden,
                    least: shape.parts.reduce(0) { $0 + $1.least }, pattern: position,
                    hasTraits: !pattern.traits.isEmpty)
                parts += shape.parts
                let (firstBytes, secondBytes) = (shape.beginnings, shape.bytes(at: 1))
                for byte in UInt8.min...UInt8.max where firstBytes.contains(byte) {
                    byBeginning[Int(byte)].append(entry)
                    seconds[Int(byte)].formUnion(secondBytes)
                    beginnings.insert(byte)
                }
            }
        }
        self.beginnings = beginnings
        self.parts = Self.kept(parts)
        entries = Self.kept(byBeginning.flatMap(\.self))
        starts = Self.kept(byBeginning.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) })
        self.seconds = Self.kept(seconds)
        var positions: [String: [Int]] = [:]
        var lengths = Array(repeating: UInt32(0), count: 256)
        for (position, program) in programs.enumerated() {
            for name in program.programs {
                positions[name, default: []].append(position)
                if let first = name.utf8.first, name.utf8.count < 32 {
                    lengths[Int(first)] |= 1 << UInt32(name.utf8.count)
                }
            }
        }
        programPositions = positions
        programLengths = Self.kept(lengths)
    }

    private static func kept<Element>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
        let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = buffer.initialize(from: elements)
        return UnsafeBufferPointer(buffer)
    }

    deinit {
        parts.deallocate()
        entries.deallocate()
        starts.deallocate()
        seconds.deallocate()
        programLengths.deallocate()
    }

    /// These and others, which take the place of those with the same name.
    package func adding(_ others: SecretPatterns) -> SecretPatterns {
        let names = Set(others.patterns.map(\.name))
        return SecretPatterns(
            others.patterns + patterns.filter { !names.contains($0.name) }, programs: others.programs + programs)
    }

    /// The secret that begins with a word at `place`.
    func match(in text: ScannedText, at place: Int) -> Range<Int>? {
        let left = text.count - place
        guard left >= 8 else { return nil }
        let first = Int(text.bytes[place])
        guard seconds[first].contains(text.bytes[place + 1]) else { return nil }
        for position in starts[first]..<starts[first + 1] {
            let entry = entries[position]
            guard entry.least <= left,
                let range = SecretShape.match(
                    UnsafeBufferPointer(rebasing: parts[entry.start..<entry.start + entry.count]),
                    hidden: entry.hidden, in: text, at: place)
            else { continue }
            if !entry.hasTraits || patterns[entry.pattern].holdsTraits(text[range]) { return range }
        }
        return nil
    }

    /// The flags of the program of a name; none for most words.
    func flags(ofProgram name: UnsafeBufferPointer<UInt8>) -> [ProgramFlags] {
        guard let first = name.first, name.count < 32, programLengths[Int(first)] & (1 << UInt32(name.count)) != 0
        else {
            return []
        }
        return (programPositions[String(decoding: name, as: UTF8.self)] ?? []).map { programs[$0] }
    }
}
