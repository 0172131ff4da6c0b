import CheckedYAML
import Testing

@testable import RemedyPlaybooks

struct PlaybookProblemsTests {
    /// A playbook with one thing wrong: what replaces a line of one in order, and where the problem is.
    struct Case: CustomTestStringConvertible {
        var name: String
        var replacing: String
        var with: String
        var line: Int
        var column: Int
        var code: String
        var testDescription: String { name }
    }

    static let good = """
        id: own
        title: Help {{container}}
        order: 5
        changesTemplate: false
        appliesTo:
          - code: crash-loop-error-exit
            when: {exitCode: 1}
        steps:
          - Read {{logLine}}.
        commands:
          - [kubectl, logs, "{{firstPod}}"]
        references: [https://kubernetes.io/docs/]
        """

    static let cases = [
        Case(name: "unknown key", replacing: "steps:", with: "stepps:", line: 8, column: 1, code: "unknown-key"),
        Case(name: "missing key", replacing: "order: 5\n", with: "", line: 1, column: 1, code: "missing-key"),
        Case(
            name: "truth", replacing: "changesTemplate: false", with: "changesTemplate: maybe", line: 4, column: 18,
            code: "wrong-type"),
        Case(
            name: "risk", replacing: "changesTemplate: false", with: "risk: low", line: 4, column: 1,
            code: "unknown-key"),
        Case(name: "order", replacing: "order: 5", with: "order: early", line: 3, column: 8, code: "wrong-type"),
        Case(name: "id", replacing: "id: own", with: "id: Own Playbook", line: 1, column: 5, code: "bad-id"),
        Case(
            name: "finding code", replacing: "crash-loop-error-exit", with: "crash-loop-eror-exit", line: 6, column: 11,
            code: "unknown-code"),
        Case(
            name: "condition's type", replacing: "exitCode: 1", with: "exitCode: one", line: 7, column: 22,
            code: "bad-condition"),
        Case(
            name: "condition's name", replacing: "exitCode: 1", with: "exitcode: 1", line: 7, column: 12,
            code: "unknown-parameter"),
        Case(
            name: "variable", replacing: "{{logLine}}", with: "{{logline}}", line: 9, column: 5,
            code: "unknown-parameter"),
        Case(
            name: "variable of another code", replacing: "{{logLine}}", with: "{{shortfallMin}}", line: 9, column: 5,
            code: "unknown-parameter"),
        Case(
            name: "variable in a command", replacing: "{{firstPod}}", with: "{{pod}}", line: 11, column: 21,
            code: "unknown-parameter"),
        Case(name: "open tag", replacing: "{{logLine}}", with: "{{logLine", line: 9, column: 5, code: "bad-template"),
        Case(
            name: "open section", replacing: "{{logLine}}", with: "{{#logLine}}", line: 9, column: 5,
            code: "bad-template"),
        Case(name: "partial", replacing: "{{logLine}}", with: "{{> file}}", line: 9, column: 5, code: "bad-template"),
        Case(
            name: "list as "
                + "text", replacing: "{{logLine}}", with: "{{nodes}}", line: 9, column: 5, code: "bad-template"),
        Case(
            name: "scalar in place of a list", replacing: "steps:\n  - Read {{logLine}}.", with: "steps: Read", line: 8,
            column: 8, code: "wrong-type"),
        Case(
            name: "address", replacing: "https://kubernetes.io/docs/", with: "kubernetes.io", line: 12, column: 14,
            code: "wrong-type"),
        Case(
            name: "words for a shell", replacing: "[kubectl, logs, \"{{firstPod}}\"]",
            with: "[ssh, \"{{firstNode}}\", cat, \"{{firstPod}}\"]", line: 11, column: 33, code: "unsafe-word"),
        Case(
            name: "shell in a pod", replacing: "[kubectl, logs, \"{{firstPod}}\"]",
            with: "[kubectl, exec, \"{{firstPod}}\", --, sh, -c, \"ls {{logLine}}\"]", line: 11, column: 49,
            code: "unsafe-word"),
        Case(name: "YAML", replacing: "order: 5", with: "order: [5", line: 4, column: 16, code: "invalid-yaml"),
        Case(
            name: "key twice", replacing: "order: 5", with: "changesTemplate: true", line: 3, column: 1,
            code: "invalid-yaml"),
    ]

    @Test func `A playbook in order has no problems`() {
        #expect(PlaybookCatalogue.problems(in: [PlaybookFile(name: "own.yaml", text: Self.good)]) == [])
    }

    @Test(arguments: cases)
    func `A problem is reported with line and column`(example: Case) throws {
        let text = Self.good.replacing(example.replacing, with: example.with)
        let problems = PlaybookCatalogue.problems(in: [PlaybookFile(name: "own.yaml", text: text)])
        let problem = try #require(problems.first { $0.reason.code == example.code }, "\(problems)")
        #expect(problem.file == "own.yaml")
        #expect([problem.line, problem.column] == [example.line, example.column], "\(problems)")
        #expect(throws: YAMLFileErrors.self) {
            try PlaybookCatalogue(files: [PlaybookFile(name: "own.yaml", text: text)])
        }
    }

    @Test func `All problems of all files are reported`() {
        let bad = Self.good.replacing("changesTemplate: false", with: "changesTemplate: maybe").replacing(
            "steps:", with: "stepps:"
        )
        .replacing("{{firstPod}}", with: "{{pod}}")
        let problems = PlaybookCatalogue.problems(in: [
            PlaybookFile(name: "a.yaml", text: bad), PlaybookFile(name: "b.yaml", text: ""),
            PlaybookFile(name: "c.yaml", text: "- a list"),
        ])
        #expect(
            problems.map { "\($0.file) \($0.reason.code)" } == [
                "a.yaml wrong-type", "a.yaml unknown-key", "a.yaml unknown-parameter", "b.yaml empty",
                "c.yaml wrong-type",
            ])
    }

    @Test func `An id is used once`() throws {
        let files = ["a.yaml", "b.yaml"].map { PlaybookFile(name: $0, text: Self.good) }
        let problem = try #require(PlaybookCatalogue.problems(in: files).first)
        #expect(problem.file == "b.yaml")
        #expect(problem.reason == .duplicateID("own", otherFile: "a.yaml"))
    }

    @Test func `A misspelt word gets a hint`() {
        let text = Self.good.replacing("steps:", with: "stepps:")
        let problems = PlaybookCatalogue.problems(in: [PlaybookFile(name: "own.yaml", text: text)])
        #expect(problems.map(\.description) == ["own.yaml:8:1: unknown key \"stepps\"; did you mean \"steps\"?"])
    }
}
