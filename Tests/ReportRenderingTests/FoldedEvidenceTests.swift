import DiagnosisEngine
import Testing

@testable import ReportRendering

@Suite("Evidence") struct FoldedEvidenceTests {
    @Test(
        "is quoted by a sentence that has all its words",
        arguments: [
            ("Taint a:NoExecute excludes 5 nodes.", "None is eligible. Taint a:NoExecute excludes 5 nodes.", true),
            ("excluded by taint a:NoSchedule", "1 pod runs on a node excluded by taint a:NoSchedule. It stays.", true),
            ("cpu 1", "Two are left (cpu 1).", true),
            ("selector app=a", "its own selector app=a,os=win does not match", false),
            ("node a", "It is left on node a1 and on node a.", true),
            ("node a", "It is left on node a1 and on node a.b.", false),
            ("cpu 1", "It asks for vcpu 1 or cpu 1.5", false),
            (".", "A sentence.", false),
            ("", "A sentence.", false),
        ])
    func quotes(text: String, sentence: String, isQuoted: Bool) {
        #expect(FoldedEvidence.isQuoted(text, in: sentence) == isQuoted)
    }
}
