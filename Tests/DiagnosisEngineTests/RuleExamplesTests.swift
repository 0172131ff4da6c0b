import DiagnosisEngine
import Testing

/// A rule's example, named so that a failure tells whose it is.
struct NamedExample: Sendable, CustomTestStringConvertible {
    var code: FindingCode
    var example: RuleExample

    var testDescription: String { "\(code.rawValue) \(example.fires ? "fires" : "is silent"): \(example.name)" }

    static let all = RuleCatalogue.all.flatMap { rule in
        rule.examples.map { NamedExample(code: rule.code, example: $0) }
    }
}

/// Runs the examples that the rules carry.
struct RuleExamplesTests {
    @Test(arguments: NamedExample.all.filter(\.example.fires))
    func `A firing example produces a finding of the rule's code`(_ named: NamedExample) {
        let findings = named.example.findings().filter { $0.code == named.code }
        #expect(!findings.isEmpty)
        if let nodes = named.example.nodes {
            #expect(Set(findings.flatMap(\.nodes)).sorted() == nodes)
        }
        for (name, value) in named.example.parameters.entries {
            #expect(
                findings.contains { $0.parameters[name] == value }, "\(name): \(findings.map { $0.parameters[name] })")
        }
        for finding in findings {
            #expect(!finding.title.isEmpty)
            #expect(!finding.message.isEmpty)
        }
    }

    @Test(arguments: NamedExample.all.filter { !$0.example.fires })
    func `A silent example produces no finding of the rule's code`(_ named: NamedExample) {
        let diagnosis = named.example.diagnosis()
        #expect(diagnosis.findings.filter { $0.code == named.code } == [])
        for node in diagnosis.daemonSets.flatMap(\.nodes) {
            #expect(node.cause != named.code)
            #expect(!node.otherCauses.contains(named.code))
        }
    }

    @Test(arguments: NamedExample.all)
    func `A DaemonSet that is not healthy has a finding`(_ named: NamedExample) {
        for daemonSet in named.example.diagnosis().daemonSets
        where daemonSet.verdict == .degraded || daemonSet.verdict == .failing {
            #expect(!daemonSet.findings.isEmpty)
        }
    }

    @Test(arguments: FindingCode.allCases)
    func `Every code has a rule with examples of both kinds and documentation`(_ code: FindingCode) throws {
        let rules = RuleCatalogue.all.filter { $0.code == code }
        let rule = try #require(rules.first)
        #expect(rules.count == 1)
        #expect(rule.examples.contains { $0.fires })
        #expect(rule.examples.contains { !$0.fires })
        let names = rule.examples.map(\.name)
        #expect(Set(names).count == names.count)
        #expect(!names.contains(""))
        #expect(!rule.documentation.summary.isEmpty)
        #expect(!rule.documentation.explanation.isEmpty)
    }

    @Test(arguments: NamedExample.all)
    func `An example is the same whenever it is built`(_ named: NamedExample) {
        #expect(named.example.snapshot == named.example.snapshot)
        #expect(named.example.diagnosis() == named.example.diagnosis())
    }
}
