import Foundation
import Testing

/// A file that holds the expected output of a test.
struct Golden {
    let file: URL

    /// A golden beside the tests.
    init(_ name: String) {
        file = Self.testDirectory.appendingPathComponent("Goldens").appendingPathComponent(name)
    }

    /// A file of the project that a test keeps up to date.
    init(inProject path: String) {
        file = Self.testDirectory.deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent(path)
    }

    private static let testDirectory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

    /// Whether goldens are written instead of read; the tests fail then, so that nobody takes that for a pass.
    static var isRecording: Bool { ProcessInfo.processInfo.environment["RECORD_GOLDENS"] == "1" }

    /// Expects `text` to be what the file holds.
    func expect(_ text: String, suite: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        if Self.isRecording {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            Issue.record("\(file.path) was recorded; look at the difference", sourceLocation: sourceLocation)
            return
        }
        let command = "RECORD_GOLDENS=1 swift test --filter \(suite)"
        guard let data = FileManager.default.contents(atPath: file.path) else {
            Issue.record("\(file.path) is missing; `\(command)` writes it", sourceLocation: sourceLocation)
            return
        }
        let expected = String(decoding: data, as: UTF8.self)
        guard expected != text else { return }
        let lines = (
            expected: expected.split(separator: "\n", omittingEmptySubsequences: false),
            actual: text.split(separator: "\n", omittingEmptySubsequences: false)
        )
        let first = zip(lines.expected, lines.actual).enumerated().first { $1.0 != $1.1 }
        let difference =
            first.map { "line \($0 + 1):\n- \($1.0)\n+ \($1.1)" }
            ?? "\(lines.expected.count) lines, now \(lines.actual.count)"
        Issue.record(
            "\(file.path) differs at \(difference)\nIf that is meant: `\(command)`", sourceLocation: sourceLocation)
    }
}
