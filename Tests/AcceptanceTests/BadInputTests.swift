import Testing

@Suite("What bad input gets")
struct BadInputTests {
    /// An input and what its one line must say.
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        /// A line of shell that makes the input; `$snapshot` is a good one, compressed.
        var preparation: String
        /// What stands after `dsdoctor`.
        var arguments: String
        /// Where the trouble is, what it is, and what to do.
        var parts: [String]
        var testDescription: String { name }
    }

    private static let pod = #"{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"a"}"#
    private static let node = #"{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1"}}"#

    static let cases = [
        Case(
            name: "no such file", preparation: ":", arguments: "--snapshot gone.json",
            parts: ["gone.json", "no such file", "check the path"]),
        Case(
            name: "a directory that holds nothing", preparation: "mkdir nothing", arguments: "--snapshot nothing",
            parts: ["nothing", "no .json or .yaml file", "name the directory"]),
        Case(
            name: "log signatures that are not there", preparation: ":",
            arguments: "--snapshot \"$snapshot\" --log-signatures gone.yaml", parts: ["gone.yaml", "no such file"]),
        Case(
            name: "log signatures with a wrong key",
            preparation: #"printf 'signatures:\n- name: a\n  phrase: [abc]\n' > own.yaml"#,
            arguments: "--snapshot \"$snapshot\" --log-signatures own.yaml",
            parts: ["own.yaml:3:3:", "phrase", "did you mean", "docs/log-signatures.md"]),
        Case(
            name: "an empty file", preparation: ": > x.json", arguments: "--snapshot x.json",
            parts: ["x.json", "empty", "kubectl get"]),
        Case(
            name: "nothing on standard input", preparation: ":", arguments: "--snapshot - < /dev/null",
            parts: ["standard input", "empty", "kubectl get"]),
        Case(
            name: "a null device", preparation: ":", arguments: "--snapshot /dev/null",
            parts: ["/dev/null", "empty", "kubectl get"]),
        Case(
            name: "JSON that ends in the middle of a pod",
            preparation: "gzip -dc \"$snapshot\" | head -c 600000 > x.json", arguments: "--snapshot x.json",
            parts: ["x.json", "ends too early, at byte 600000, after 139 complete objects", "again"]),
        Case(
            name: "gzip that ends in the middle", preparation: "head -c 20000 \"$snapshot\" > x.json.gz",
            arguments: "--snapshot x.json.gz", parts: ["x.json.gz", "ends too early", "complete objects", "again"]),
        Case(
            name: "compressed JSON that ends in the middle of a pod",
            preparation: "gzip -dc \"$snapshot\" | head -c 600000 | gzip > x.json.gz",
            arguments: "--snapshot x.json.gz", parts: ["x.json.gz", "ends too early", "after 139 complete", "again"]),
        Case(
            name: "YAML that ends in the middle of a pod",
            preparation:
                #"printf 'apiVersion: v1\nitems:\n- kind: Node\n  metadata:\n    name: n1\n- kind: Po' > x.yaml"#,
            arguments: "--snapshot x.yaml", parts: ["x.yaml", "ends too early", "after 1 complete object", "again"]),
        Case(
            name: "gzip of nothing", preparation: ": | gzip > x.gz", arguments: "--snapshot x.gz",
            parts: ["x.gz", "empty", "kubectl get"]),
        Case(
            name: "gzip of NUL bytes", preparation: "head -c 20000 /dev/zero | gzip > x.gz",
            arguments: "--snapshot x.gz", parts: ["x.gz", "empty", "kubectl get"]),
        Case(
            name: "what only begins like gzip", preparation: #"printf '\037\213garbage garbage' > x.gz"#,
            arguments: "--snapshot x.gz", parts: ["x.gz", "begins like a compressed file", "check"]),
        Case(
            name: "neither JSON nor YAML", preparation: "echo '<html></html>' > x.json",
            arguments: "--snapshot x.json", parts: ["x.json", "neither JSON nor YAML: it is plain text", "kubectl get"]),
        Case(
            name: "bytes that are no text", preparation: #"printf 'a\001\002b' > x.bin"#,
            arguments: "--snapshot x.bin", parts: ["x.bin", "not text", "byte 1 is 1", "kubectl get"]),
        Case(
            name: "JSON with an error", preparation: #"printf '{"kind": "List" "items"]' > x.json"#,
            arguments: "--snapshot x.json", parts: ["x.json", "unexpected", "kubectl get"]),
        Case(
            name: "JSON that is no object of Kubernetes", preparation: #"echo '{"a": 1}' > x.json"#,
            arguments: "--snapshot x.json",
            parts: ["x.json", "contains no Kubernetes objects", "has no kind", "kubectl get"]),
        Case(
            name: "YAML with an error", preparation: #"printf 'kind: Node\nmetadata: [a\nspec: {}\n' > x.yaml"#,
            arguments: "--snapshot x.yaml", parts: ["x.yaml", "line 3 is not valid YAML", "correct that line"]),
        Case(
            name: "a list of broken objects",
            preparation:
                #"echo '{"kind": "List", "items": [\#(pod), "spec": 1}, {"kind": "Node", "spec": []}]}' > x.json"#,
            arguments: "--snapshot x.json",
            parts: ["x.json", "all 2 objects are broken", "item 0, Pod a/p", "found 1", "save the snapshot again"]),
        Case(
            name: "a quantity that is none",
            preparation: """
                echo '\(pod), "spec": {"containers": [{"resources": {"requests": {"memory": "1..5Gi"}}}]}}' > x.json
                """,
            arguments: "--snapshot x.json",
            parts: ["x.json", "spec.containers[0].resources.requests.memory", "1..5Gi", "not a quantity"]),
        Case(
            name: "a snapshot without nodes", preparation: "echo '\(pod)}' > x.json", arguments: "--snapshot x.json",
            parts: ["x.json", "has no nodes", "save the nodes too"]),
        Case(
            name: "a DaemonSet that is not there", preparation: ":",
            arguments: "logging/rolilng --snapshot \"$snapshot\"",
            parts: ["DaemonSet logging/rolilng not found", "did you mean logging/rolling?"]),
        Case(
            name: "a namespace that is not there", preparation: ":", arguments: "-n loging --snapshot \"$snapshot\"",
            parts: ["no DaemonSet in namespace loging", "did you mean logging?"]),
        Case(
            name: "a pipe that nobody writes to", preparation: "mkfifo pipe", arguments: "--snapshot pipe",
            parts: ["pipe", "nothing writes"]),
        Case(
            name: "links that lead in a circle", preparation: "ln -s loop loop", arguments: "--snapshot loop",
            parts: ["loop", "symbolic links"]),
        Case(
            name: "a name that a terminal would obey",
            preparation: #"n=$(printf 'a\nb\033[2Jc'); echo '{' > "$n""#, arguments: #"--snapshot "$n""#,
            parts: [#"a\nb\u{1b}[2Jc"#, "ends too early"]),
        Case(
            name: "content that a terminal would obey",
            preparation: #"echo '{"kind": "Pod", "metadata": {"name": "a\u000ab\u001b[2Jc", "labels": 1}}' > x.json"#,
            arguments: "--snapshot x.json", parts: ["x.json", #"a\nb\u{1b}[2Jc"#, "metadata.labels"]),
        Case(
            name: "playbooks that are not there", preparation: ":",
            arguments: "--snapshot \"$snapshot\" --playbooks gone", parts: ["gone", "no such file or directory"]),
        Case(
            name: "a directory without playbooks", preparation: "mkdir own",
            arguments: "--snapshot \"$snapshot\" --playbooks own", parts: ["own", "no .yaml or .yml file"]),
        Case(
            name: "broken playbooks", preparation: #"mkdir own; printf 'id: own\nrisk: low\n' > own/a.yaml"#,
            arguments: "--snapshot \"$snapshot\" --playbooks own",
            parts: ["own/a.yaml:1:1: the key", "and 4 more", "dsdoctor playbooks validate own"]),
    ]

    @Test(
        "is one line that names what, where and what to do, exit code 2 and no result", arguments: cases + hostileCases)
    func oneLine(example: Case) throws {
        let run = try Workspace().run(
            """
            snapshot='\(ShippedSnapshot.stuckRollout.path)'
            \(example.preparation)
            dsdoctor diagnose \(example.arguments)
            """)
        #expect(run.exitCode == 2)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("dsdoctor: "))
        #expect(run.errors.filter(\.isNewline).count == 1)
        #expect(!run.errors.dropLast().unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
        for part in example.parts { #expect(run.errors.contains(part), "\(run.errors)") }
    }

    @Test("What is good in a list with broken objects is kept, and the broken ones are told")
    func keepsWhatIsGood() throws {
        let workspace = try Workspace()
        try workspace.write(
            #"""
            {"kind": "List", "items": [\#(Self.node), \#(Self.pod), "spec": {"containers": [{"resources":
            {"requests": {"memory": "1..5Gi"}}}]}}]}
            """#, to: "x.json")
        let run = try workspace.run("dsdoctor --snapshot x.json")
        #expect(run.exitCode == 0)
        #expect(run.errors == "")
        #expect(run.output.contains("object-unreadable: item 1, Pod a/p is left out"))
        #expect(run.output.contains("\"1..5Gi\" is not a quantity"))
    }
}
