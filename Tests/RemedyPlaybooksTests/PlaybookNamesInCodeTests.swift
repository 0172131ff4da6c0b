import Foundation
import Testing

@testable import RemedyPlaybooks

struct PlaybookNamesInCodeTests {
    private static let sources = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources")

    @Test(
        "What finds and tries remedies names no playbook: a playbook names itself",
        arguments: ["DiagnosisEngine", "ClusterSimulation", "RemedyPlaybooks", "ReportRendering"])
    func names(module: String) throws {
        let ids = PlaybookCatalogue.embedded.playbooks.map(\.id)
        let folder = Self.sources.appendingPathComponent(module)
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        for case let file as URL in files
        where file.pathExtension == "swift" && !file.lastPathComponent.hasPrefix("EmbeddedPlaybooks") {
            let text = try String(contentsOf: file, encoding: .utf8)
            let literals = text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
                .flatMap { $0.split(separator: "\"", omittingEmptySubsequences: false).enumerated() }
                .filter { $0.offset % 2 == 1 }.map(\.element)
            for id in ids where literals.contains(where: { $0 == id || $0.hasPrefix("\(id):") }) {
                Issue.record("\(module)/\(file.lastPathComponent) names \(id)")
            }
        }
    }
}
