import ClusterSnapshot
import Glibc

/// What `kubectl cluster-info dump` prints: documents, and between them the logs of all containers as plain text.
///
/// The documents are passed on, the logs are kept.
final class ClusterDumpStream: ByteStream {
    private static let mark = Array(LogSections.beginning.utf8)
    private static let portion = 256 << 10
    /// Of longer lines the beginning is kept.
    private static let longestLine = 4096

    private let stream: any ByteStream
    private let keep: (ContainerLog) -> Void
    private var sections = LogSections()
    /// What was read and not looked at yet.
    private var pending: [UInt8] = []
    /// What of it was passed on or kept.
    private var position = 0
    private var isAtEnd = false
    /// Whether what comes next begins a line.
    private var isAtLineStart = true
    /// Whether a line of a log is longer than what is kept of it, and not at its end.
    private var isSkippingLine = false

    /// The documents of `stream`; `keep` is handed each log.
    init(_ stream: any ByteStream, keep: @escaping (ContainerLog) -> Void) {
        self.stream = stream
        self.keep = keep
    }

    /// Whether content begins as a dump does: with the list of nodes as JSON in kubectl's indentation, or as YAML.
    static func isBeginning(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes.prefix(256), as: UTF8.self)
        return text.hasPrefix("{\n    \"kind\": \"NodeList\"") || text.hasPrefix("apiVersion: v1\nitems:")
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(CollectorError) -> Int {
        while true {
            if sections.isInside {
                try takeLogLine()
                if !isAtEnd || position < pending.count { continue }
                finish()
                return 0
            }
            let count = try passOn(to: buffer)
            if count > 0 { return count }
            if isAtEnd, position == pending.count { return 0 }
        }
    }

    /// Hands on what stands before the next log; zero where a log begins, or at the end.
    private func passOn(to buffer: UnsafeMutableRawBufferPointer) throws(CollectorError) -> Int {
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

    private func startsWithMark() throws(CollectorError) -> Bool {
        while pending.count - position < Self.mark.count, !isAtEnd { try readMore() }
        return pending[position...].starts(with: Self.mark)
    }

    /// How many bytes stand before the next line that begins a log. A last line that may turn out to be one is held back.
    private var lengthBeforeMark: Int {
        pending.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return 0 }
            var place = position
            while let found = memchr(start + place, Int32(UInt8(ascii: "\n")), bytes.count - place) {
                place = start.distance(to: UnsafeRawPointer(found)) + 1
                let line = bytes[place...].prefix(Self.mark.count)
                if Self.mark.starts(with: line), line.count == Self.mark.count || !isAtEnd { return place - position }
            }
            return bytes.count - position
        }
    }

    /// Takes the next line of a log, or its beginning or end.
    private func takeLogLine() throws(CollectorError) {
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
                sections.add(String(decoding: line, as: UTF8.self))
            }
            isSkippingLine = length == nil && !isAtEnd
            position += taken + (length == nil ? 0 : 1)
            isAtLineStart = true
            if !sections.isInside { finish() }
            return
        }
    }

    private func finish() { for log in sections.finish() { keep(log) } }

    private func readMore() throws(CollectorError) {
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
