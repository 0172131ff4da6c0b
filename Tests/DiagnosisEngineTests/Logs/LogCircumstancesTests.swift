import Testing

@testable import DiagnosisEngine

@Suite("A line of a log")
struct LogCircumstancesTests {
    @Test("is told from a frame of a stack trace")
    func stackFrames() {
        for frame in [
            "    at failed (/x.js:1:2)", "\t/src/panic.go:63 +0x1d", "panic({0x1d6e0a0, 0xc0})",
            "   0: std::panic::begin",
        ] { #expect(StackFrame.isOne(frame), "\(frame)") }
        for line in ["at 10:00 it failed", "panic: x", "0: failed::x", "  12: no such file", "thread 'main' panicked"] {
            #expect(!StackFrame.isOne(line), "\(line)")
        }
    }
}
