import ClusterSnapshot
import Testing

@testable import DiagnosisEngine
@testable import LogSignatureFiles

@Suite("Files of log signatures")
struct LogSignatureFilesTests {
    @Test("The one that ships is in order, and each phrase finds its own signature")
    func embedded() {
        #expect(LogSignatures.embeddedProblems == [])
        let signatures = LogSignatures.embedded.signatures
        #expect(signatures.count > 20)
        #expect(signatures.allSatisfy { !$0.meaning.isEmpty })
        for signature in signatures {
            for phrase in signature.phrases {
                let log = ContainerLog(namespace: "a", pod: "p", container: "c", isPrevious: false, lines: [phrase])
                #expect(
                    LogSignatures.embedded.tellingLine(of: log)?.signature?.name == signature.name,
                    "a signature before \(signature.name) also finds \"\(phrase)\"")
            }
        }
    }

    /// Lists of lists of lists that stand for ten million values.
    private static let bomb = (0..<8).reduce("") { text, level in
        let element = level == 0 ? "x" : "*a\(level - 1)"
        return text + "a\(level): &a\(level) [\(Array(repeating: element, count: 10).joined(separator: ","))]\n"
    }

    @Test(
        "What is wrong is told with its line",
        arguments: [
            ("", 1, "empty"), ("signatures: [\n]]", 2, "invalid-yaml"), ("- x", 1, "wrong-type"),
            ("signature:\n- name: a", 1, "unknown-key"), ("signatures:\n", 1, "wrong-type"),
            ("signatures: []", 1, "empty"),
            ("signatures: [*a]", 1, "invalid-yaml"), ("signatures: [a]\n---\n- b", 2, "invalid-yaml"),
            ("signatures:\n- [a]: b", 2, "invalid-yaml"), ("signatures: [a]\nb: c\nsignatures: []", 1, "invalid-yaml"),
            ("a:\n " + String(repeating: "[", count: 100_000), 2, "invalid-yaml"),
            (bomb, 6, "invalid-yaml"),
            ("signatures:\n- name: a\n  phrase: [abc]", 3, "unknown-key"),
            ("signatures:\n- phrases: [abc]", 2, "missing-key"),
            ("signatures:\n- name: a", 2, "missing-key"),
            ("signatures:\n- name: A b\n  phrases: [abc]", 2, "bad-name"),
            ("signatures:\n- name: a\n  phrases: abc", 3, "wrong-type"),
            ("signatures:\n- name: a\n  phrases: [ab]", 3, "bad-phrase"),
            ("signatures:\n- name: a\n  phrases: [\"a\\nbc\"]", 3, "bad-phrase"),
            ("signatures:\n- name: a\n  phrases: [abc]\n- name: a\n  phrases: [abc]", 4, "duplicate-name"),
            ("signatures:\n- name: a\n  phrases: [\(String(repeating: "abc,", count: 2001))]", 2, "too-many-phrases"),
        ])
    func problems(text: String, line: Int, code: String) {
        do {
            _ = try LogSignatures.signatures(of: text, file: "own.yaml")
            Issue.record("nothing is wrong")
        } catch {
            #expect(error.problems.contains { $0.line == line && $0.reason.code == code }, "\(error.problems)")
            #expect(error.problems.first?.description.hasPrefix("own.yaml:") == true)
        }
    }
}
