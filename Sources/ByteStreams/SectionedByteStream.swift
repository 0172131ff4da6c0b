import Glibc

/// Documents between which stand sections of plain text: the documents are passed on, the lines of the sections are
/// handed out.
package final class SectionedByteStream: ByteStream {
    private static let portion = 256 << 10
    /// Of longer lines the beginning is kept.
    private static let longestLine = 4096

    private let stream: any ByteStream
    /// How the first line of a section begins.
    private let mark: [UInt8]
    private let takeLine: (String?) -> Bool
    /// Whether a section has begun and not ended.
    private var isInside = false
    /// The bytes that were read but not examined yet.
    private var pending: [UInt8] = []
    /// The part that was passed on or handed out already.
    private var position = 0
    private var isAtEnd = false
    /// Whether what comes next begins a line.
    private var isAtLineStart = true
    /// Whether a line of a section is longer than what is kept of it, and not at its end.
    private var isSkippingLine = false

    /// The documents of `stream`. Lines that begin with `mark`, and all that follow in a section, go to `takeLine`, which
    /// tells whether the section goes on; it gets nil where the input ends within a section.
    package init(_ stream: any ByteStream, mark: String, takeLine: @escaping (String?) -> Bool) {
        self.stream = stream
        self.mark = Array(mark.utf8)
        self.takeLine = takeLine
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
        while true {
            if isInside {
                try takeLogLine()
                if !isAtEnd || position < pending.count { continue }
                _ = takeLine(nil)
                isInside = false
                return 0
            }
            let count = try passOn(to: buffer)
            if count > 0 { return count }
            if isAtEnd, position == pending.count { return 0 }
        }
    }

    /// Hands on what stands before the next section; zero where one begins, or at the end.
    private func passOn(to buffer: UnsafeMutableRawBufferPointer) throws(StreamError) -> Int {
        if isAtLineStart, try startsWithMark() {
            try takeLogLine()
            return 0
        }
        if position == pending.count { try readMore() }
        let length = min(lengthBeforeMark, buffer.count)
        if length == 0 { return 0 }
        pending.withUnsafeBytes { bytes in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[position..<position + length]))
        }
        position += length
        isAtLineStart = pending[position - 1] == UInt8(ascii: "\n")
        return length
    }

    private func startsWithMark() throws(StreamError) -> Bool {
        while pending.count - position < mark.count, !isAtEnd { try readMore() }
        return pending[position...].starts(with: mark)
    }

    /// How many bytes stand before the next line that begins a section. A last line that may turn out to be one is held back.
    private var lengthBeforeMark: Int {
        pending.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return 0 }
            var place = position
            while let found = memchr(start + place, Int32(UInt8(ascii: "\n")), bytes.count - place) {
                place = start.distance(to: UnsafeRawPointer(found)) + 1
                let line = bytes[place...].prefix(mark.count)
                if mark.starts(with: line), line.count == mark.count || !isAtEnd { return place - position }
            }
            return bytes.count - position
        }
    }

    /// Takes the next line of a section, or its beginning or end.
    private func takeLogLine() throws(StreamError) {
        while true {
            let rest = pending[position...]
            let length = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 - position }
            if length == nil, rest.count < Self.longestLine, !isAtEnd {
                try readMore()
                continue
            }
            let taken = length ?? rest.count
            if !isSkippingLine {
                var line = rest.prefix(min(taken, Self.longestLine))
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                isInside = takeLine(String(decoding: line, as: UTF8.self))
            }
            isSkippingLine = length == nil && !isAtEnd
            position += taken + (length == nil ? 0 : 1)
            isAtLineStart = true
            return
        }
    }

    private func readMore() throws(StreamError) {
        pending.removeFirst(position)
        position = 0
        let start = pending.count
        pending.append(contentsOf: repeatElement(0, count: Self.portion))
        var count = 0
        defer { pending.removeLast(Self.portion - count) }
        count = try stream.fill(&pending, from: start)
        isAtEnd = count == 0
    }
}
