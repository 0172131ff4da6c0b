import ClusterSnapshot

/// What the path of a log file says: `logs/<namespace>/<pod>/<container>.log`, or `<container>-previous.log`.
struct LogName {
    private static let mostLines = 200
    private static let longestLine = 4096

    var namespace: String
    var pod: String
    var container: String
    var isPrevious: Bool

    init?(_ path: String) {
        let parts = path.split(separator: "/")
        guard parts.count >= 4, parts[parts.count - 4] == "logs", let file = parts.last, file.hasSuffix(".log") else {
            return nil
        }
        let stem = file.dropLast(4)
        isPrevious = stem.hasSuffix("-previous")
        container = String(isPrevious ? stem.dropLast(9) : stem)
        pod = String(parts[parts.count - 2])
        namespace = String(parts[parts.count - 3])
    }

    /// Reads the last lines of a log.
    func read(_ stream: any ByteStream) throws(CollectorError) -> ContainerLog {
        var tail = LogTail(mostLines: Self.mostLines, longestLine: Self.longestLine)
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try stream.read(into: buffer)
            if count == 0 { break }
            tail.add(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
        return ContainerLog(
            namespace: namespace, pod: pod, container: container, isPrevious: isPrevious, lines: tail.finish())
    }
}

/// Keeps the last lines of a stream.
struct LogTail {
    private let mostLines: Int
    private let longestLine: Int
    private var lines: [String] = []
    /// The place of the oldest line, once there are as many as may be.
    private var oldest = 0
    private var current: [UInt8] = []

    init(mostLines: Int, longestLine: Int) {
        self.mostLines = mostLines
        self.longestLine = longestLine
    }

    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                endLine()
            } else if current.count < longestLine {
                current.append(byte)
            }
        }
    }

    private mutating func endLine() {
        if current.last == UInt8(ascii: "\r") { current.removeLast() }
        let line = String(decoding: current, as: UTF8.self)
        current.removeAll(keepingCapacity: true)
        if lines.count < mostLines {
            lines.append(line)
        } else {
            lines[oldest] = line
            oldest = (oldest + 1) % mostLines
        }
    }

    /// The lines, oldest first.
    mutating func finish() -> [String] {
        if !current.isEmpty { endLine() }
        return Array(lines[oldest...] + lines[..<oldest])
    }
}
