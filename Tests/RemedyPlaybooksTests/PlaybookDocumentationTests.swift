import DiagnosisEngine
import Foundation
import Testing

@testable import RemedyPlaybooks

struct PlaybookDocumentationTests {
    private static let documentation = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("docs")

    @Test func `The schema knows the keys and codes that the reader knows`() throws {
        let data = try Data(contentsOf: Self.documentation.appendingPathComponent("schema/playbook.schema.json"))
        let schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let properties = try #require(schema["properties"] as? [String: Any])
        #expect(Set(properties.keys) == Set(PlaybookReader.keys))
        #expect(schema["required"] as? [String] == PlaybookReader.requiredKeys)
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        let application = try #require(definitions["application"]?["properties"] as? [String: [String: Any]])
        #expect(
            application["code"]?["enum"] as? [String] == FindingCode.allCases.map(\.rawValue),
            "docs/schema/playbook.schema.json is stale: run ./scripts/generate")
    }

    @Test func `The documented example is in order`() throws {
        let page = try String(
            contentsOf: Self.documentation.appendingPathComponent("playbooks.md"), encoding: .utf8)
        let afterStart = try #require(page.split(separator: "```yaml\n", maxSplits: 1).last)
        let example = try #require(afterStart.components(separatedBy: "```").first)
        let problems = PlaybookCatalogue.problems(in: [PlaybookFile(name: "example.yaml", text: example)])
        #expect(problems.map(\.description) == [])
    }

    @Test func `The documentation names every fact that all findings have`() throws {
        let page = try String(
            contentsOf: Self.documentation.appendingPathComponent("playbooks.md"), encoding: .utf8)
        for name in (FindingParameterNames.common + RemedyContext.facts).map(\.name) {
            #expect(page.contains("`\(name)`"), "\(name)")
        }
    }
}
