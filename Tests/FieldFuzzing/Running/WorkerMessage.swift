/// A line that a worker tells the process that started it.
enum WorkerMessage: Sendable {
    /// A run begins: an input and a command by their positions.
    case begins(input: Int, command: Int)
    /// Something about that run is not as it must be.
    case problem(input: Int, command: Int, text: String)
    /// The run ended, having taken so many milliseconds and megabytes.
    case ended(milliseconds: Int, megabytes: Int)

    var line: String {
        switch self {
        case .begins(let input, let command): "> \(input) \(command)"
        case .problem(let input, let command, let text):
            "! \(input) \(command) \(text.split(whereSeparator: \.isNewline).joined(separator: "⏎"))"
        case .ended(let milliseconds, let megabytes): "= \(milliseconds) \(megabytes)"
        }
    }

    init?(_ line: some StringProtocol) {
        let words = String(line).split(separator: " ", maxSplits: 3, omittingEmptySubsequences: true).map { String($0) }
        guard words.count > 2, let first = Int(words[1]), let second = Int(words[2]) else { return nil }
        switch words[0] {
        case ">": self = .begins(input: first, command: second)
        case "!": self = .problem(input: first, command: second, text: words.count > 3 ? words[3] : "")
        case "=": self = .ended(milliseconds: first, megabytes: second)
        default: return nil
        }
    }
}
