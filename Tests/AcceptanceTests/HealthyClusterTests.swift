import Testing

@Suite("A healthy cluster")
struct HealthyClusterTests {
    @Test("is one line and exit code 0")
    func oneLine() throws {
        let run = try Workspace().run("dsdoctor diagnose --snapshot '\(ShippedSnapshot.healthy.path)'")
        #expect(run.exitCode == 0)
        #expect(run.errors == "")
        #expect(run.output.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
        #expect(run.output.hasPrefix("All 5 DaemonSets are healthy on 41 nodes, captured 2026-11-21 21:07 UTC"))
        #expect(
            try Workspace().run("dsdoctor --snapshot '\(ShippedSnapshot.healthy.path)' --fail-on notice").exitCode == 0)
    }
}
