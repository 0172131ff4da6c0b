import Foundation
import Testing

@Suite("The built program")
struct BinaryTests {
    @Test(
        "--help tells of every exit code and ends well", arguments: ["dsdoctor --help", "dsdoctor help", "dsdoctor -h"])
    func help(line: String) throws {
        let run = try BuiltBinary(shell: line)
        #expect(run.exitCode == 0)
        #expect(run.errors == "")
        for code in ["0 ", "1 ", "2 ", "64 "] { #expect(run.output.contains("\n  \(code)")) }
        #expect(run.output.contains("diagnose"))
    }

    @Test("--help of diagnose names its options")
    func helpOfDiagnose() throws {
        let run = try BuiltBinary(shell: "dsdoctor diagnose --help")
        #expect(run.exitCode == 0)
        for option in ["--snapshot", "--namespace", "-A", "--output", "--fail-on", "--color", "--width", "--verbose"] {
            #expect(run.output.contains(option))
        }
    }

    @Test("A usage error exits with 64, tells on standard error, and prints nothing else")
    func usageError() throws {
        let run = try BuiltBinary(shell: "dsdoctor diagnose --nonsense")
        #expect(run.exitCode == 64)
        #expect(run.output == "")
        #expect(run.errors.contains("--nonsense"))
    }

    @Test("Without a snapshot there is one line on standard error and exit code 2")
    func noSnapshot() throws {
        let run = try BuiltBinary(shell: "dsdoctor")
        #expect(run.exitCode == 2)
        #expect(run.output == "")
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test("A full disk is told and exits with 2", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
    func fullDisk() throws {
        let run = try BuiltBinary(shell: "dsdoctor --help > /dev/full")
        #expect(run.exitCode == 2)
        #expect(run.errors == "dsdoctor: standard output: No space left on device\n")
    }

    @Test("A closed pipe is no error")
    func closedPipe() throws {
        let run = try BuiltBinary(shell: "{ sleep 0.2; dsdoctor --help; echo $? >&2; } | :")
        #expect(run.errors == "0\n")
    }
}
