import RemedyPlaybooks

/// The remedies that a block has in full already. A block may have thousands, so that they are found by their words.
struct PrintedRemedies {
    private struct Words: Hashable {
        var title: String
        var commands: [[String]]
    }

    private var byWords: [Words: [Remedy]] = [:]

    /// Whether this very remedy is there.
    func contains(_ remedy: Remedy) -> Bool { byWords[Self.words(of: remedy)]?.contains(remedy) ?? false }

    /// Takes a remedy in.
    mutating func insert(_ remedy: Remedy) { byWords[Self.words(of: remedy), default: []].append(remedy) }

    private static func words(of remedy: Remedy) -> Words { Words(title: remedy.title, commands: remedy.commands) }
}
