/// Tells lines of a stack trace that name functions from lines that tell what happened: `std::panicking::begin_panic` is no
/// panic of its own.
enum StackFrame {
    /// Whether a line is a frame of a trace: `   4: std::panicking::begin_panic` of Rust, `\tat java.lang.Thread.run(…)` of
    /// Java and JavaScript, `panic({0x1d6e0a0, …})` and `\t/src/main.go:63 +0x1d` of Go.
    static func isOne(_ line: String) -> Bool {
        let text = line.drop { $0 == " " || $0 == "\t" }
        let isIndented = text.startIndex > line.startIndex
        if isIndented, text.hasPrefix("at ") { return true }
        if isIndented, text.hasPrefix("/"), text.contains(".go:"), text.contains(" +0x") { return true }
        if text.hasPrefix("panic({0x") || text.hasPrefix("panic(0x") { return true }
        let number = text.prefix { $0.isNumber }
        guard isIndented, !number.isEmpty, number.count < 4 else { return false }
        let rest = text.dropFirst(number.count)
        return rest.hasPrefix(": ") && rest.contains("::")
    }
}
