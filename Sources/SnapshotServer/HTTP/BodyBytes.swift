import FlyingSocks
import Foundation

/// A body as FlyingFox pulls it: large buffers, gathered from where the bytes lie.
struct BodyBytes: AsyncBufferedSequence {
    typealias Element = UInt8

    let body: Response.Body
    let client: ClientPresence
    /// After how many bytes the connection ends; nil for not before the end.
    let mostBytes: Int?
    /// Whether the connection ends after the body.
    let endsConnection: Bool

    func makeAsyncIterator() -> Iterator { Iterator(self) }
}

extension BodyBytes {
    struct Iterator: AsyncBufferedIteratorProtocol {
        private let client: ClientPresence
        private let endsConnection: Bool
        private var left: Int?
        private var pieces: ArraySlice<[UInt8]> = []
        private var stream: (any ByteStreamIterator)?

        /// Small pieces are gathered up to this many bytes; it stays within the processor's cache.
        private static let gatheredBytes = 256 << 10

        init(_ bytes: BodyBytes) {
            client = bytes.client
            endsConnection = bytes.endsConnection
            left = bytes.mostBytes
            switch bytes.body {
            case .bytes(let bytes): pieces = [bytes]
            case .pieces(let all): pieces = all[...]
            case .stream(let stream): self.stream = stream.makeIterator()
            }
        }

        /// FlyingFox never asks for single bytes.
        mutating func next() async throws -> UInt8? { throw ConnectionEnded() }

        /// The next bytes, as many as go well into one write; FlyingFox's suggestion is far below that.
        mutating func nextBuffer(suggested count: Int) async throws -> Data? {
            if left == 0 { throw ConnectionEnded() }
            guard let buffer = try await gathered() else {
                guard endsConnection else { return nil }
                await client.drain()
                throw ConnectionEnded()
            }
            guard let most = left else { return buffer }
            left = Swift.max(0, most - buffer.count)
            return buffer.prefix(most)
        }

        private mutating func gathered() async throws -> Data? {
            if var stream {
                let bytes = try await stream.next(client)
                self.stream = stream
                return bytes.map { Data($0) }
            }
            guard let first = pieces.popFirst() else { return nil }
            if pieces.isEmpty { return Data(first) }
            var buffer = Data(capacity: Swift.max(first.count, Self.gatheredBytes))
            buffer.append(contentsOf: first)
            while let piece = pieces.first, buffer.count + piece.count <= Self.gatheredBytes {
                buffer.append(contentsOf: piece)
                pieces.removeFirst()
            }
            return buffer
        }
    }
}
