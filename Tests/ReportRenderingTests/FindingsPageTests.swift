import DiagnosisEngine
import RemedyPlaybooks
import Testing

@testable import ReportRendering

@Suite("What is to be read of the findings")
struct FindingsPageTests {
    @Test("Every code has an explanation with examples and playbooks", arguments: FindingCode.allCases)
    func everyCodeIsExplained(code: FindingCode) throws {
        let explanation = try #require(CodeExplanation(code, playbooks: .embedded))
        #expect(!explanation.firingExamples.isEmpty)
        #expect(!explanation.silentExamples.isEmpty)
        #expect(!explanation.playbooks.isEmpty)
        let lines = try Explanation.code(explanation).rendered().split(separator: "\n")
        #expect(lines.first?.hasPrefix(code.rawValue) == true)
        #expect(lines.allSatisfy { $0.count <= 80 })
    }
}
