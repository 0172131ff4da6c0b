import Foundation
import SnapshotServer

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
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
        process.arguments = ["60", Self.path ?? "", "--kubeconfig", config, "--cache-dir", directory.path] + arguments
        process.standardInput = FileHandle.nullDevice
        // Into files: with pipes a full one would have to be read while the other is waited for.
        let files = ["output", "errors"].map { directory.appendingPathComponent($0) }
        for file in files { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: files[0])
        process.standardError = try FileHandle(forWritingTo: files[1])
        try process.run()
        process.waitUntilExit()
        exitCode = process.terminationStatus
        output = try String(contentsOf: files[0], encoding: .utf8)
        errors = try String(contentsOf: files[1], encoding: .utf8)
    }
}
