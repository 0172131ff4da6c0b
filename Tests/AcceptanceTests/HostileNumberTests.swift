import DoctorCommands
import Foundation
import Synchronization
import Testing

/// Whoever may write one object chooses its numbers. None of them may end the program, nor be passed on as advice.
@Suite struct HostileNumberTests {
    private let workspace: Workspace

    init() throws { workspace = try Workspace() }

    private func run(_ arguments: [String]) -> (exitCode: Int32, output: String) {
        let output = Mutex<[UInt8]>([])
        let context = CommandContext(
            writeOutput: { bytes in output.withLock { $0 += bytes } }, writeError: { _ in }, environment: { _ in nil })
        let exitCode = DoctorProgram.run(arguments, in: context)
        return (exitCode, String(decoding: output.withLock { $0 }, as: UTF8.self))
    }

    /// What is said by ourselves, and not quoted from the cluster.
    private func words(of json: Any, into found: inout [String]) {
        if let members = json as? [String: Any] {
            for (name, value) in members {
                if ["message", "title", "steps"].contains(name) {
                    found += (value as? [String]) ?? [value as? String ?? ""]
                }
                if name != "evidence" { words(of: value, into: &found) }
            }
        } else if let elements = json as? [Any] {
            for element in elements { words(of: element, into: &found) }
        }
    }

    @Test(arguments: 0..<HostileNumberCluster.attacks.count)
    func `A hostile number costs neither the report nor its sense`(attack: Int) throws {
        let (name, text) = HostileNumberCluster.attacks[attack]
        let path = workspace.url.appendingPathComponent("\(attack).json").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        for arguments in [
            ["diagnose", "--advice"], ["placement"], ["simulate", "logging/agent", "--set-request", "cpu=10m"],
        ] {
            let ended = run(arguments + ["--snapshot", path, "-o", "json"])
            #expect([0, 1, 2].contains(ended.exitCode), "\(name): \(arguments[0]) ends with \(ended.exitCode)")
            // An object that Kubernetes' own decoder would refuse is refused here too.
            guard !ended.output.isEmpty else { continue }
            let json = try JSONSerialization.jsonObject(with: Data(ended.output.utf8))
            var words: [String] = []
            self.words(of: json, into: &words)
            // The number itself may be quoted, what was computed from it may not be.
            let least = name.hasSuffix("-9223372036854775808") ? [] : ["-9223372036854775808"]
            for word in ["inf%", "nan%", "-8Ei"] + least {
                #expect(!words.contains { $0.contains(word) }, "\(name): \(word) in \(arguments[0])")
            }
        }
        #expect([0, 1, 2].contains(run(["diagnose", "--snapshot", path]).exitCode), "\(name): text")
    }

    @Test func `What is tried is a cluster with something to say`() throws {
        let path = workspace.url.appendingPathComponent("usual.json").path
        let usual = try #require(HostileNumberCluster.attacks.last)
        try Data(usual.text.utf8).write(to: URL(fileURLWithPath: path))
        let ended = run(["diagnose", "--full", "--snapshot", path])
        #expect(ended.exitCode == 1)
        for code in [
            "evicted-node-pressure", "crash-loop-out-of-memory", "crash-loop-liveness-probe", "pod-stuck-terminating",
        ] {
            #expect(ended.output.contains(code), "\(code)")
        }
    }
}
