/// Sends an answer that comes with time, in chunks.
final class StreamWriter {
    private let socket: ClientSocket
    /// After how many bytes the connection ends, for tests of clients.
    private let mostBytes: Int?
    private var written = 0

    init(socket: ClientSocket, mostBytes: Int?) {
        self.socket = socket
        self.mostBytes = mostBytes
    }

    /// Sends a chunk at once.
    func write(_ bytes: [UInt8]) throws(ConnectionEnded) {
        guard !bytes.isEmpty else { return }
        if let mostBytes, written + bytes.count > mostBytes {
            try send(Array(bytes.prefix(mostBytes - written)))
            throw ConnectionEnded()
        }
        written += bytes.count
        try send(bytes)
    }

    private func send(_ bytes: [UInt8]) throws(ConnectionEnded) {
        guard !bytes.isEmpty else { return }
        try socket.write(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [0x0D, 0x0A])
    }

    /// Waits; a client that goes ends that.
    func wait(milliseconds: Int32) throws(ConnectionEnded) { try socket.wait(milliseconds: milliseconds) }

    /// Sends the chunk that says that there are no more.
    func end() throws(ConnectionEnded) { try socket.write(Array("0\r\n\r\n".utf8)) }
}
