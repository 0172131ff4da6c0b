import Testing

@Suite("Secrets in what dsdoctor prints")
struct RedactionTests {
    private static let snapshot = """
        {"kind":"List","items":[{"kind":"Node","apiVersion":"v1","metadata":{"name":"n","uid":"n"},
        "status":{"allocatable":{"cpu":"4","memory":"8Gi","pods":"10"},"conditions":[{"type":"Ready","status":"True"}]}},
        {"kind":"DaemonSet","apiVersion":"apps/v1","metadata":{"name":"a","namespace":"x","uid":"d"},"spec":{
        "selector":{"matchLabels":{"app":"a"}},"template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[
        {"name":"c","image":"r/a:1"}]}}}},
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"a-1","namespace":"x","uid":"p","labels":{"app":"a"},
        "ownerReferences":[{"apiVersion":"apps/v1","kind":"DaemonSet","name":"a","uid":"d","controller":true}]},
        "spec":{"nodeName":"n","containers":[{"name":"c","image":"r/a:1"}]},"status":{"phase":"Running",
        "containerStatuses":[{"name":"c","restartCount":9,"state":{"waiting":{"reason":"CrashLoopBackOff"}},
        "lastState":{"terminated":{"exitCode":1,"reason":"Error","message":"fatal: cannot log in with password=swordfish and acme-12345678"}}}]}}]}
        """

    private func run(_ options: String) throws -> BuiltBinary {
        let workspace = try Workspace()
        try workspace.write(Self.snapshot, to: "in.json")
        try workspace.write(
            "patterns:\n- {name: acme, source: here, shapes: ['acme-[0-9]{8}']}\n", to: "own.yaml")
        try workspace.write("patterns:\n- {name: acme, source: here, shapes: ['a|b']}\n", to: "bad.yaml")
        return try workspace.run("dsdoctor diagnose --snapshot in.json \(options)")
    }

    @Test(arguments: ["-o text", "-o json", "-o yaml", "-v"])
    func `A report hides what it quotes, unless --no-redact is given`(options: String) throws {
        let run = try run(options)
        #expect(
            !run.output.contains("swordfish") && run.output.contains("password=REDACTED"), "\(run.output)\(run.errors)")
        #expect(try self.run(options + " --no-redact").output.contains("swordfish"))
    }

    @Test func `Own patterns hide more, in the report and in what is saved`() throws {
        let run = try run("--secret-patterns own.yaml --save out.json && cat out.json")
        #expect(run.output.contains("REDACTED") && !run.output.contains("acme-12345678"))
        #expect(try self.run("").output.contains("acme-12345678"))
    }

    @Test func `A faulty file of patterns is told in one line`() throws {
        let run = try run("--secret-patterns bad.yaml")
        #expect(run.exitCode == 2)
        #expect(run.errors.contains("bad.yaml:2:") && run.errors.split(separator: "\n").count == 1, "\(run.errors)")
    }
}
