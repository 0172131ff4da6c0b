import DiagnosisEngine
import Foundation
import Testing

/// Holds the code to the promise that a new rule is three files: its own, a line of the catalogue, a playbook.
struct RuleFilesTests {
    private static let project = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A rule's own file, and the words by which other files could know it.
    private struct RuleFile {
        var path: String
        var type: String
        var constant: String
        var code: String

        var words: [Regex<Substring>] {
            // Not Unicode's words: to those `a.b` is one.
            let patterns = ["\\.\(constant)\\b", "\"\(code)\"", "\\b\(type)\\b"]
            return patterns.compactMap { try? Regex($0, as: Substring.self).wordBoundaryKind(.simple) }
        }
    }

    /// Files that know a rule for a reason of their own, with the reason.
    private static let exceptions: [(path: String, type: String, reason: String)] = [
        ("Sources/DiagnosisEngine/DiagnosisEngine.swift", "EvictionLoopRule", "a loop is trouble while a pod serves"),
        ("Sources/SnapshotComparison/Nodes/NodeStanding.swift", "EvictionLoopRule", "a pod in a loop is not healed"),
        ("Sources/SnapshotComparison/Nodes/NodeTransitions.swift", "EvictionLoopRule", "a pod in a loop is not healed"),
        ("Sources/ReportRendering/Diff/DiffGroup.swift", "EvictionLoopRule", "a pod in a loop is not healed"),
        (
            "Sources/Preflight/Inputs/PreflightCode.swift", "NoEligibleNodeRule",
            "a gate's problems have codes of their own, which say the same in the same word"
        ),
        ("Sources/Preflight/Inputs/PreflightCode.swift", "NodeGoingAwayRule", "as above"),
        ("Sources/ReportRendering/Placement/PreflightProblems.swift", "NoEligibleNodeRule", "as above"),
        ("Sources/ReportRendering/Placement/PreflightProblems.swift", "NodeGoingAwayRule", "as above"),
        (
            "Sources/RemedyPlan/PlanReplay.swift", "InsufficientResourceRule",
            "a recorded step does not say what finding it was for; it is judged by the places that pods get"
        ),
        (
            "Sources/DiagnosisEngine/Rules/Creation/PodCreationForbiddenRule+Rollout.swift", "PodCreationForbiddenRule",
            "the rule's own second file: the first is as long as a file may be"
        ),
        (
            "Sources/DiagnosisEngine/Rules/Eligibility/TaintExamples.swift", "TaintNotToleratedRule",
            "the rule's own second file, for its examples: the first is as long as a file may be"
        ),
        (
            "Sources/DiagnosisEngine/Rules/Starting/ContainerStartExamples.swift", "ContainerStartFailedRule",
            "the rule's own second file, for its examples: as above"
        ),
        ("Sources/DiagnosisEngine/Rules/Starting/VolumeMountExamples.swift", "VolumeMountFailedRule", "as above"),
        (
            "Sources/DiagnosisEngine/Rules/Creation/PodCreationForbiddenExamples.swift", "PodCreationForbiddenRule",
            "as above"
        ),
        (
            "Sources/ReportRendering/Diagnosis/Picture/PoolRoom.swift", "InsufficientResourceRule",
            "a page draws the room on the nodes where this is found"
        ),
        ("Sources/ReportRendering/Diagnosis/Picture/PoolRoom.swift", "NodePodLimitReachedRule", "as above"),
        (
            "Sources/ReportRendering/Diagnosis/HTMLRenderer+Rollouts.swift", "RolloutStalledRule",
            "a page draws the rollouts of which this is found"
        ),
        ("Sources/ReportRendering/Diagnosis/HTMLRenderer+Rollouts.swift", "RolloutInProgressRule", "as above"),
        ("Sources/ReportRendering/Diagnosis/HTMLRenderer+Rollouts.swift", "OnDeletePendingRule", "as above"),
    ]

    /// What searches facts for the remedies of certain findings names these.
    private static let exemptFolder = "Sources/RemedyPlaybooks/"

    @Test func `No other file names a rule or its code`() throws {
        let sources = try Self.files(under: "Sources", named: ".swift")
        let rules = try Self.rules()
        #expect(Set(rules.map(\.code)) == Set(FindingCode.allCases.map(\.rawValue)))
        var used: Set<String> = []
        for (path, text) in sources where !path.hasPrefix(Self.exemptFolder) && !path.hasSuffix("/RuleCatalogue.swift")
        {
            for rule in rules where rule.path != path {
                // A plain search first: most files name none.
                guard text.contains(rule.constant) || text.contains(rule.code) || text.contains(rule.type),
                    rule.words.contains(where: { text.contains($0) })
                else { continue }
                let isJustified = Self.exceptions.contains { $0.path == path && $0.type == rule.type }
                #expect(isJustified, "\(path) names \(rule.type): a rule's own file is to say it")
                used.insert("\(path) \(rule.type)")
            }
        }
        #expect(used == Set(Self.exceptions.map { "\($0.path) \($0.type)" }), "no exception is left over")
    }

    @Test func `A rule is a file, a line of the catalogue and a playbook`() throws {
        let catalogue = try String(
            contentsOf: Self.project.appendingPathComponent("Sources/DiagnosisEngine/RuleCatalogue.swift"),
            encoding: .utf8)
        let playbooks = try Self.files(under: "playbooks", named: ".yaml").map(\.text)
        for rule in try Self.rules() {
            #expect(catalogue.contains("\(rule.type)()"))
            #expect(playbooks.contains { $0.contains("code: \(rule.code)") }, "\(rule.code)")
        }
    }

    private static func rules() throws -> [RuleFile] {
        try files(under: "Sources/DiagnosisEngine/Rules", named: "Rule.swift").compactMap { path, text in
            guard let found = text.firstMatch(of: /public static let (\w+) = Self\("([a-z-]+)"\)/) else { return nil }
            let type = path.split(separator: "/").last?.split(separator: ".").first ?? ""
            return RuleFile(path: path, type: String(type), constant: String(found.1), code: String(found.2))
        }
    }

    private static func files(under folder: String, named ending: String) throws -> [(path: String, text: String)] {
        let root = project.appendingPathComponent(folder)
        let names = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(ending) }.sorted().map { name in
            ("\(folder)/\(name)", try String(contentsOf: root.appendingPathComponent(name), encoding: .utf8))
        }
    }
}
