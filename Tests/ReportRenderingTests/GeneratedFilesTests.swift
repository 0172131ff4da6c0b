import Foundation
import GeneratedFiles
import Testing

@Suite("Files that are made from what rules say of themselves")
struct GeneratedFilesTests {
    private static let project = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("are as scripts/generate writes them", arguments: GeneratedFile.all.map(\.path))
    func fresh(path: String) throws {
        let generated = try #require(GeneratedFile.all.first { $0.path == path })
        let text = try String(contentsOf: Self.project.appendingPathComponent(path), encoding: .utf8)
        #expect(generated.text(from: text) == text, "\(path) is stale: run ./scripts/generate")
    }

    @Test("have all codes in their lists again where one is missing, in its place")
    func lists() throws {
        let report = try #require(GeneratedFile.all.first { $0.path.hasSuffix("report.schema.json") })
        let text = try String(contentsOf: Self.project.appendingPathComponent(report.path), encoding: .utf8)
        let line = try #require(text.split(separator: "\n").first { $0.contains("\"host-port-conflict\"") })
        #expect(report.text(from: text.replacing("\(line)\n", with: "")) == text)
        // Words that are no codes stay as they are.
        #expect(report.text(from: "[\n  \"a\",\n  \"b\"\n]\n") == "[\n  \"a\",\n  \"b\"\n]\n")
    }
}
