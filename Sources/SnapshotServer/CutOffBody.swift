import HTTPServing

/// A body in the middle of which the connection ends, unless it is shorter.
struct CutOffBody: BodyStream {
    private var pieces: ArraySlice<[UInt8]> = []
    private var stream: (any BodyStream)?
    /// How many bytes may still be sent.
    private var bytesLeft: Int

    init(_ body: ServerResponse.Body, after byteCount: Int) {
        bytesLeft = byteCount
        switch body {
        case .bytes(let bytes): pieces = [bytes]
        case .pieces(let all): pieces = all[...]
        case .stream(let stream, _): self.stream = stream
        }
    }

    mutating func next() -> BodyPiece {
        if bytesLeft == 0 { return .cutOff }
        let piece = nextOfAll()
        guard case .bytes(let bytes) = piece else { return piece }
        let kept = bytes.prefix(bytesLeft)
        bytesLeft -= kept.count
        return .bytes(Array(kept))
    }

    private mutating func nextOfAll() -> BodyPiece {
        if var stream {
            let piece = stream.next()
            self.stream = stream
            return piece
        }
        return pieces.popFirst().map { .bytes($0) } ?? .end
    }
}
