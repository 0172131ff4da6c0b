import CheckedYAML

/// Reads a file of secret patterns and collects all that is wrong with it.
struct SecretPatternReader: YAMLProblemCollector {
    /// So many are searched for without taking long.
    static let mostShapes = 1000

    let file: String
    var problems: [YAMLFileProblem] = []
    private var shapeCount = 0

    init(file: String) { self.file = file }

    mutating func patterns(of text: String) -> SecretPatterns {
        guard let root = root(of: text, "a file of secret patterns"),
            let members = members(of: root, known: ["patterns", "programs"])
        else { return SecretPatterns([]) }
        if members["patterns"] == nil, members["programs"] == nil { report(.missingKey("patterns"), at: root.mark) }
        var patterns: [SecretPattern] = []
        for element in members["patterns"].map({ elements(of: $0, "patterns") }) ?? [] {
            guard let pattern = pattern(element) else { continue }
            if patterns.contains(where: { $0.name == pattern.name }) {
                report(.duplicateName(pattern.name), at: element.mark)
            }
            patterns.append(pattern)
        }
        if shapeCount > Self.mostShapes { report(.tooManyShapes(most: Self.mostShapes), at: root.mark) }
        let programs = (members["programs"].map { elements(of: $0, "programs") } ?? []).compactMap { program($0) }
        return SecretPatterns(patterns, programs: programs)
    }

    private mutating func pattern(_ node: YAMLNode) -> SecretPattern? {
        let keys = ["name", "issuer", "source", "shapes", "holds"]
        guard let members = members(of: node, known: keys) else { return nil }
        for key in ["name", "source", "shapes"] where members[key] == nil { report(.missingKey(key), at: node.mark) }
        for key in ["issuer", "source"] { _ = members[key].flatMap { text($0) } }
        let shapes = members["shapes"].map { self.shapes($0) } ?? []
        let traits = members["holds"].map { words($0, SecretPattern.Trait.self) } ?? []
        guard let name = members["name"].flatMap({ text($0, "a name") }) else { return nil }
        return SecretPattern(name: name, shapes: shapes, traits: traits)
    }

    private mutating func shapes(_ node: YAMLNode) -> [SecretShape] {
        elements(of: node, "shapes").compactMap { element -> SecretShape? in
            shapeCount += 1
            guard let written = text(element, "a shape") else { return nil }
            do throws(SecretShape.Flaw) {
                return try SecretShape(written)
            } catch {
                report(.badShape(written, error), at: element.mark)
                return nil
            }
        }
    }

    private mutating func program(_ node: YAMLNode) -> ProgramFlags? {
        guard let members = members(of: node, known: ["names", "subcommand", "source", "flags", "value"]) else {
            return nil
        }
        for key in ["names", "flags", "value"] where members[key] == nil { report(.missingKey(key), at: node.mark) }
        let names = members["names"].map { texts($0, "names") } ?? []
        let flags = members["flags"].map { texts($0, "flags") } ?? []
        for flag in flags where !flag.hasPrefix("-") { report(.noFlag(flag), at: members["flags"]?.mark) }
        _ = members["source"].flatMap { text($0) }
        guard let form = members["value"].flatMap({ word($0, ProgramFlags.Form.self) }) else { return nil }
        let subcommand = members["subcommand"].flatMap { text($0, "a word") } ?? ""
        return ProgramFlags(
            programs: Set(names), subcommand: subcommand, flags: flags.map { Array($0.utf8) }, form: form)
    }

    private mutating func texts(_ node: YAMLNode, _ what: String) -> [String] {
        elements(of: node, what).compactMap { text($0) }
    }

    private mutating func words<Word: RawRepresentable<String> & CaseIterable>(
        _ node: YAMLNode, _ type: Word.Type
    ) -> [Word] {
        elements(of: node, "words").compactMap { word($0, type) }
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
}

/// Problems that only files of secret patterns can have.
extension YAMLFileProblem.Reason {
    fileprivate static func unknownWord(_ word: String, known: [String]) -> Self {
        Self(code: "unknown-word", "\"\(word)\" is not one of \(known.joined(separator: ", "))")
    }

    fileprivate static func duplicateName(_ name: String) -> Self {
        Self(code: "duplicate-name", "the name \"\(name)\" appears twice")
    }

    fileprivate static func noFlag(_ flag: String) -> Self {
        Self(code: "bad-flag", "the flag \"\(flag)\" does not begin with a dash")
    }

    fileprivate static func tooManyShapes(most: Int) -> Self {
        Self(code: "too-many-shapes", "there are more than \(most) shapes")
    }

    fileprivate static func badShape(_ shape: String, _ flaw: SecretShape.Flaw) -> Self {
        Self(code: "bad-shape", "the shape \"\(shape)\" \(flaw.text)")
    }
}

extension SecretShape.Flaw {
    fileprivate var text: String {
        switch self {
        case .tooLong: return "is longer than \(SecretShape.longest) bytes"
        case .badSet: return "has a set in brackets that is empty, open, negated or backwards"
        case .badCount: return "has a count other than {5}, {5,} or {5,10}, up to 5000"
        case .badParentheses: return "has parentheses that are open, nested, empty or more than one pair"
        case .unsupported(let mark): return "has a \(mark) that shapes do not have; write \\\(mark) for the character"
        case .tooGeneral: return "would match everywhere: it needs a fixed character, and 8 characters in all"
        }
    }
}
