import Foundation

/// A directory for one test, in which lines of shell run; it goes when the test ends.
final class Workspace {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Puts a file there.
    func write(_ content: some Sequence<UInt8>, to name: String) throws {
        try Data(content).write(to: url.appendingPathComponent(name))
    }

    func write(_ text: String, to name: String) throws { try write(text.utf8, to: name) }

    /// Runs a line of shell there.
    func run(_ line: String) throws -> BuiltBinary { try BuiltBinary(shell: line, in: url) }
}

/// The snapshots that ship with the project.
enum ShippedSnapshot: String, CaseIterable {
    case healthy
    case mixedFaults = "mixed-faults"
    case nodePressure = "node-pressure"
    case stuckRollout = "stuck-rollout"

    var path: String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return root.appendingPathComponent("snapshots/\(rawValue).json.gz").path
    }
}
