import DoctorCommands
import Foundation
import Testing

@Suite("collect")
struct CollectTests {
    /// A report without the lines that tell where it comes from.
    private func diagnosis(_ workspace: Workspace, of path: String) throws -> String {
        try workspace.run("dsdoctor diagnose --snapshot '\(path)' -o json | grep -v '\"source\"'").output
    }

    @Test(arguments: ShippedSnapshot.allCases, ["out.json", "out.json.gz", "out.json.zst"])
    func `A saved snapshot gives the same diagnosis`(snapshot: ShippedSnapshot, name: String) throws {
        let workspace = try Workspace()
        let run = try workspace.run("dsdoctor collect --snapshot '\(snapshot.path)' -o \(name)")
        #expect(run.exitCode == 0)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("Saved "))
        #expect(try diagnosis(workspace, of: name) == diagnosis(workspace, of: snapshot.path))
    }

    private static let secretive = """
        {"kind":"List","items":[{"kind":"Node","apiVersion":"v1","metadata":{"name":"n"}},
        {"kind":"Secret","apiVersion":"v1","metadata":{"name":"s"},"data":{"a":"c2VjcmV0"}},
        {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"c"},"data":{"a":"swordfish"}},
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p","annotations":{"a":"swordfish"}},"spec":{"containers":[
        {"name":"c","env":[{"name":"A","value":"swordfish"}],"args":["--token","swordfish","acme-corp"]}]}}]}
        """

    @Test func `What is secret is hidden and told of, and only the user may read the file`() throws {
        let workspace = try Workspace()
        try workspace.write(Self.secretive, to: "in.json")
        let run = try workspace.run(
            "dsdoctor collect --snapshot in.json -o out.json --redact-pattern 'acme-[a-z]+' && stat -c %a out.json")
        #expect(run.output == "600\n")
        #expect(
            run.errors == """
                Saved 2 objects to out.json. Hidden: 1 environment value, 1 annotation, 2 arguments.
                Left out: 1 of kind ConfigMap, 1 of kind Secret.

                """)
        let saved = try workspace.run("cat out.json").output
        for secret in ["swordfish", "c2VjcmV0", "acme"] { #expect(!saved.contains(secret)) }
    }

    @Test func `Standard output takes plain JSON, and --no-redact hides nothing`() throws {
        let workspace = try Workspace()
        try workspace.write(Self.secretive, to: "in.json")
        let run = try workspace.run("dsdoctor collect --snapshot - -o - --no-redact < in.json")
        let list = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        #expect((list?["items"] as? [Any])?.count == 2)
        #expect(run.output.contains("swordfish") && !run.output.contains("c2VjcmV0"))
        #expect(run.errors.contains("Nothing is hidden in it."))
    }

    @Test func `A file is replaced as a whole, a link is followed, and nothing else is left in the directory`() throws {
        let workspace = try Workspace()
        try workspace.write(Self.secretive, to: "in.json")
        let run = try workspace.run(
            """
            mkdir d && echo old > d/real && ln -s real d/link
            dsdoctor collect --snapshot in.json -o d/link && dsdoctor collect --snapshot in.json -o d/new
            ls -A d; readlink d/link; cmp d/real d/new && ls -l d/real | cut -c1-10
            """)
        #expect(run.output == "link\nnew\nreal\nreal\n-rw-------\n")
    }

    @Test(
        "What cannot be written is one line and exit code 2",
        arguments: [
            ("d", "it is a directory"), ("missing/x", "no such file or directory"),
            ("dangling", "it is a broken link"),
            ("d/", "it is not a file name"), ("/dev/full", "no space left on device"),
            ("/proc/x", "no such file or directory"),
        ])
    func unwritable(path: String, reason: String) throws {
        let workspace = try Workspace()
        try workspace.write(Self.secretive, to: "in.json")
        let run = try workspace.run(
            "mkdir d; ln -s nowhere dangling; dsdoctor collect --snapshot in.json -o '\(path)'; status=$?; ls -A d; exit $status"
        )
        #expect(run.exitCode == 2)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("dsdoctor: \(path): cannot be written: \(reason)"), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test func `Of many gaps some are told, and all of them are saved`() throws {
        let workspace = try Workspace()
        let run = try workspace.run(
            """
            { echo '{"kind": "Node", "metadata": {"name": "n1"}}'
              for number in $(seq 30); do echo '{"kind": "Pod", "metadata": {"name": 7}}'; done; } > in.json
            dsdoctor collect --snapshot in.json -o out.json && grep -o object-unreadable out.json | wc -l
            """)
        #expect(run.exitCode == 0)
        #expect(run.output == "30\n")
        let lines = run.errors.split(separator: "\n").filter { $0.hasPrefix("Missing: ") }
        #expect(lines.count == 21, "\(run.errors)")
        #expect(lines.last == "Missing: 10 more; the saved file lists them.")
    }

    @Test func `A file that is too large leaves what was there, and no other`() throws {
        let workspace = try Workspace()
        let run = try workspace.run(
            """
            mkdir d; echo old > d/x; trap '' XFSZ; ulimit -f 100
            dsdoctor collect --snapshot '\(ShippedSnapshot.mixedFaults.path)' -o d/x; status=$?; ls -A d; cat d/x; exit $status
            """)
        #expect(run.exitCode == 2)
        #expect(run.output == "x\nold\n")
        #expect(run.errors.contains("d/x: cannot be written: file too large"))
    }

    @Test(
        "A wrong command line is a usage error",
        arguments: [
            ["collect", "--snapshot", "x"], ["collect", "--snapshot", "x", "-o", ""],
            ["collect", "--snapshot", "x", "-o", "y", "--redact-pattern", "("],
            ["collect", "--snapshot", "x", "-o", "y", "--no-redact", "--redact-pattern", "a"],
        ])
    func usage(arguments: [String]) {
        let run = RecordedRun(arguments)
        #expect(run.exitCode == 64)
        #expect(run.output == "")
    }

    @Test func `Without a snapshot there is nothing to save`() {
        let run = RecordedRun(["collect", "-o", "x"])
        #expect(run.exitCode == 2)
        #expect(run.errors.hasPrefix("dsdoctor: cannot save: the objects were not recorded"))
    }
}
