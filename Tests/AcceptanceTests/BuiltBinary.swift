import Foundation
import TestServers

/// The program as it was built, run as a user would.
struct BuiltBinary {
    var exitCode: Int32
    var output: String
    var errors: String

    /// The program stands beside the test bundle, from which this process runs.
    static var url: URL {
        get throws {
            let process = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            return URL(fileURLWithPath: process).deletingLastPathComponent().appendingPathComponent("dsdoctor")
        }
    }

    /// Runs a line of shell in which `dsdoctor` is the built program, which is ended with 124 when it hangs.
    init(shell line: String, in directory: URL? = nil) throws {
        let ended = try ChildProcess.run(
            "/bin/sh", ["-c", "dsdoctor() { timeout 120 \"$0\" \"$@\"; }; \(line)", Self.url.path],
            in: directory?.path)
        exitCode = ended.exitCode
        output = String(decoding: ended.output, as: UTF8.self)
        errors = String(decoding: ended.errors, as: UTF8.self)
    }
}
