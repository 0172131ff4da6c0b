import DiagnosisEngine
import RemedyPlaybooks

/// All about a code: its rule's documentation, and the playbooks that answer it.
public struct CodeExplanation: Equatable, Sendable {
    /// The code that is explained.
    public var code: FindingCode
    /// The part of the catalogue that it belongs to.
    public var family: FindingFamily
    /// The fault, in a sentence.
    public var summary: String
    /// How it comes about, and how the rule finds it.
    public var explanation: String
    /// Clusters in which the rule fires, a sentence each.
    public var firingExamples: [String]
    /// Clusters in which the rule is silent though it might seem to apply, a sentence each.
    public var silentExamples: [String]
    /// The facts that findings carry by themselves, beside those that all carry.
    public var parameters: [ParameterDescription]
    /// The `id` and title of each playbook for the code, first the one that is offered first.
    public var playbooks: [(id: String, title: String)]

    /// Gathers what is known of `code`; nil for a code without a rule.
    public init?(_ code: FindingCode, playbooks catalogue: PlaybookCatalogue) {
        guard let rule = RuleCatalogue.rule(of: code) else { return nil }
        self.code = code
        family = rule.family
        summary = rule.documentation.summary
        explanation = rule.documentation.explanation
        let examples = rule.examples
        firingExamples = examples.filter(\.fires).map(\.name)
        silentExamples = examples.filter { !$0.fires }.map(\.name)
        parameters = rule.parameters
        playbooks = catalogue.playbooks.filter { $0.codes.contains(code) }
            .map { ($0.id, TemplateWording.readable($0.titleTemplate)) }
    }

    /// Compares all but the family, which follows from the code.
    public static func == (left: CodeExplanation, right: CodeExplanation) -> Bool {
        left.code == right.code && left.summary == right.summary && left.explanation == right.explanation
            && left.firingExamples == right.firingExamples && left.silentExamples == right.silentExamples
            && left.parameters == right.parameters && left.playbooks.elementsEqual(right.playbooks, by: ==)
    }
}

extension ParameterDescription {
    /// The name, with what is inside it, and a question mark where it can be absent: `holders[].workload`.
    var lines: [String] {
        let own = isOptional ? "\(name)?" : name
        switch kind {
        case .text, .number, .truth: return [own]
        case .texts: return ["\(own)[]"]
        case .object(let fields): return fields.flatMap(\.lines).map { "\(own).\($0)" }
        case .objects(let fields): return fields.flatMap(\.lines).map { "\(own)[].\($0)" }
        }
    }
}

/// A template of a playbook for people who see no finding: `Lower the {{resource}} request` is `Lower the <resource>
/// request`.
enum TemplateWording {
    /// The template's text with the names of facts in angle brackets, and without its sections' marks.
    static func readable(_ template: String) -> String {
        var result = ""
        var rest = template[...]
        while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
            result += rest[..<open.lowerBound]
            let tag = rest[open.upperBound..<close.lowerBound].drop { $0 == "{" || $0 == "&" || $0 == " " }
            rest = rest[close.upperBound...].drop { $0 == "}" }
            if let mark = tag.first, "#^/!>".contains(mark) { continue }
            result += "<\(words(of: tag))>"
        }
        return result + rest
    }

    /// `suggestedContainerRequest` as `suggested container request`, `count(movingPods)` as `number of moving pods`.
    private static func words(of tag: Substring) -> String {
        var name = tag.filter { $0 != " " }
        var prefix = ""
        if let open = name.firstIndex(of: "("), name.hasSuffix(")") {
            prefix = name[..<open] == "count" ? "number of " : ""
            name = String(name[name.index(after: open)...].dropLast())
        }
        var words = prefix
        for character in name {
            if character == "." {
                words += " "
            } else if character.isUppercase {
                words += " " + character.lowercased()
            } else {
                words.append(character)
            }
        }
        return words
    }
}
