import TestBuilders
import Testing

extension BadInputTests {
    /// Input that somebody made to do harm: it must cost neither time nor memory, and reach no file but itself.
    static let hostileCases = [
        Case(
            name: "gzip of what unpacks to a thousand times its size",
            preparation: "(\(listStart); head -c 400000000 /dev/zero | tr '\\0' ' ') | gzip -9 > x.json.gz",
            arguments: "--snapshot x.json.gz", parts: ["x.json.gz", "unpacks to more than 500 times its size"]),
        Case(
            name: "a small archive of many such files",
            preparation: """
                (\(listStart); head -c 60000000 /dev/zero | tr '\\0' ' '; printf ']}') | gzip -9 > a.json.gz
                for n in 1 2 3 4 5 6; do cp a.json.gz $n.json.gz; done; tar -cf x.tar *.json.gz
                """,
            arguments: "--snapshot x.tar", parts: ["x.tar", "unpacks to more than 500 times its size"]),
        Case(
            name: "an archive of a great file that nobody wants",
            preparation: "head -c 400000000 /dev/zero > core; tar -cf - core | gzip -9 > x.tar.gz; rm core",
            arguments: "--snapshot x.tar.gz", parts: ["x.tar.gz", "unpacks to more than 500 times its size"]),
        Case(
            name: "gzip of gzip of gzip",
            preparation: "printf '{}' | gzip | gzip | gzip | gzip | gzip | gzip > x.gz",
            arguments: "--snapshot x.gz", parts: ["x.gz", "compressed too many times over"]),
        Case(
            name: "compressed data of a kind that only another program unpacks",
            preparation: "(printf 'LRZI\\000\\006'; head -c 2000 /dev/zero) | gzip > x.gz",
            arguments: "--snapshot x.gz", parts: ["x.gz", "not text"]),
        Case(
            name: "an archive of links to files outside",
            preparation: "ln -s /etc/passwd p.json; ln -s /dev/zero z.json; tar -cf x.tar p.json z.json",
            arguments: "--snapshot x.tar", parts: ["x.tar", "no .json or .yaml file"]),
        Case(
            name: "a directory of links, in circles and to files outside",
            preparation:
                "mkdir d; ln -s .. d/up; ln -s loop.json d/loop.json; ln -s /etc/passwd d/p.json; mkfifo d/f.json",
            arguments: "--snapshot d", parts: ["d", "no .json or .yaml file"]),
        Case(
            name: "YAML that merges a mapping a million times",
            preparation: "(printf 'base: &b {x: 1}\\nkind: Node\\n'; yes '<<: *b' | head -n 1000000) > x.yaml",
            arguments: "--snapshot x.yaml", parts: ["x.yaml", "merges too much"]),
        Case(
            name: "YAML with a text of 50 MB",
            preparation: "(printf 'kind: Node\\nx: '; head -c 50000000 /dev/zero | tr '\\0' 'y') > x.yaml",
            arguments: "--snapshot x.yaml", parts: ["x.yaml", "longer than 16 MB"]),
        Case(
            name: "YAML with an anchor whose name is long",
            preparation: "(printf 'a: *'; head -c 100000 /dev/zero | tr '\\0' 'y'; echo) > x.yaml",
            arguments: "--snapshot x.yaml", parts: ["x.yaml", "no anchor is named yyy"]),
        Case(
            name: "a Pod of 100 MB",
            preparation: """
                (printf '{"kind":"Pod","metadata":{"name":"p","labels":{"a":"'; head -c 100000000 /dev/zero | tr '\\0' 'y'
                printf '"}}}') > x.json
                """,
            arguments: "--snapshot x.json", parts: ["x.json", "larger than"]),
        Case(
            name: "JSON that is 100,000 levels deep",
            preparation: "(yes '[' | head -n 100000; yes ']' | head -n 100000) > x.json",
            arguments: "--snapshot x.json", parts: ["x.json", "expected an object, found a list"]),
    ]

    private static let listStart = #"printf '{"kind":"List","items":['"#

    @Test("Links, devices and paths that lead out of an archive are passed over, and what is good is read")
    func archiveOfEverything() throws {
        let workspace = try Workspace()
        try workspace.write(#"{"kind": "Node", "metadata": {"name": "n1"}}"#, to: "node.json")
        let run = try workspace.run(
            """
            ln -s /etc/passwd link.json; mkfifo pipe.json; ln node.json hard.json
            tar -P --transform 's,^node,../../node,' -cf x.tar node.json hard.json link.json pipe.json
            gzip x.tar; mkdir away; mv x.tar.gz away; cd away; dsdoctor diagnose --snapshot x.tar.gz -o json; ls ..
            """)
        #expect(run.errors == "")
        #expect(run.output.contains(#""nodes": 1"#))
        #expect(!run.output.contains("root:"))
    }

    @Test("An error that is found while items before it are still decoded ends the program in order")
    func endsInOrder() throws {
        let workspace = try Workspace()
        let nodes = (0..<3000).map { #"{"kind": "Node", "metadata": {"name": "n\#($0)"}}"# }
        try workspace.write("[\(nodes.joined(separator: ","))", to: "x.json")
        let run = try workspace.run(
            "for n in $(seq 20); do dsdoctor diagnose --snapshot x.json 2> errors; echo $?; cat errors >&2; done")
        #expect(run.output == String(repeating: "2\n", count: 20))
        #expect(run.errors.filter(\.isNewline).count == 20)
    }

    @Test("Ten thousand taints take seconds", .takes(atMostMinutes: 1))
    func manyTaints() throws {
        let workspace = try Workspace()
        let taints = (0..<10_000).map { #"{"key": "k\#($0)", "value": "v", "effect": "NoSchedule"}"# }
        try workspace.write(
            #"""
            {"kind": "List", "items": [{"kind": "Node", "metadata": {"name": "n1"},
            "spec": {"taints": [\#(taints.joined(separator: ","))]}},
            {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "d", "namespace": "a"}, "spec": {
            "selector": {"matchLabels": {"app": "d"}}, "template": {"metadata": {"labels": {"app": "d"}}}}}]}
            """#, to: "x.json")
        let run = try workspace.run("dsdoctor diagnose --snapshot x.json")
        #expect(run.exitCode == 1)
        #expect(run.output.contains("No node is eligible"))
    }
}
