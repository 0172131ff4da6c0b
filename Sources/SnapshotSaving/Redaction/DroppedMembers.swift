import ObjectDecoding

/// Members that are left out of one object, with the commas between them.
struct DroppedMembers {
    /// From the key of the first to the value of the last that stand side by side.
    private var run: Range<Int>?

    /// Leaves out the member on whose value the reader stands. The reader goes behind it.
    mutating func drop(_ reader: ObjectReader, in redactor: ObjectRedactor) {
        let start = run?.lowerBound ?? Self.startOfKey(reader, in: redactor)
        run = start..<redactor.range(by: reader).upperBound
    }

    /// Keeps the member on whose value the reader stands.
    @inline(__always)
    mutating func keep(_ reader: ObjectReader, in redactor: ObjectRedactor) {
        guard let run else { return }
        redactor.edits.replace(run.lowerBound..<Self.startOfKey(reader, in: redactor), with: [])
        self.run = nil
    }

    /// At the object's end the comma before the members goes with them.
    func end(in redactor: ObjectRedactor) {
        guard let run else { return }
        var start = run.lowerBound
        while start > 0, redactor.bytes[start - 1] <= 0x20 { start -= 1 }
        let hasComma = start > 0 && redactor.bytes[start - 1] == UInt8(ascii: ",")
        redactor.edits.replace((hasComma ? start - 1 : run.lowerBound)..<run.upperBound, with: [])
    }

    /// Between a key and its value the reader counts only the colon.
    private static func startOfKey(_ reader: ObjectReader, in redactor: ObjectRedactor) -> Int {
        let place = reader.place
        defer { reader.place = place }
        reader.place = place - 2
        return redactor.range(by: reader).lowerBound
    }
}
