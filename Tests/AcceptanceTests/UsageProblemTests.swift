import Testing

@testable import DoctorCommands

@Suite("What is wrong with a command line is one line")
struct UsageProblemTests {
    @Test(arguments: [
        ("--nonsense", "unknown option --nonsense (see 'dsdoctor diagnose --help')"),
        ("--snapshots x", "unknown option --snapshots: did you mean --snapshot? (see 'dsdoctor diagnose --help')"),
        ("--severity x", "--severity: 'x' isn't one of critical, warning, notice (see 'dsdoctor diagnose --help')"),
        ("placement -o foo", "-o: 'foo' isn't one of text, json, "),
        ("plan --never foo", "--never: 'foo' isn't one of requests, limits, tolerations, "),
        ("rollout x --timeout abc", "--timeout: 'abc' isn't <duration> (give up after this time: 90, 15m, 1h30m"),
        ("simulate x --set-request memory=y", "--set-request: 'memory=y' isn't <[container:]resource=quantity>"),
        ("--cause", "--cause needs a value: <number|code> (only one cause: its number in the overview"),
        ("diff before.yaml", "<after> is missing (the later snapshot; see 'dsdoctor diff --help')"),
        ("simulate logging/x", "no change given; add for example --set-request memory=200Mi (see"),
        ("-A -n x", "--namespace and --all-namespaces can't be combined (see 'dsdoctor diagnose --help')"),
        ("diagnos", "diagnos isn't a command: did you mean diagnose? (for a DaemonSet of that name: ds/diagnos)"),
        ("rollout a b", "unexpected argument b (see 'dsdoctor rollout --help')"),
        ("--fail-on it's", "--fail-on: 'it's' isn't one of critical, warning, notice, never (see"),
        ("--bad\u{1b}[31m", "unknown option --bad\\u{1B}[31m (see 'dsdoctor diagnose --help')"),
    ])
    func `It says what, why, and where to read on`(line: String, expected: String) {
        let run = RecordedRun(line.split(separator: " ").map(String.init))
        #expect(run.exitCode == 64)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("dsdoctor: \(expected)"), "\(run.errors)")
        #expect(run.errors.filter(\.isNewline).count == 1, "\(run.errors)")
    }

    @Test func `The program is called as its caller called it`() {
        let run = RecordedRun(["--nonsense"], programName: "kubectl dsdoctor")
        #expect(run.errors == "dsdoctor: unknown option --nonsense (see 'kubectl dsdoctor diagnose --help')\n")
    }
}
