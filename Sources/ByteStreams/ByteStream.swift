/// Bytes that arrive one after the other.
package protocol ByteStream: AnyObject {
    /// Fills the front of `buffer` and tells how many bytes there are now; zero at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int
}

extension ByteStream {
    /// Fills `bytes` from `start` on, and tells how many there are now; zero at the end.
    package func fill(_ bytes: inout [UInt8], from start: Int) throws(StreamError) -> Int {
        // A closure that throws a type of its own is none for the standard library.
        let result = bytes.withUnsafeMutableBytes { buffer -> Result<Int, StreamError> in
            do throws(StreamError) {
                return .success(try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[start...])))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}

/// Bytes that are in memory already.
package final class MemoryByteStream: ByteStream {
    private let bytes: [UInt8]
    private var position = 0

    package init(_ bytes: [UInt8]) { self.bytes = bytes }

    package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = min(buffer.count, bytes.count - position)
        bytes.withUnsafeBytes { source in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[position..<position + count]))
        }
        position += count
        return count
    }
}

/// A stream whose first bytes were looked at, and are read again.
package final class PeekedByteStream: ByteStream {
    /// The first bytes of the stream.
    package let beginning: [UInt8]
    private let rest: any ByteStream
    private var position = 0

    /// Reads up to `count` bytes ahead.
    package init(_ stream: any ByteStream, count: Int) throws(StreamError) {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let more = try stream.fill(&bytes, from: filled)
            if more == 0 { break }
            filled += more
        }
        bytes.removeLast(count - filled)
        beginning = bytes
        rest = stream
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
        if position == beginning.count { return try rest.read(into: buffer) }
        let count = min(buffer.count, beginning.count - position)
        beginning.withUnsafeBytes { source in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[position..<position + count]))
        }
        position += count
        return count
    }
}
