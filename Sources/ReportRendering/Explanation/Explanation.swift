import ClusterSnapshot
import DiagnosisEngine
import SecretRedaction

/// The contents of `dsdoctor explain`.
package enum Explanation: Sendable {
    /// One code of a finding.
    case code(CodeExplanation)
    /// One code of a gap.
    case gap(GapExplanation)
    /// All codes, with a sentence each.
    case list(findings: [CodeExplanation], gaps: [GapExplanation])
}

extension Explanation: RenderableReport {
    package static let formats: [ReportFormat<Explanation>] = [ReportFormat(ExplanationTextRenderer.self)]

    // It quotes neither events nor logs.
    package func redacted(by texts: TextRedactor) -> Explanation { self }
}
