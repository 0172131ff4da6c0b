import ClusterSnapshot
import DiagnosisEngine
import PlacementEngine
import RemedyPlaybooks
import SnapshotCollector
import TestBuilders
import Testing

/// Holds what rules say to what playbooks may count on.
struct RuleParametersTests {
    @Test(arguments: FindingCode.allCases)
    func `The findings of a rule's examples are as described`(_ code: FindingCode) {
        for example in RuleCatalogue.rule(of: code)?.examples ?? [] {
            let problems = example.findings().flatMap(problems)
            #expect(problems == [], "\(example.name)")
        }
    }

    @Test(arguments: ShippedSnapshot.allCases)
    func `The findings in the shipped snapshots are as described`(_ shipped: ShippedSnapshot) throws {
        let snapshot = try SnapshotReader.read(path: shipped.path)
        let diagnosis = DiagnosisEngine(PlacementEngine(ClusterIndex(snapshot))).diagnosis()
        #expect(diagnosis.findings.isEmpty == (shipped == .healthy))
        #expect(Set(diagnosis.findings.flatMap(problems)).sorted() == [])
    }

    /// Problems with the code before them.
    private func problems(in finding: Finding) -> [String] {
        FindingParameterNames.problems(in: finding).map { "\(finding.code.rawValue): \($0)" }
    }
}
