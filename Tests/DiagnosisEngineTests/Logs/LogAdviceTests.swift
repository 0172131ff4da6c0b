import ClusterSnapshot
import Testing

@testable import DiagnosisEngine

/// What programs say themselves is to be done.
struct LogAdviceTests {
    private func telling(_ lines: [String], by signatures: LogSignatures = .none) -> TellingLine? {
        signatures.tellingLine(
            of: ContainerLog(namespace: "a", pod: "p", container: "c", isPrevious: true, lines: lines))
    }

    @Test(arguments: [
        ("Error: no key. Please set API_KEY.", "Please set API_KEY."),
        ("cannot start: you must run this as root", "cannot start: you must run this as root"),
        ("E: is your kernel new? Make sure you have headers", "Make sure you have headers"),
        ("fatal: --region is required", "fatal: --region is required"),
        ("is loose. It requires rp_filter to be set to 0", "It requires rp_filter to be set to 0"),
        ("no token, set TOKEN or --token", "no token, set TOKEN or --token"),
        ("Hint: mount /dev", "Hint: mount /dev"), ("no agent. Is the agent running?", "Is the agent running?"),
        ("port is wrong; try another one", "try another one"),
    ])
    func `A line's advice is its sentence and what follows`(line: String, advice: String) {
        #expect(LogAdvice(in: line)?.text(of: line) == advice)
    }

    @Test(arguments: [
        "failed to ensure the chain exists", "retry to connect", "considered dead", "Please wait",
        "please report this bug", "error: failed to check the version", "cannot set the time",
        "  --token string   must be set", "Usage: set X", "",
        "will try again", "installed the hook",
    ])
    func `What a program does is no advice`(line: String) { #expect(LogAdvice(in: line) == nil) }

    @Test func `An error with advice comes before those that follow from it`() {
        let lines = [
            "error: the region must be set", "error: shutting down", "panic: oh", "error: failed to start",
        ]
        let line = telling(lines)
        #expect(line?.line == lines[0])
        #expect(line?.advice == lines[0])
        #expect(line?.last == "error: failed to start")
    }

    @Test func `Advice below an error is told with it`() {
        let line = telling(["starting", "error: no driver", "Please install the driver", "bye"])
        #expect(line?.before == "error: no driver")
        #expect(line?.line == "Please install the driver")
        #expect(line?.isTelling == true)
    }

    @Test func `Advice on something else is none`() {
        let far = ["error: x"] + [String](repeating: "waiting", count: 9) + ["Please set your locale"]
        #expect(telling(far)?.advice == nil)
        #expect(telling(["level=warn msg=\"please set a cluster name\"", "error: exit"])?.advice == nil)
        #expect(telling(["INFO please use TLS", "error: exit"])?.line == "error: exit")
        // What is out of date may be an error or none.
        #expect(telling(["error: use of x is gone, use the debug exporter instead"])?.advice != nil)
    }

    @Test func `A line of a known kind keeps its meaning beside the advice`() {
        let known = LogSignatures([
            LogSignature(name: "refused", meaning: "m", phrases: ["connection refused"]),
            LogSignature(name: "library", meaning: "m", rank: .root, phrases: ["libx.so"]),
        ])
        let advised = telling(["error: the server must be set", "dial: connection refused"], by: known)
        #expect(advised?.signature?.name == "refused")
        #expect(advised?.before == "error: the server must be set")
        #expect(advised?.advice == "error: the server must be set")
        let below = telling(["dial: connection refused", "You need to open the firewall"], by: known)
        #expect(below?.last == "You need to open the firewall")
        // A root is one by itself.
        let root = telling(["error: the server must be set", "error: libx.so"], by: known)
        #expect(root?.advice == nil)
    }

    @Test func `Long lines are shortened around their advice`() {
        let noise = String(repeating: "noise, ", count: 80)
        let line = "error: \(noise)done. You must set ONE. \(noise)"
        #expect(telling([line])?.line.contains("You must set ONE") == true)
        #expect((telling([line])?.line.count ?? 0) < 420)
        #expect(LogAdvice(in: String(repeating: "please set ", count: 500)) == nil)
    }

    @Test func `A list of options says nothing of what went wrong`() {
        let lines = [
            "unknown flag: -x", "Usage of agent:", "  -log", "\tlog to standard error", "Flags:", "  -r  is required",
            "exit",
        ]
        #expect(UsageText.without(lines) == ["unknown flag: -x", "Usage of agent:", "Flags:", "exit"])
        #expect(telling(lines)?.last == nil)
        #expect(UsageText.without(["usage: 9 %", "error: y", "  z"]) == ["usage: 9 %", "error: y", "  z"])
    }

    @Test func `A line that names more stands before one of its kind, whatever its level`() {
        let known = LogSignatures([LogSignature(name: "interface", phrases: ["no interface"])])
        let lines = [
            "I0101 00:00:00.1 1 a.go:1] no interface has 10.0.0.9", "E0101 00:00:00.2 1 a.go:2] no interface",
        ]
        #expect(telling(lines, by: known)?.before == "no interface has 10.0.0.9")
        #expect(telling([lines[1], "x", lines[1]], by: known)?.before == nil)
    }

    @Test func `Of several ways the error of the one before is told`() {
        let known = LogSignatures([
            LogSignature(name: "names", phrases: ["could not resolve"]),
            LogSignature(name: "library", rank: .root, phrases: ["libx.so"]),
        ])
        let lines = [
            "* Trying to download it", "curl: could not resolve host", "* Trying to compile it", "error: libx.so",
            "bye",
        ]
        #expect(telling(lines, by: known)?.before == "curl: could not resolve host")
        #expect(telling(Array(lines.dropFirst()), by: known)?.before == nil)
    }
}
