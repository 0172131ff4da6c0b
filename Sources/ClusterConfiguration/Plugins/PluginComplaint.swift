/// The part of a plugin's standard error that an error message may show.
enum PluginComplaint {
    /// Characters.
    private static let longest = 200
    /// Longer words may be tokens.
    private static let longestWord = 60

    /// The last line, short, and without words that are as long as tokens are.
    static func end(of bytes: [UInt8]) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).last { $0.contains { !$0.isWhitespace } } ?? ""
        let words = line.split(separator: " ").map { $0.count > longestWord ? "…" : String($0) }
        let shown = words.joined(separator: " ")
        return shown.count > longest ? shown.prefix(longest) + "…" : shown
    }
}
