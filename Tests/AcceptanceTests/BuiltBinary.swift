import Foundation

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
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "dsdoctor() { timeout 120 \"$0\" \"$@\"; }; \(line)", try Self.url.path]
        process.currentDirectoryURL = directory
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        try process.run()
        self.output = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        self.errors = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        exitCode = process.terminationStatus
    }
}
