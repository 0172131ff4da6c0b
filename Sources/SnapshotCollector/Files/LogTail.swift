/// Keeps the last lines of a log.
struct LogTail {
    private static let mostLines = 200

    private var kept: [String] = []
    /// The place of the oldest line, once there are as many as may be.
    private var oldest = 0

    mutating func add(_ line: String) {
        if kept.count < Self.mostLines {
            kept.append(line)
        } else {
            kept[oldest] = line
            oldest = (oldest + 1) % Self.mostLines
        }
    }

    /// The lines, oldest first.
    var lines: [String] { Array(kept[oldest...] + kept[..<oldest]) }
}
