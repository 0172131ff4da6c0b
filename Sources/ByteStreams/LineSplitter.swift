import Glibc

/// Splits a stream into its lines, of which the beginnings are kept.
package struct LineSplitter {
    private static let longestLine = 4096
    /// More bytes than any log that somebody saves.
    private static let mostBytes = 2 << 30

    private var current: [UInt8] = []

    package init() {}

    /// Hands over each line without its end.
    package mutating func split(_ stream: any ByteStream, _ body: (String) -> Void) throws(StreamError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { buffer.deallocate() }
        var sum = 0
        while true {
            let count = try stream.read(into: buffer)
            if count == 0 { break }
            sum += count
            if sum > Self.mostBytes {
                throw .unreadable(path: "", reason: "it is longer than \(Self.mostBytes >> 30) GB")
            }
            add(UnsafeRawBufferPointer(rebasing: buffer[..<count]), body)
        }
        if !current.isEmpty { end(body) }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer, _ body: (String) -> Void) {
        var rest = bytes[...]
        while let start = rest.isEmpty ? nil : bytes.baseAddress?.advanced(by: rest.startIndex) {
            let newline = memchr(start, Int32(UInt8(ascii: "\n")), rest.count)
            let end = newline.map { bytes.startIndex + (bytes.baseAddress?.distance(to: $0) ?? 0) } ?? rest.endIndex
            current += rest[..<end].prefix(Self.longestLine - current.count)
            if newline == nil { return }
            self.end(body)
            rest = rest[(end + 1)...]
        }
    }

    private mutating func end(_ body: (String) -> Void) {
        if current.last == UInt8(ascii: "\r") { current.removeLast() }
        body(String(decoding: current, as: UTF8.self))
        current.removeAll(keepingCapacity: true)
    }
}
