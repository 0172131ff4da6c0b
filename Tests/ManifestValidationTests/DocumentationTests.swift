import Foundation
import Testing

@Suite("docs/manifest-validation.md names the rules that are checked")
struct DocumentationTests {
    @Test("Each function of Kubernetes that a comment names as checked is in the page")
    func functions() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
        let page = try String(contentsOf: root.appending(path: "docs/manifest-validation.md"), encoding: .utf8)
        let rules = root.appending(path: "Sources/ManifestValidation/Rules")
        let files = try #require(FileManager.default.enumerator(at: rules, includingPropertiesForKeys: nil))
        var missing: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: /`([vV]alidate\w+)`/) where !page.contains("`\(match.1)`") {
                missing.insert(String(match.1))
            }
        }
        #expect(missing.sorted() == [])
    }
}
