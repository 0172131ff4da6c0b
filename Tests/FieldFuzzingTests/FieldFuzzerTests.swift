import CheckedJSON
import Foundation
import TestServers
import Testing

@testable import FieldFuzzing

@Suite("Hostile values in every field")
struct FieldFuzzerTests {
    /// The program stands beside the test bundle, from which this process runs.
    private static func fuzz(_ arguments: String...) throws -> (exitCode: Int32, output: String) {
        let process = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let program = URL(fileURLWithPath: process).deletingLastPathComponent().appendingPathComponent("FieldFuzzer")
        // A sanitizer takes many times as much of both: scripts/sanitize says how much.
        let environment = ProcessInfo.processInfo.environment
        let factors = [
            "--time-factor", environment["FUZZ_TIME_FACTOR"] ?? "20",
            "--memory-factor", environment["FUZZ_MEMORY_FACTOR"] ?? "1",
        ]
        let ended = try ChildProcess.run(program.path, arguments + factors)
        return (ended.exitCode, String(decoding: ended.output + ended.errors, as: UTF8.self))
    }

    @Test("Some of all mutations break nothing; scripts/fuzz-fields tries all of them")
    func fields() throws {
        let run = try Self.fuzz("--sample", "40", "--seed", "1")
        #expect(run.exitCode == 0, "\(run.output)")
        #expect(run.output.contains("40 inputs"))
    }

    @Test(
        "What broke something once does so no more",
        arguments: [
            ("PersistentVolume pv-1: kind = combining marks", "collect"),
            ("DaemonSet logging/agent: status.numberReady = literal -2147483648", "diagnose"),
            ("DaemonSet logging/agent: metadata.namespace = many words", "simulate"),
        ])
    func found(input: String, command: String) throws {
        let run = try Self.fuzz("--only", input, "--commands", command)
        #expect(run.exitCode == 0, "\(run.output)")
        #expect(run.output.contains("1 inputs"))
    }

    @Test("Bytes that are not as they were, in each form of a snapshot, break nothing")
    func bytes() throws {
        let run = try Self.fuzz("--bytes", "6", "--commands", "diagnose,collect")
        #expect(run.exitCode == 0, "\(run.output)")
        #expect(run.output.contains("72 inputs"))
    }

    @Test("An input that ends the process is named, and the others are tried all the same")
    func trap() throws {
        let run = try Self.fuzz(
            "--only", "DaemonSet apps/leaving: spec.updateStrategy", "--sample", "6", "--trap-at", "3", "--commands",
            "diagnose")
        #expect(run.exitCode == 1)
        #expect(run.output.contains("6 inputs, 6 runs, 1 failures"), "\(run.output)")
        #expect(run.output.contains("diagnose: is ended by signal"))
        #expect(run.output.contains("rich: DaemonSet apps/leaving: spec.updateStrategy"))
    }
}

@Suite("What is checked of every run")
struct OutputCheckTests {
    @Test(
        "Characters that a terminal obeys are found",
        arguments: [
            "\u{1B}[31m", "\u{9B}m", "\u{7}", "\r", "\t", "\u{0}", "\u{7F}", "\u{202E}", "\u{2066}", "\u{2028}",
        ])
    func controls(text: String) {
        #expect(!TextCheck.problems(in: Array("a \(text) b\n".utf8)).isEmpty)
        #expect(!TextCheck.isOneLine("a \(text) b"))
    }

    @Test("Texts of all languages, and bytes that are no text")
    func texts() {
        #expect(TextCheck.problems(in: Array("✖ 日本語 é\n  b\n".utf8)).isEmpty)
        #expect(!TextCheck.problems(in: [0x61, 0xFF]).isEmpty)
    }

    @Test("A document that does not keep to its schema is found")
    func schema() throws {
        let schema = try #require(SchemaFile.named("placement"))
        #expect(
            schema.violations(of: .object(["schemaVersion": .string("dsdoctor/v1"), "daemonSets": .array([])])).isEmpty)
        for members: [String: JSONValue] in [
            [:], ["schemaVersion": .string("dsdoctor/v1")], ["schemaVersion": .string("x"), "daemonSets": .array([])],
            ["schemaVersion": .string("dsdoctor/v1"), "daemonSets": .string("none")],
            ["schemaVersion": .string("dsdoctor/v1"), "daemonSets": .array([]), "more": .string("x")],
            ["schemaVersion": .string("dsdoctor/v1"), "daemonSets": .array([.object(["name": .string("a")])])],
        ] {
            #expect(!schema.violations(of: .object(members)).isEmpty, "\(members)")
        }
    }

    @Test("YAML that says something else than JSON is found")
    func yaml() {
        #expect(YAMLCheck.difference(of: Array("a: 1\nb:\n- x\n".utf8), from: Array(#"{"a":1,"b":["x"]}"#.utf8)) == nil)
        #expect(YAMLCheck.difference(of: Array("a: 1\n".utf8), from: Array(#"{"a":"1"}"#.utf8)) != nil)
    }

    @Test("Runs that end otherwise than they may are found")
    func ends() throws {
        let command = try #require(FuzzedCommand.all.first { $0.name == "collect" })
        let check = OutputCheck()
        func problems(_ exitCode: Int32, _ output: String, _ errors: [String], seconds: Double = 0, memory: Int = 0)
            -> [String]
        {
            let run = CommandRun(
                exitCode: exitCode, output: Array(output.utf8), errors: errors, seconds: seconds, memory: memory)
            return check.problems(of: run, command, bytes: 1000)
        }
        let saved =
            #"{"dsdoctor":{"capturedAt":"2026-11-21T21:00:00Z","gaps":[],"listedKinds":[],"redacted":true},"items":[]}"#
        #expect(problems(0, saved, ["Saved 0 objects."]) == [])
        #expect(problems(2, "", ["dsdoctor: mutated: it is not valid JSON"]) == [])
        #expect(!problems(3, saved, []).isEmpty)
        #expect(!problems(2, "", []).isEmpty)
        #expect(!problems(2, "", ["dsdoctor: one reason of two", "dsdoctor: another reason"]).isEmpty)
        #expect(!problems(2, "", ["dsdoctor: with an escape \u{1B}[31m"]).isEmpty)
        #expect(!problems(2, "", ["dsdoctor: "]).isEmpty)
        #expect(!problems(0, "", []).isEmpty)
        #expect(!problems(0, "{", []).isEmpty)
        #expect(!problems(0, saved, [], seconds: 3).isEmpty)
        #expect(!problems(0, saved, [], memory: 400 << 20).isEmpty)
    }
}
