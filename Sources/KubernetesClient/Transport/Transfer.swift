import Threads

/// A request under way: the loop's thread puts the answer in, another thread takes it out.
///
/// Data that has arrived and was not taken yet is bounded: beyond `mostBuffered` bytes the transfer is paused.
final class Transfer: @unchecked Sendable {
    static let mostBuffered = 2 << 20

    let request: HTTPRequest
    /// Asks the loop to go on with this transfer after a pause, or to give it up.
    private let attention: @Sendable (Transfer) -> Void

    // Everything below is guarded by `monitor`.
    private let monitor = Monitor()
    private var head: ResponseHead?
    private var chunks: [[UInt8]] = []
    /// Chunks that were taken out already, and bytes of the one after them.
    private var chunksRead = 0
    private var bytesRead = 0
    private var buffered = 0
    private var isPausedByLoop = false
    private var outcome: Result<Void, ClientError>?
    private var isGivenUp = false

    init(_ request: HTTPRequest, attention: @escaping @Sendable (Transfer) -> Void) {
        self.request = request
        self.attention = attention
    }
}

// MARK: - The loop's side

extension Transfer {
    /// Takes the head of the answer.
    func arrive(_ head: ResponseHead) {
        monitor.locked {
            self.head = head
            monitor.notify()
        }
    }

    /// Takes a piece of the body; false when there is no room for it now.
    func arrive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        monitor.locked {
            if buffered > Self.mostBuffered {
                isPausedByLoop = true
                return false
            }
            chunks.append(Array(bytes))
            buffered += bytes.count
            monitor.notify()
            return true
        }
    }

    /// Ends the transfer; the first end counts.
    func end(_ result: Result<Void, ClientError>) {
        monitor.locked {
            if outcome == nil { outcome = result }
            monitor.notify()
        }
    }

    /// Whether nobody wants the rest.
    var isAbandoned: Bool { monitor.locked { isGivenUp } }

    /// Whether it was paused and has room again; it counts as going on from then.
    func takeResumption() -> Bool {
        monitor.locked {
            guard isPausedByLoop, buffered <= Self.mostBuffered / 2 else { return false }
            isPausedByLoop = false
            return true
        }
    }
}

// MARK: - The taker's side

extension Transfer {
    /// Waits for the head of the answer.
    func waitForHead() throws(ClientError) -> ResponseHead {
        let result: Result<ResponseHead, ClientError> = monitor.locked {
            while head == nil, outcome == nil { monitor.wait() }
            if let head { return .success(head) }
            if case .failure(let error)? = outcome { return .failure(error) }
            return .failure(.unexpectedAnswer(target: request.target, reason: "it has no HTTP status"))
        }
        return try result.get()
    }

    /// Fills the front of `buffer` with what comes next of the body; zero at its end.
    ///
    /// - Throws: ``ClientError`` when the body is cut off, so that zero means that it is whole.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ClientError) -> Int {
        var wantsAttention = false
        let result: Result<Int, ClientError> = monitor.locked {
            while chunks.count == chunksRead, outcome == nil { monitor.wait() }
            if chunks.count == chunksRead {
                if case .failure(let error)? = outcome { return .failure(error) }
                return .success(0)
            }
            let count = takeOut(into: buffer)
            buffered -= count
            wantsAttention = isPausedByLoop && buffered <= Self.mostBuffered / 2
            return .success(count)
        }
        if wantsAttention { attention(self) }
        return try result.get()
    }

    private func takeOut(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        var count = 0
        while chunksRead < chunks.count, count < buffer.count {
            let length = min(chunks[chunksRead].count - bytesRead, buffer.count - count)
            chunks[chunksRead].withUnsafeBytes { bytes in
                let room = UnsafeMutableRawBufferPointer(rebasing: buffer[count..<count + length])
                room.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[bytesRead..<bytesRead + length]))
            }
            count += length
            bytesRead += length
            if bytesRead == chunks[chunksRead].count {
                chunks[chunksRead] = []
                chunksRead += 1
                bytesRead = 0
            }
        }
        if chunksRead == chunks.count {
            chunks.removeAll(keepingCapacity: true)
            chunksRead = 0
        }
        return count
    }

    /// Gives the transfer up: what has not arrived yet is not wanted.
    func cancel() {
        let isRunning = monitor.locked {
            isGivenUp = true
            return outcome == nil
        }
        if isRunning { attention(self) }
    }
}
