import DiagnosisEngine
import RemedyPlaybooks

/// Everything that is to be known of a code: what its rule says of itself, and which playbooks answer it.
public struct CodeExplanation: Equatable, Sendable {
    public var code: FindingCode
    public var family: FindingFamily
    public var summary: String
    public var explanation: String
    /// What clusters are like in which the rule fires, and in which it is silent though it might seem to apply.
    public var firingExamples: [String]
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
            .map { ($0.id, $0.titleTemplate) }
    }

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

extension CodeExplanation: RenderableReport {
    package static let formats: [ReportFormat<CodeExplanation>] = [ReportFormat(ExplanationTextRenderer.self)]
}
