/// How grave a program says that a line of its log is.
enum LogLevel: Int, Comparable, Sendable {
    case information
    case warning
    /// The line does not say it, or in a way that is not known.
    case unknown
    case error

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// How far into a line the level is looked for: it stands before the message.
    private static let reach = 160

    /// Reads `level=warn`, `"level":"info"`, `W0521 …` (klog), `INFO`, `[error]` and the like; the first that is there.
    init(of line: String) {
        let bytes = Array(line.utf8.prefix(Self.reach))
        if let level = Self.klog(bytes) {
            self = level
            return
        }
        var start: Int?
        var isAfterLevel = false
        for place in 0...bytes.count {
            let isLetter = place < bytes.count && Self.isLetter(bytes[place])
            if isLetter {
                start = start ?? place
            } else if let from = start {
                start = nil
                let word = bytes[from..<place]
                let folded = String(decoding: word.map { $0 | 0x20 }, as: UTF8.self)
                let isMarked =
                    isAfterLevel || word.allSatisfy { $0 & 0x20 == 0 }
                    || from > 0 && bytes[from - 1] == UInt8(ascii: "[") && place < bytes.count
                        && bytes[place] == UInt8(ascii: "]")
                if isMarked, let level = Self.words[folded] {
                    self = level
                    return
                }
                isAfterLevel = ["level", "lvl", "severity", "loglevel"].contains(folded)
            }
        }
        self = .unknown
    }

    private static let words: [String: LogLevel] = [
        "trace": .information, "debug": .information, "info": .information, "information": .information,
        "notice": .information, "warn": .warning, "warning": .warning, "error": .error, "err": .error,
        "fatal": .error, "critical": .error, "crit": .error, "panic": .error, "alert": .error, "emerg": .error,
    ]

    /// klog's head: a letter and the date, `I0521 `.
    private static func klog(_ bytes: [UInt8]) -> LogLevel? {
        guard bytes.count > 5, bytes[5] == UInt8(ascii: " "), bytes[1...4].allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        switch bytes[0] {
        case UInt8(ascii: "I"): return .information
        case UInt8(ascii: "W"): return .warning
        case UInt8(ascii: "E"), UInt8(ascii: "F"): return .error
        default: return nil
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20)
    }
}
