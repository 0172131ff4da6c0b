import DiagnosisEngine
import Testing

@testable import RemedyPlaybooks

struct FindingParameterNamesTests {
    @Test(arguments: FindingCode.allCases)
    func `A code's parameters have one description each`(code: FindingCode) {
        let names = FindingParameterNames.available(for: code).map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test(arguments: FindingCode.allCases)
    func `A finding as described has no problems`(code: FindingCode) {
        for isComplete in [true, false] {
            let finding = SyntheticFindings.finding(code, isComplete: isComplete)
            #expect(FindingParameterNames.problems(in: finding) == [])
        }
    }

    @Test func `Unknown, missing and mistyped parameters are told`() {
        var finding = SyntheticFindings.finding(.nodePodLimitReached)
        finding.parameters["limit"] = "110"
        finding.parameters["podsOnNode"] = nil
        finding.parameters["colour"] = "red"
        #expect(
            FindingParameterNames.problems(in: finding) == [
                "limit is no number", "colour is not described", "podsOnNode is missing",
            ])
    }
}
