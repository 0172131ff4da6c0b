/// The rest of a body that is still to be sent.
struct OutgoingBody {
    /// The result of reading.
    enum Step {
        case copied(Int)
        /// The stream has to make more.
        case needsMore
        case end
        case cutOff
    }

    private var pieces: [[UInt8]]
    private var index = 0
    /// How much of the piece at `index` was taken.
    private var offset = 0
    /// Nil where all bytes are there already.
    var stream: (any BodyStream)?
    /// How the body ends after what is there; nil while more may come.
    private var ending: Step?

    init(_ body: ServerResponse.Body) {
        switch body {
        case .bytes(let bytes): (pieces, ending) = ([bytes], .end)
        case .pieces(let all): (pieces, ending) = (all, .end)
        case .stream(let stream, _): (pieces, self.stream) = ([], stream)
        }
    }

    mutating func add(_ bytes: [UInt8]) {
        pieces = [bytes]
        (index, offset) = (0, 0)
    }

    /// Nothing comes after what is there.
    mutating func end(cutOff: Bool) { ending = cutOff ? .cutOff : .end }

    /// Copies what comes next to the front of a buffer.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Step {
        var count = 0
        while index < pieces.count, count < buffer.count {
            let length = min(pieces[index].count - offset, buffer.count - count)
            pieces[index].withUnsafeBytes { bytes in
                UnsafeMutableRawBufferPointer(rebasing: buffer[count..<count + length])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + length]))
            }
            count += length
            offset += length
            if offset == pieces[index].count { (index, offset) = (index + 1, 0) }
        }
        return count > 0 ? .copied(count) : ending ?? .needsMore
    }
}
