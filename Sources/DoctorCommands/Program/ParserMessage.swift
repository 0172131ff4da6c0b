import Wording

/// The argument parser's messages in this program's words.
enum ParserMessage {
    /// The message with the name that the program is called by, without suggestions that are far from what was given, and
    /// without line breaks inside sentences.
    static func improved(_ message: String, called programName: String) -> String {
        var text = withoutFarSuggestion(message)
        for start in ["OVERVIEW: "] where text.hasPrefix(start) { text = String(text.dropFirst(start.count)) }
        text = HelpSections.ordered(text)
        guard programName != DoctorCommand.name else { return text }
        for (before, after) in [
            ("USAGE: dsdoctor", "USAGE: \(programName)"), ("Usage: dsdoctor", "Usage: \(programName)"),
            ("'dsdoctor ", "'\(programName) "), ("  dsdoctor ", "  \(programName) "),
            ("| dsdoctor ", "| \(programName) "),
        ] { text = text.replacing(before, with: after) }
        return text
    }

    /// The parser names the nearest option, however far it is.
    private static func withoutFarSuggestion(_ message: String) -> String {
        let parts = message.split(separator: "'", omittingEmptySubsequences: false)
        guard parts.count > 4, parts[0].hasSuffix("Unknown option "), parts[2].contains("Did you mean") else {
            return message
        }
        let (given, suggested) = (bare(parts[1]), bare(parts[3]))
        let limit = max(1, given.count / 3)
        if EditDistance.between(given, suggested, limit: limit + 1) <= limit { return message }
        let rest = parts[4...].joined(separator: "'")
        let line = rest.firstIndex(of: "\n").map { rest[$0...] } ?? ""
        return "\(parts[0])'\(parts[1])'\(line)"
    }

    private static func bare(_ option: Substring) -> String { String(option.drop { $0 == "-" }) }
}
