import Foundation
import SnapshotServer
import TestServers

/// The real kubectl, where the machine has one.
struct Kubectl {
    var exitCode: Int32 = 0
    var output = ""
    var errors = ""

    /// Where it lies; nil where it is not installed.
    static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/kubectl" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Runs it against a server.
    init(_ arguments: [String], server: ReplayServer) throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let config = directory.appendingPathComponent("kubeconfig").path
        try ReplayKubeconfig(url: server.url).write(to: config)
        let ended = try ChildProcess.run(
            "timeout", ["60", Self.path ?? "", "--kubeconfig", config, "--cache-dir", directory.path] + arguments)
        exitCode = ended.exitCode
        output = String(decoding: ended.output, as: UTF8.self)
        errors = String(decoding: ended.errors, as: UTF8.self)
    }
}
