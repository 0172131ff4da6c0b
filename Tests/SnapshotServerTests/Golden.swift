import Foundation
import Testing

/// A file beside the tests that holds what is expected.
struct Golden {
    let file: URL

    init(_ name: String) {
        file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Goldens/\(name)")
    }

    /// Expects `text` to be what the file holds.
    func expect(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" {
            try Data(text.utf8).write(to: file)
            Issue.record("\(file.path) was recorded; look at the difference", sourceLocation: sourceLocation)
            return
        }
        let expected = try String(contentsOf: file, encoding: .utf8)
        guard expected != text else { return }
        let lines = zip(expected.split(separator: "\n"), text.split(separator: "\n"))
        let first = lines.first { $0 != $1 }.map { "\n- \($0)\n+ \($1)" } ?? " in its length"
        Issue.record(
            "\(file.path) differs\(first)\nIf that is meant: `RECORD_GOLDENS=1 swift test --filter TableTests`",
            sourceLocation: sourceLocation)
    }
}
