import DiagnosisEngine
import RemedyPlaybooks

/// `docs/findings.md`: every code, made from the rules' own documentation.
public enum FindingsPage {
    /// The page's text, in Markdown.
    public static func markdown(playbooks: PlaybookCatalogue) -> String {
        var page = """
            # Findings

            What dsdoctor can find, made from the rules' own documentation: change it there. `dsdoctor explain CODE` prints
            the same. Codes are forever: never renamed, never reused.

            Severity: `critical` the pod is not serving; `warning` it will break, or a rollout cannot go on; `notice` worth
            knowing. Advice is given with `--advice` only.

            """
        for family in FindingFamily.allCases {
            page += "\n## \(family.rawValue.prefix(1).uppercased())\(family.rawValue.dropFirst())\n"
            for rule in RuleCatalogue.all where rule.family == family {
                if let explanation = CodeExplanation(rule.code, playbooks: playbooks) { page += section(explanation) }
            }
        }
        return page
    }

    private static func section(_ explanation: CodeExplanation) -> String {
        var section = "\n### `\(explanation.code.rawValue)`\n\n\(explanation.summary)\n\n\(explanation.explanation)\n"
        section += list("Found where", explanation.firingExamples)
        section += list("Not found where", explanation.silentExamples)
        let parameters = explanation.parameters.flatMap(\.lines).map { "`\($0)`" }
        if !parameters.isEmpty { section += "\nParameters: \(parameters.joined(separator: ", "))\n" }
        let playbooks = explanation.playbooks.map { "[`\($0.id)`](../playbooks/\($0.id).yaml)" }
        if !playbooks.isEmpty { section += "\nPlaybooks: \(playbooks.joined(separator: ", "))\n" }
        return section
    }

    private static func list(_ title: String, _ lines: [String]) -> String {
        lines.isEmpty ? "" : "\n\(title)\n" + lines.map { "- \($0)\n" }.joined()
    }
}
