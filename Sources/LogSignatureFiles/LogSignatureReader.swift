import CheckedYAML
import DiagnosisEngine

/// Reads a file of log signatures and collects all that is wrong with it.
struct LogSignatureReader: YAMLProblemCollector {
    /// Shorter phrases are in lines of all kinds.
    static let shortestPhrase = 3
    static let longestPhrase = 100
    /// So many can be searched for without using much memory.
    static let mostPhrases = 2000

    let file: String
    var problems: [YAMLFileProblem] = []
    private var phraseCount = 0

    init(file: String) { self.file = file }

    mutating func signatures(of text: String) -> [LogSignature] {
        guard let root = root(of: text, "a file of log signatures"),
            let members = members(of: root, known: ["signatures"])
        else { return [] }
        guard let list = members["signatures"] else {
            report(.missingKey("signatures"), at: root.mark)
            return []
        }
        var signatures: [LogSignature] = []
        for element in elements(of: list, "signatures") {
            guard let signature = signature(element) else { continue }
            if signatures.contains(where: { $0.name == signature.name }) {
                report(.duplicateName(signature.name), at: element.mark)
            }
            signatures.append(signature)
        }
        if phraseCount > Self.mostPhrases { report(.tooManyPhrases(most: Self.mostPhrases), at: list.mark) }
        return signatures
    }

    private mutating func signature(_ node: YAMLNode) -> LogSignature? {
        let keys = ["name", "meaning", "remedy", "rank", "concerns", "inContext", "phrases", "announcements"]
        let problemsBefore = problems.count
        guard let members = members(of: node, known: keys) else { return nil }
        // A key that is written wrong is not told a second time as a missing one.
        if problems.count == problemsBefore {
            if members["name"] == nil { report(.missingKey("name"), at: node.mark) }
            if members["phrases"] == nil, members["announcements"] == nil {
                report(.missingKey("phrases"), at: node.mark)
            }
        }
        let name = members["name"].flatMap { self.name($0) }
        let meaning = members["meaning"].flatMap { text($0) } ?? ""
        let phrases = members["phrases"].map { self.phrases($0) } ?? []
        let announcements = members["announcements"].map { self.phrases($0) } ?? []
        let remedy = members["remedy"].flatMap { text($0) } ?? ""
        let rank = members["rank"].flatMap { word($0, LogSignature.Rank.self) } ?? .cause
        let concern = members["concerns"].flatMap { word($0, LogSignature.Concern.self) }
        let variants = members["inContext"].map { self.variants($0) } ?? []
        return name.map {
            LogSignature(
                name: $0, meaning: meaning, remedy: remedy, rank: rank, concern: concern, variants: variants,
                phrases: phrases, announcements: announcements)
        }
    }

    private mutating func variants(_ node: YAMLNode) -> [LogSignature.Variant] {
        elements(of: node, "cases").compactMap { element -> LogSignature.Variant? in
            guard let members = members(of: element, known: ["when", "meaning", "remedy", "concerns"]) else {
                return nil
            }
            guard let when = members["when"] else {
                report(.missingKey("when"), at: element.mark)
                return nil
            }
            return LogSignature.Variant(
                circumstances: elements(of: when, "circumstances").compactMap {
                    word($0, LogSignature.Circumstance.self)
                },
                meaning: members["meaning"].flatMap { text($0) } ?? "",
                remedy: members["remedy"].flatMap { text($0) } ?? "",
                concern: members["concerns"].flatMap { word($0, LogSignature.Concern.self) })
        }
    }

    /// One of the words of a list.
    private mutating func word<Word: RawRepresentable<String> & CaseIterable>(
        _ node: YAMLNode, _ type: Word.Type
    ) -> Word? {
        guard let text = text(node, "a word") else { return nil }
        guard let word = Word(rawValue: text) else {
            report(.unknownWord(text, known: Word.allCases.map(\.rawValue)), at: node.mark)
            return nil
        }
        return word
    }

    private mutating func name(_ node: YAMLNode) -> String? {
        guard let name = text(node, "a name") else { return nil }
        let isFit = name.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z"))
                || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
        }
        if !isFit || name.hasPrefix("-") { report(.badName(name), at: node.mark) }
        return name
    }

    private mutating func phrases(_ node: YAMLNode) -> [String] {
        elements(of: node, "phrases").compactMap { element -> String? in
            phraseCount += 1
            guard let phrase = text(element, "a phrase"), !phrase.isEmpty else { return nil }
            let isFit = phrase.utf8.count >= Self.shortestPhrase && phrase.utf8.count <= Self.longestPhrase
            if !isFit || phrase.contains(where: \.isNewline) || phrase.allSatisfy(\.isWhitespace) {
                report(
                    .badPhrase(phrase, shortest: Self.shortestPhrase, longest: Self.longestPhrase), at: element.mark)
            }
            return phrase
        }
    }
}
