import Foundation
import Testing

/// What a person at a terminal sees while something takes long.
@Suite struct ProgressTests {
    /// Reads a snapshot that comes slowly, with standard error on a terminal where `script` is there to make one.
    private func run(_ redirection: String, terminal: String = "xterm") throws -> BuiltBinary {
        let program = "timeout 120 '\(try BuiltBinary.url.path)' diagnose --snapshot - -o json \(redirection)"
        return try BuiltBinary(
            shell: """
                { sleep 2; gzip -dc '\(ShippedSnapshot.stuckRollout.path)'; } > slow &
                TERM=\(terminal) script -qec "\(program) < slow > report" /dev/null < /dev/null
                """, in: try fifo())
    }

    private func fifo() throws -> URL {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("dsdoctor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        #expect(mkfifo(directory.appendingPathComponent("slow").path, 0o600) == 0)
        return directory
    }

    private static let hasScript = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

    @Test(.enabled(if: hasScript, "needs the program script"))
    func `A line tells what is being done, and vanishes`() throws {
        let run = try run("")
        #expect(run.output.contains("reading the snapshot: 1 s"), "\(run.output) \(run.errors)")
        #expect(run.output.hasSuffix("\r\u{1B}[2K"))
    }

    @Test(.enabled(if: hasScript, "needs the program script"), arguments: ["2> errors", ""])
    func `Where standard error is no terminal, or a dumb one, there is none`(redirection: String) throws {
        let run = try run(redirection, terminal: redirection.isEmpty ? "dumb" : "xterm")
        #expect(run.output.isEmpty)
    }
}
