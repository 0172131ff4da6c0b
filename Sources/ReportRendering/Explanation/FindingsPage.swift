import DiagnosisEngine
import RemedyPlaybooks

/// `docs/findings.md`: every code of a finding, generated from the rules' own documentation.
public enum FindingsPage {
    /// The page's text, in Markdown.
    public static func markdown(playbooks: PlaybookCatalogue) -> String {
        var page = """
            # Findings

            Everything that dsdoctor can find. This page is generated from the rules' own documentation: change it there.
            `dsdoctor explain CODE` prints the same. Codes are forever: never renamed, never reused.

            Severity: `critical` the pod is not available; `warning` it will break, or a rollout is stuck; `notice` worth
            knowing. Advice is printed only with `--advice`.

            Parameters are a finding's facts, for `-o json` (`parameters`) and [playbooks](playbooks.md). `?` marks one that
            may be absent, `[]` a list, and `a[].b` field `b` of each element of list `a`. Missing data has
            [codes of its own](gaps.md).

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
