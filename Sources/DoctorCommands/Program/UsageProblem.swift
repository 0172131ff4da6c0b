import Wording

/// What is wrong with the arguments, as one line: `dsdoctor: unknown option --snapshots: did you mean --snapshot? (see
/// 'dsdoctor diagnose --help')`.
///
/// The argument parser says it in four lines and more: the error, the option's help, a usage that lists no options, and
/// where to read on.
struct UsageProblem: Equatable {
    /// What is wrong, without a full stop.
    var problem: String
    /// What the option or argument is for, where that tells what it takes.
    var help: String?
    /// The command that tells all options: `dsdoctor diagnose --help`.
    var helpCommand: String?

    /// Reads the argument parser's message for an error; nil where it has another form.
    init?(parserMessage message: String) {
        guard message.hasPrefix(Self.start) else { return nil }
        let lines = message.dropFirst(Self.start.count).split(separator: "\n", omittingEmptySubsequences: false)
        let end = lines.firstIndex { $0.hasPrefix("Help:") || $0.hasPrefix("Usage:") } ?? lines.endIndex
        let error = lines[..<end].filter { !$0.hasPrefix("  - ") }.joined(separator: " ")
        let choices = lines[..<end].filter { $0.hasPrefix("  - ") }.map { $0.dropFirst(4) }
        if let line = lines.first(where: { $0.hasPrefix("Help:") }) {
            // Two spaces part the option from its help.
            help = line.dropFirst("Help:".count).trimmingPrefix { $0 == " " }.firstRange(of: "  ")
                .map { Self.asClause(line[$0.upperBound...]) }
        }
        helpCommand = lines.last { $0.contains("--help'") }.flatMap { line in
            let parts = line.split(separator: "'")
            return parts.count > 1 ? String(parts[1]) : nil
        }
        problem = ""
        problem = reworded(error, choices: choices)
    }

    /// The line, which is safe to print.
    func line() -> String {
        let see = helpCommand.map { "see '\($0)'" }
        let notes = [help, see].compactMap { $0 }.joined(separator: "; ")
        return TerminalText.escaped("dsdoctor: \(problem)\(notes.isEmpty ? "" : " (\(notes))")")
    }

    private static let start = "Error: "

    /// The error in this program's words.
    private mutating func reworded(_ error: String, choices: [Substring]) -> String {
        let parts = error.split(separator: "'", omittingEmptySubsequences: false)
        switch parts.first {
        case "Unknown option " where parts.count >= 3:
            let suggestion = parts.count > 4 && parts[2].contains("Did you mean") ? ": did you mean \(parts[3])?" : ""
            return "unknown option \(parts[1])\(suggestion)"
        case "Missing value for " where parts.count == 3:
            let option = parts[1].split(separator: " ", maxSplits: 1)
            return option.count == 2 ? "\(option[0]) needs a value: \(option[1])" : "\(parts[1]) needs a value"
        case "Unexpected argument " where parts.count == 3: return "unexpected argument \(parts[1])"
        case "Missing expected argument " where parts.count == 3:
            return "\(parts[1]) is missing"
        default:
            return invalidValue(error, choices: choices) ?? Self.asClause(error[...])
        }
    }

    /// `The value 'x' is invalid for '--severity <severity>'. Please provide one of 'critical', 'warning' or 'notice'.`
    private mutating func invalidValue(_ error: String, choices: [Substring]) -> String? {
        let (opening, middle) = ("The value '", "' is invalid for '")
        guard error.hasPrefix(opening), let cut = error.firstRange(of: middle) else { return nil }
        let value = error[..<cut.lowerBound].dropFirst(opening.count)
        let rest = error[cut.upperBound...]
        guard let close = rest.firstIndex(of: "'") else { return nil }
        let option = rest[..<close].split(separator: " ", maxSplits: 1)
        guard let name = option.first else { return nil }
        let named = rest[close...].split(separator: "'", omittingEmptySubsequences: false)
        // Every second part stands between quotes.
        let quoted = named.indices.filter { $0 >= 2 && $0.isMultiple(of: 2) && $0 < named.count - 1 }.map { named[$0] }
        let all = choices.isEmpty && rest[close...].contains("one of") ? quoted : choices
        if !all.isEmpty {
            help = nil
            return "\(name): '\(value)' isn't one of \(all.joined(separator: ", "))"
        }
        return "\(name): '\(value)' isn't \(option.count == 2 ? String(option[1]) : "a value that it takes")"
    }

    /// A sentence as part of a line: without its full stop, and beginning in lower case where it does not begin with a name.
    private static func asClause(_ sentence: Substring) -> String {
        let text = sentence.hasSuffix(".") ? sentence.dropLast() : sentence
        let first = text.prefix { $0 != " " }
        guard first.dropFirst().allSatisfy({ $0.isLowercase || $0 == "," || $0 == ":" || $0 == "'" }) else {
            return String(text)
        }
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
