import CheckedJSON
import Wording

/// What a structured line of a log says: its message and its error, without time, level, caller and stack.
///
/// Half of all daemons log JSON, logfmt or klog's form. Cut to the length of a finding such a line shows a time and a stack,
/// and the news between them is what is left out.
enum ReadableLogLine {
    /// The message and the error of a structured line; any other line as it is.
    static func text(of line: String) -> String {
        let trimmed = line.drop { $0 == " " || $0 == "\t" }
        guard trimmed.utf8.count <= longest else { return line }
        if trimmed.utf8.first == UInt8(ascii: "{") { return ofJSON(trimmed) ?? line }
        if let message = afterKlogHead(trimmed) { return ofKlog(message) }
        return LogFields(trimmed).flatMap { said(by: $0.pairs) } ?? line
    }

    /// A longer line is shown as it is, in bytes.
    private static let longest = 65_536

    private static func ofJSON(_ line: Substring) -> String? {
        guard let members = (try? JSONValue(line.utf8))?.members else { return nil }
        let pairs = members.compactMap { key, value in words(of: value).map { (key, $0) } }
        return said(by: pairs.sorted { $0.0 < $1.0 })
    }

    /// The words of a member: a text, or the message of an object that stands for an error.
    private static func words(of value: JSONValue) -> String? {
        if let text = value.string { return text }
        guard let members = value.members else { return nil }
        return messageKeys.lazy.compactMap { members[$0]?.string }.first
    }

    // MARK: - klog

    /// What follows `E0916 19:56:21.300000       1 main.go:10] `; nil where the line has no such head.
    private static func afterKlogHead(_ line: Substring) -> Substring? {
        let bytes = Array(line.utf8.prefix(5))
        guard bytes.count == 5, "IWEF".utf8.contains(bytes[0]), bytes[1...].allSatisfy({ (0x30...0x39).contains($0) }),
            let end = line.utf8.prefix(160).firstIndex(of: UInt8(ascii: "]"))
        else { return nil }
        let head = line[..<end]
        guard head.contains(".go:") || head.contains(".cc:"), end < line.endIndex else { return nil }
        let message = line[line.index(after: end)...].drop { $0 == " " }
        return message.isEmpty ? nil : message
    }

    /// klog's structured form: `"message" key="value"`.
    private static func ofKlog(_ message: Substring) -> String {
        var fields = LogFields.Reader(message)
        guard message.first == "\"", let text = fields.quoted() else { return String(message) }
        let pairs = fields.pairs() ?? []
        return said(by: [("msg", text)] + pairs) ?? String(message)
    }

    // MARK: - Fields

    private static let messageKeys = [
        "msg", "message", "@message", "Message", "@m", "log", "event", "body", "text", "short_message",
    ]
    private static let errorKeys = [
        "error", "err", "Error", "exception", "cause", "reason", "failure", "errorMessage", "error.message", "details",
    ]
    /// Fields that tell when, where in the program and how grave, and none of what happened.
    private static let noise: Set<String> = [
        "level", "lvl", "severity", "levelname", "loglevel", "time", "ts", "timestamp", "@timestamp", "t", "@t", "date",
        "caller", "source", "file", "line", "func", "function", "method", "stack", "stacktrace", "stack_trace",
        "errorverbose", "logger", "logger_name", "module", "thread", "thread_name", "pid", "hostname", "host", "v",
        "goversion", "os", "arch", "numcores", "traceid", "spanid", "trace_id", "span_id", "insertid", "stream", "name",
    ]

    /// `message: error (key=value)`; nil where the fields have neither message nor error.
    private static func said(by pairs: [(String, String)]) -> String? {
        func first(_ keys: [String]) -> (key: String, text: String)? {
            for key in keys {
                if let pair = pairs.first(where: { $0.0 == key && !isBlank($0.1) }) { return (key, pair.1) }
            }
            return nil
        }
        let message = first(messageKeys)
        let error = first(errorKeys)
        guard message != nil || error != nil else { return nil }
        var text = message.map { trimmed($0.text) } ?? ""
        if let error {
            let words = trimmed(error.text)
            if text.isEmpty || words.contains(text) {
                text = words
            } else if !text.contains(words) {
                text += ": \(words)"
            }
        }
        let others = pairs.filter { key, value in
            key != message?.key && key != error?.key && !noise.contains(key.lowercased()) && !isBlank(value)
                && value.utf8.count <= 120 && !text.contains(value)
        }
        guard !others.isEmpty else { return text }
        return text + " (" + others.prefix(3).map { "\($0.0)=\(trimmed($0.1))" }.joined(separator: ", ") + ")"
    }

    private static func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }

    /// The first line of a text that has words, without what surrounds it.
    private static func trimmed(_ text: String) -> String {
        var line = Wording.firstLine(text, limit: .max)[...]
        while line.last?.isWhitespace == true { line.removeLast() }
        return String(line)
    }
}

/// The fields of a logfmt line: `level=error msg="cannot start" err="no such file"`.
struct LogFields {
    /// In the line's order.
    var pairs: [(String, String)]

    /// Nil for a line that is not logfmt from its beginning to its end.
    init?(_ line: Substring) {
        var reader = Reader(line)
        guard let pairs = reader.pairs(), pairs.count > 1 else { return nil }
        self.pairs = pairs
    }

    /// Reads a line from its beginning on.
    struct Reader {
        private var rest: Substring

        init(_ line: Substring) { rest = line }

        /// A text in quotes, its escapes read; nil where none stands here or it doesn't end.
        mutating func quoted() -> String? {
            guard rest.first == "\"" else { return nil }
            var text = ""
            var isEscaped = false
            var place = rest.index(after: rest.startIndex)
            while place < rest.endIndex {
                let letter = rest[place]
                place = rest.index(after: place)
                if isEscaped {
                    text.append(letter == "n" ? "\n" : letter == "t" ? "\t" : letter)
                    isEscaped = false
                } else if letter == "\\" {
                    isEscaped = true
                } else if letter == "\"" {
                    rest = rest[place...]
                    return text
                } else {
                    text.append(letter)
                }
            }
            return nil
        }

        /// All fields up to the line's end; nil where something else stands between them.
        mutating func pairs() -> [(String, String)]? {
            var found: [(String, String)] = []
            while true {
                rest = rest.drop { $0 == " " || $0 == "\t" }
                if rest.isEmpty { return found }
                guard let sign = rest.firstIndex(of: "="), sign > rest.startIndex,
                    rest[..<sign].allSatisfy({ $0.isLetter || $0.isNumber || "_.-@/".contains($0) })
                else { return nil }
                let key = String(rest[..<sign])
                rest = rest[rest.index(after: sign)...]
                if rest.first == "\"" {
                    guard let text = quoted() else { return nil }
                    found.append((key, text))
                } else if ["msg", "message"].contains(key), rest.contains(" "),
                    !rest.drop(while: { $0 != " " }).contains("=")
                {
                    // Words without quotes, up to the end.
                    found.append((key, String(rest)))
                    return found
                } else {
                    let value = rest.prefix { $0 != " " && $0 != "\t" }
                    found.append((key, String(value)))
                    rest = rest[value.endIndex...]
                }
            }
        }
    }
}
