import DiagnosisEngine
import RemedyPlaybooks
import RolloutGate
import SecretRedaction

/// What `rollout` tells at a moment: the news since the last, and at the end the decision with the ways out.
package struct RolloutReport: Sendable {
    package var namespace: String
    package var name: String
    package var state: RolloutState
    /// The findings that the decision rests on, with their remedies, worst first.
    package var findings: [FindingReport] = []
    /// The code that the program ends with; nil while the rollout goes on.
    package var exitCode: Int?

    package init(namespace: String, name: String, state: RolloutState) {
        self.namespace = namespace
        self.name = name
        self.state = state
    }

    /// The commands that bring back the revision that served, words of a shell each; none where that is no way out.
    var wayBack: [[String]] {
        guard let wayBack = state.decision?.wayBack else { return [] }
        return [
            [
                "kubectl", "-n", namespace, "rollout", "undo", "daemonset/\(name)",
                "--to-revision=\(wayBack.revision)",
            ]
        ]
    }

    /// The report without secrets in what it quotes.
    package func redacted(by texts: TextRedactor) -> RolloutReport {
        var report = self
        report.findings = findings.map(texts.hiding)
        for position in state.news.indices {
            report.state.news[position].message = texts.redacted(state.news[position].message)
        }
        if let decision = state.decision {
            report.state.decision?.message = texts.redacted(decision.message)
            report.state.decision?.findings = decision.findings.map(texts.hiding)
        }
        return report
    }
}
