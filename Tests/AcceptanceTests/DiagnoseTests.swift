import DiagnosisEngine
import DoctorCommands
import Foundation
import Testing

@testable import DoctorCommands

@Suite("dsdoctor diagnose")
struct DiagnoseTests {
    @Test(
        "The exit code follows from the worst finding and --fail-on",
        arguments: [
            ([], 1), (["apps/web"], 0), (["apps/web", "--fail-on", "warning"], 1), (["--fail-on", "never"], 0),
            (["logging/agent", "--fail-on", "notice"], 0), (["-n", "apps", "--fail-on", "notice"], 1),
        ] as [([String], Int32)])
    func exitCodeFollowsFromTheWorstFinding(arguments: [String], exitCode: Int32) {
        let run = RecordedRun(["diagnose", "--snapshot", "x"] + arguments)
        #expect(run.exitCode == exitCode)
        #expect(run.errors == "")
        #expect(!run.output.isEmpty)
    }

    @Test(
        "Names and namespaces select",
        arguments: [
            ([], ["apps/agent", "apps/web", "logging/agent", "logging/mem-hungry"]),
            (["-A"], ["apps/agent", "apps/web", "logging/agent", "logging/mem-hungry"]),
            (["agent"], ["apps/agent", "logging/agent"]),
            (["apps/agent"], ["apps/agent"]),
            (["agent", "-n", "logging"], ["logging/agent"]),
            (["-n", "apps"], ["apps/agent", "apps/web"]),
            (["web", "logging/agent"], ["apps/web", "logging/agent"]),
        ])
    func namesSelect(arguments: [String], expected: [String]) throws {
        let run = RecordedRun(["diagnose", "--snapshot", "x", "-o", "json"] + arguments)
        let report = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let daemonSets = try #require(report["daemonSets"] as? [[String: Any]])
        #expect(daemonSets.map { "\($0["namespace"] ?? "")/\($0["name"] ?? "")" } == expected)
    }

    @Test("Diagnosing is what happens without the name of a command")
    func diagnosingIsTheDefault() {
        #expect(RecordedRun(["--snapshot", "x"]).output == RecordedRun(["diagnose", "--snapshot", "x"]).output)
        #expect(RecordedRun(["agent", "--snapshot", "x"]).exitCode == 0)
    }

    @Test(
        "What is not there is told with the nearest name, and nothing is printed",
        arguments: [
            (["mem-hugnry"], "logging/mem-hungry"), (["apps/mem-hungry"], "logging/mem-hungry"),
            (["loging/agent"], "apps/agent"), (["agnet", "-n", "logging"], "logging/agent"), (["-n", "app"], "apps"),
        ])
    func missingNamesAreTold(arguments: [String], nearest: String) {
        let run = RecordedRun(["diagnose", "--snapshot", "x"] + arguments)
        #expect(run.exitCode == 2)
        #expect(run.output == "")
        #expect(run.errors.hasSuffix("did you mean \(nearest)?\n"))
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test(
        "Without a snapshot the live cluster is read, by kubectl's rules of namespaces",
        arguments: [
            ("diagnose", ["logging"]), ("diagnose -A", ["apps", "logging"]), ("diagnose -n apps", ["apps"]),
            ("diagnose apps/web", ["apps"]), ("diagnose agent", ["logging"]),
            ("diagnose --snapshot x agent", ["apps", "logging"]),
        ])
    func liveNamespaces(line: String, namespaces: [String]) throws {
        let run = RecordedRun(line.split(separator: " ").map(String.init) + ["-o", "json"])
        #expect(run.exitCode < 2)
        for namespace in ["apps", "logging"] {
            #expect(run.output.contains("\"namespace\": \"\(namespace)\"") == namespaces.contains(namespace))
        }
    }

    @Test("A saved snapshot and a live cluster exclude each other")
    func oneSource() {
        for option in ["--context c", "--server https://x", "--insecure-skip-tls-verify", "--chunk-size 5", "--logs 1"]
        {
            let run = RecordedRun(["diagnose", "--snapshot", "x"] + option.split(separator: " ").map(String.init))
            #expect(run.exitCode == 64)
            #expect(run.errors.contains(option.split(separator: " ")[0]))
        }
        #expect(RecordedRun(["diagnose", "--snapshot", ""]).exitCode == 64)
    }

    @Test("A current namespace without DaemonSets is told")
    func emptyCurrentNamespace() {
        let run = RecordedRun(
            ["diagnose"],
            reading: { origin, recorder, logger in
                var answer = try SampleCluster.read(origin, recorder, logger)
                answer.currentNamespace = "default"
                return answer
            })
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("namespace default (the current context's)") && run.errors.contains("-A"))
    }

    @Test("An error is one line, whatever it quotes")
    func errorsAreOneLine() {
        struct Hostile: Error, CustomStringConvertible { var description: String { "bad\n\u{1B}[2Jname" } }
        let run = RecordedRun(["--snapshot", "x"], reading: { _, _, _ in throw Hostile() })
        #expect(run.exitCode == 2)
        #expect(run.output == "")
        #expect(run.errors == "dsdoctor: bad\\n\\u{1B}[2Jname\n")
    }

    @Test("Results that cannot be written are an error; a reader who leaves is none")
    func outputFailures() {
        let failed = RecordedRun(["--snapshot", "x"], failingWith: .outputFailed(reason: "No space left on device"))
        #expect(failed.exitCode == 2)
        #expect(failed.errors == "dsdoctor: standard output: No space left on device\n")
        let closed = RecordedRun(["--snapshot", "x"], failingWith: .outputClosed)
        #expect(closed.exitCode == 1)
        #expect(closed.errors == "")
    }

    @Test(
        "Colours are for terminals, and for who insists",
        arguments: [
            ([], [:], 80, true), ([], [:], nil, false), ([], ["NO_COLOR": "1"], 80, false),
            ([], ["NO_COLOR": ""], 80, true), ([], ["TERM": "dumb"], 80, false),
            (["--color", "always"], ["NO_COLOR": "1"], nil, true), (["--color", "never"], [:], 80, false),
        ] as [([String], [String: String], Int?, Bool)])
    func coloursAreForTerminals(
        arguments: [String], environment: [String: String], terminalColumns: Int?, isColored: Bool
    ) {
        let run = RecordedRun(
            ["--snapshot", "x"] + arguments, environment: environment, terminalColumns: terminalColumns)
        #expect(run.output.contains("\u{1B}[") == isColored)
    }

    @Test(
        "A command line that cannot be understood exits with 64 and prints no result",
        arguments: [
            ["--nonsense"], ["diagnose", "-o", "xml"], ["diagnose", "--fail-on", "sometimes"], ["diagnose", "a/b/c"],
            ["diagnose", "/x"], ["diagnose", "-n", "a", "-A"], ["diagnose", "b/x", "-n", "a"],
            ["diagnose", "--width", "3"],
            ["diagnose", "--summary", "-o", "json"], ["diagnose", "--snapshot"],
        ])
    func usageErrors(arguments: [String]) {
        let run = RecordedRun(arguments)
        #expect(run.exitCode == 64)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("dsdoctor: ") && run.errors.filter(\.isNewline).count == 1, "\(run.errors)")
    }
}
