import DiagnosisEngine

/// Commands that belong together: all of them are printed or none.
struct CommandTemplate: Equatable, Sendable {
    /// All must be met.
    var tests: [ParameterTest] = []
    /// A list parameter: the commands are repeated for each of its elements.
    var repeatedFor: String?
    var commands: [[Word]]

    /// How many elements of a list a repeated command is printed for.
    static let maximumRepeats = 50
    /// How many names one command takes.
    static let maximumNames = 50

    /// A word of a command. It stays one word whatever the cluster's names contain.
    enum Word: Equatable, Sendable {
        case text(TextTemplate)
        /// A patch.
        case json(JSONTemplate)
        /// A word for each element of a list of texts.
        case each(String)

        /// Whether the cluster has a say in it.
        var isVariable: Bool {
            switch self {
            case .text(let template): return !template.tags.isEmpty
            case .json(let template): return template.templates.contains { !$0.tags.isEmpty }
            case .each: return true
            }
        }

        /// The words, nil when something that they mention is absent or one would be taken for an option.
        func rendered(in view: TemplateView) -> [String]? {
            let words: [String]
            switch self {
            case .text(let template):
                guard let word = template.rendered(in: view) else { return nil }
                if template.source.hasPrefix("-") { return word.utf8.contains(0) ? nil : [word] }
                words = [word]
            case .json(let template):
                guard let word = template.rendered(in: view) else { return nil }
                words = [word]
            case .each(let name):
                words = view.list(name).prefix(CommandTemplate.maximumNames).map { $0.text ?? "" }
            }
            let areFit = words.allSatisfy { !$0.isEmpty && !$0.hasPrefix("-") && !$0.utf8.contains(0) }
            return areFit && !words.isEmpty ? words : nil
        }
    }

    /// The commands for `view`, none when they do not apply or mention something absent.
    func rendered(in view: TemplateView) -> [[String]] {
        guard tests.allSatisfy({ $0.isMet(in: view) }) else { return [] }
        guard let repeatedFor else { return renderedOnce(in: view) }
        return view.list(repeatedFor).prefix(Self.maximumRepeats).flatMap { renderedOnce(in: view.binding($0)) }
    }

    /// The texts of the list that the printed commands do not reach.
    func unreached(in view: TemplateView) -> [String] {
        let lists = commands.joined().compactMap { if case .each(let name) = $0 { name } else { nil } }
        let rests =
            lists.map { view.list($0).dropFirst(Self.maximumNames) }
            + [repeatedFor].compactMap(\.self).map { view.list($0).dropFirst(Self.maximumRepeats) }
        let longest = rests.max { $0.count < $1.count } ?? []
        guard !longest.isEmpty, !rendered(in: view).isEmpty else { return [] }
        return longest.compactMap(\.text)
    }

    private func renderedOnce(in view: TemplateView) -> [[String]] {
        var rendered: [[String]] = []
        for command in commands {
            var words: [String] = []
            for word in command {
                guard let next = word.rendered(in: view) else { return [] }
                if case .text(let template) = word, !template.tags.isEmpty,
                    next.contains(where: { SyntaxHazard.isChanged($0, from: template.source, after: words) })
                {
                    return []
                }
                words += next
            }
            rendered.append(Self.withoutRepeatedUnits(words))
        }
        return rendered
    }

    /// The words without a second `-u UNIT` of the same unit: k3s and others run kubelet and runtime in one.
    private static func withoutRepeatedUnits(_ words: [String]) -> [String] {
        var (kept, units): ([String], Set<String>) = ([], [])
        var place = 0
        while place < words.count {
            if words[place] == "-u", place + 1 < words.count {
                if units.insert(words[place + 1]).inserted { kept += words[place...(place + 1)] }
                place += 2
            } else {
                kept.append(words[place])
                place += 1
            }
        }
        return kept
    }
}
