import KubernetesModel
import Wording

/// Results of tests. It is valid by the schema that Ant's JUnit task follows and by that of Jenkins, which differ.
struct JUnitSuite {
    /// A test.
    struct Case {
        var name: String
        var className: String
        /// Nil for one that passes.
        var trouble: Trouble?
    }

    /// Why a test does not pass.
    struct Trouble {
        /// `failure` for what would not work or does not, `error` for what could not be read or checked.
        var kind: String
        /// The news in a sentence.
        var message: String
        /// A code.
        var type: String
        /// Everything, a line each.
        var lines: [String]
    }

    var name: String
    var timestamp: Timestamp
    var cases: [Case]
    /// What is worth knowing where nothing fails, a line each.
    var remarks: [String]

    /// A document of several suites.
    static func document(_ suites: [JUnitSuite]) -> [UInt8] {
        let elements = suites.enumerated().map { $1.element(number: $0) }
        return Array(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n\(elements.joined())</testsuites>\n".utf8)
    }

    private func element(number: Int) -> String {
        let failures = cases.count { $0.trouble?.kind == "failure" }
        let errors = cases.count { $0.trouble?.kind == "error" }
        var text = "  <testsuite name=\"\(Self.escaped(name))\" package=\"dsdoctor\" id=\"\(number)\""
        // Whole seconds without a zone, as the schema has it.
        text += " hostname=\"localhost\" timestamp=\"\("\(timestamp)".prefix(19))\" tests=\"\(cases.count)\""
        text += " failures=\"\(failures)\" errors=\"\(errors)\" skipped=\"0\" time=\"0\">\n    <properties/>\n"
        for one in cases { text += Self.element(one) }
        text += "    <system-out>\(Self.escaped(remarks.joined(separator: "\n")))</system-out>\n"
        return text + "    <system-err/>\n  </testsuite>\n"
    }

    private static func element(_ one: Case) -> String {
        let head = "    <testcase name=\"\(escaped(one.name))\" classname=\"\(escaped(one.className))\" time=\"0\""
        guard let trouble = one.trouble else { return "\(head)/>\n" }
        let text = escaped(trouble.lines.joined(separator: "\n"))
        return "\(head)>\n      <\(trouble.kind) message=\"\(escaped(trouble.message))\" "
            + "type=\"\(escaped(trouble.type))\">\(text)</\(trouble.kind)>\n    </testcase>\n"
    }

    /// Text for XML 1.0, which has no control characters.
    private static func escaped(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            TerminalText.escaped(String(line)).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
                .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
        }.joined(separator: "\n")
    }
}
