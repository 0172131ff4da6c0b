import Foundation
import TestBuilders
import Testing

@Suite("dsdoctor simulate")
struct SimulateTests {
    private func run(_ arguments: String) throws -> BuiltBinary {
        try BuiltBinary(shell: "dsdoctor simulate \(arguments) --snapshot '\(ShippedSnapshot.mixedFaults.path)'")
    }

    /// How many nodes are eligible, have a place, and are served: before and after.
    private func counts(_ output: String) throws -> [[Int]] {
        let report = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
        return try ["before", "after"].map { side in
            let counts = try #require(report[side] as? [String: Int])
            return ["eligible", "placed", "served"].map { counts[$0] ?? -1 }
        }
    }

    @Test(
        "Changes tell how the DaemonSet stands before and after, and the exit code whether all nodes are served then",
        arguments: [
            ("storage/anti --node-selector pool=nowhere", 1, [[3, 0, 0], [0, 0, 0]]),
            ("security/gpu-scanner --tolerate nvidia.com/gpu=present:NoSchedule", 0, [[0, 0, 0], [4, 4, 4]]),
            ("security/gpu-scanner --remove-taint nvidia.com/gpu@gpu-a-01,gpu-a-02", 0, [[0, 0, 0], [2, 2, 2]]),
            ("security/typo-selector --node-selector pool=general", 1, [[0, 0, 0], [15, 13, 13]]),
            ("security/polite --node-allocatable pool=small:memory=6Gi", 0, [[6, 0, 0], [6, 6, 6]]),
            ("security/polite --set-request polite:memory=32Mi", 0, [[6, 0, 0], [6, 6, 6]]),
            ("overheaded -n security --priority-class platform-critical", 0, [[6, 0, 0], [6, 6, 6]]),
            ("logging/impossible --priority-class platform-critical", 1, [[6, 0, 0], [6, 0, 0]]),
        ] as [(String, Int32, [[Int]])])
    func beforeAndAfter(arguments: String, exitCode: Int32, expected: [[Int]]) throws {
        let run = try run("\(arguments) -o json")
        #expect(run.exitCode == exitCode, "\(run.errors)")
        #expect(run.errors == "")
        #expect(try counts(run.output) == expected)
    }

    @Test("A patch is tried as kubectl would apply it, and what has no bearing is told")
    func patch() throws {
        let patch =
            #"{"spec":{"template":{"spec":{"containers":[{"name":"polite","env":[{"name":"A","value":"b"}],"#
            + #""resources":{"requests":{"memory":"32Mi"}}}]}}}}"#
        let run = try BuiltBinary(
            shell: "echo '\(patch)' | dsdoctor simulate security/polite --patch - -o json "
                + "--snapshot '\(ShippedSnapshot.mixedFaults.path)'")
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(try counts(run.output) == [[6, 0, 0], [6, 6, 6]])
        #expect(run.errors.contains("containers[polite].env: does not affect placement"))
        let misspelt = try BuiltBinary(
            shell: "echo 'spec: {template: {spec: {containres: []}}}' | dsdoctor simulate security/polite --patch - "
                + "--snapshot '\(ShippedSnapshot.mixedFaults.path)'")
        #expect(misspelt.exitCode == 2)
        #expect(misspelt.output == "")
        #expect(misspelt.errors.contains("did you mean containers?"))
    }

    @Test("A place by preemption names who is put off, and where they go")
    func victims() throws {
        let run = try run("overheaded -n security --priority-class platform-critical")
        #expect(run.output.contains("gets its pod by preemption    6 nodes"))
        #expect(run.output.contains("Evicts 6 pods"))
    }

    @Test(
        "What cannot be tried is one line and exit code 2, and nothing is printed",
        arguments: [
            ("storage/anti --set-request sidecar:memory=1Gi", "no container sidecar; it has anti"),
            ("storage/anti --priority-class urgnt", "PriorityClass urgnt does not exist"),
            ("storage/anti --remove-taint nvidia.com/gpo", "did you mean nvidia.com/gpu?"),
            ("storage/anti --node-allocatable arm-a-1:memory=1Gi", "did you mean arm-a-01?"),
            ("storage/anti --node-allocatable pool=none:memory=1Gi", "pool=none"),
            ("storage/anti --evict apps/nobody", "pod apps/nobody does not exist"),
            ("storage/anti --add-node nowhere", "node nowhere does not exist"),
            ("storage/ant --tolerate x", "did you mean storage/anti?"),
        ])
    func impossible(arguments: String, named: String) throws {
        let run = try run(arguments)
        #expect(run.exitCode == 2)
        #expect(run.output == "")
        #expect(run.errors.contains(named), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test(
        "A command line that cannot be understood exits with 64",
        arguments: [
            "storage/anti", "storage/anti --set-request memory", "storage/anti --set-request memory=lots",
            "storage/anti --set-request memory=-1", "storage/anti --tolerate a:NoWay", "--tolerate a",
            "storage/anti -n apps --tolerate a", "storage/anti --add-node n=0", "storage/anti --node-selector pool",
        ])
    func usageErrors(arguments: String) throws {
        let run = try run(arguments)
        #expect(run.exitCode == 64, "\(run.output)")
        #expect(run.output == "")
    }
}
