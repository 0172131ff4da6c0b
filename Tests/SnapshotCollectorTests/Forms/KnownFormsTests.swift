import Foundation
import Testing

@testable import SnapshotCollector

struct KnownFormsTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/SnapshotCollector/Forms")

    @Test func `Every file of Forms is a form that is asked`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        let known = BundleForms.files.map { "\(type(of: $0)).swift" }
        #expect(known == files.sorted(), "a form is missing: run ./scripts/generate")
    }

    @Test func `No two forms have the same turn, and plain files come last`() {
        #expect(Set(BundleForms.all.map(\.precedence)).count == BundleForms.all.count)
        #expect(BundleForms.all.last?.name == "plain files")
    }
}
