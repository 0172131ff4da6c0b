/// Sends answers over a connection in large writes.
struct ResponseWriter {
    let socket: ClientSocket
    /// After how many bytes of its body an answer is cut off, for tests of clients.
    var mostBodyBytes: Int?

    /// Small pieces are gathered up to this many bytes; it stays within the processor's cache.
    private static let gatheredBytes = 256 << 10

    /// Sends an answer, without its body where the request was HEAD.
    func write(_ response: Response, isHead: Bool, closes: Bool) throws(ConnectionEnded) {
        let head = response.head(closes: closes)
        if isHead {
            try socket.write(head)
            return
        }
        if let most = mostBodyBytes, let count = response.count, count > most {
            try socket.write(head + response.prefix(most))
            throw ConnectionEnded()
        }
        switch response.body {
        case .bytes(let bytes): try socket.write(head + bytes)
        case .pieces(let pieces): try write(pieces, after: head)
        case .stream(let stream):
            try socket.write(head)
            let writer = StreamWriter(socket: socket, mostBytes: mostBodyBytes)
            try stream(writer)
            try writer.end()
        }
    }

    private func write(_ pieces: [[UInt8]], after head: [UInt8]) throws(ConnectionEnded) {
        var gathered = head
        gathered.reserveCapacity(Self.gatheredBytes)
        for piece in pieces {
            if gathered.count + piece.count > Self.gatheredBytes {
                try socket.write(gathered)
                gathered.removeAll(keepingCapacity: true)
                if piece.count >= Self.gatheredBytes {
                    try socket.write(piece)
                    continue
                }
            }
            gathered += piece
        }
        try socket.write(gathered)
    }
}

extension Response {
    /// The first bytes of a body that is there.
    fileprivate func prefix(_ count: Int) -> [UInt8] {
        switch body {
        case .bytes(let bytes): return Array(bytes.prefix(count))
        case .pieces(let pieces): return Array(pieces.lazy.joined().prefix(count))
        case .stream: return []
        }
    }
}
