/// Changes to the bytes of one object: what is not changed is copied, on one line.
struct ObjectEdits {
    private struct Edit {
        var range: Range<Int>
        var replacement: [UInt8]
    }

    private var edits: [Edit] = []
    /// Whether the edits came in order, as they do unless a reader lost its way.
    private(set) var isInOrder = true

    /// Puts `replacement` in the place of a range behind those before.
    mutating func replace(_ range: Range<Int>, with replacement: [UInt8]) {
        if let last = edits.last, last.range.upperBound > range.lowerBound { isInOrder = false }
        edits.append(Edit(range: range, replacement: replacement))
    }

    mutating func removeAll() {
        edits.removeAll(keepingCapacity: true)
        isInOrder = true
    }

    /// Appends the changed bytes, in one line.
    func apply(to bytes: UnsafeBufferPointer<UInt8>, appendingTo json: inout [UInt8]) {
        // Line feeds stand only between the tokens of JSON; without them nothing is to be pressed together.
        let isOneLine = !bytes.contains(UInt8(ascii: "\n")) && !bytes.contains(UInt8(ascii: "\r"))
        var end = 0
        for edit in edits {
            Self.copy(bytes[end..<edit.range.lowerBound], to: &json, isOneLine: isOneLine)
            json.append(contentsOf: edit.replacement)
            end = edit.range.upperBound
        }
        Self.copy(bytes[end...], to: &json, isOneLine: isOneLine)
    }

    /// Copies a piece that begins and ends outside of strings, without the white space between its tokens.
    private static func copy(_ piece: Slice<UnsafeBufferPointer<UInt8>>, to json: inout [UInt8], isOneLine: Bool) {
        let piece = UnsafeBufferPointer(rebasing: piece)
        if isOneLine {
            json.append(contentsOf: piece)
            return
        }
        var place = 0
        while place < piece.count {
            let start = place
            while place < piece.count, piece[place] > 0x20 {
                if piece[place] == UInt8(ascii: "\"") {
                    place = endOfString(in: piece, from: place)
                } else {
                    place += 1
                }
            }
            json.append(contentsOf: UnsafeBufferPointer(rebasing: piece[start..<place]))
            while place < piece.count, piece[place] <= 0x20 { place += 1 }
        }
    }

    /// The place behind a string whose opening quote stands at `start`.
    private static func endOfString(in piece: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var place = start + 1
        while place < piece.count, piece[place] != UInt8(ascii: "\"") {
            place += piece[place] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(place + 1, piece.count)
    }
}
