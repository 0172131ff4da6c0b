import Foundation
import Testing

@Suite("dsdoctor diff")
struct DiffTests {
    /// A cluster in which `logging/agent` waits for memory on n2, what it is like after the request was lowered, and
    /// what it is like after n1 lost its pod as well.
    private let workspace: Workspace

    init() throws {
        workspace = try Workspace()
        try write(
            "before.yaml", Self.agent(memory: "6Gi"), Self.pod(on: "n1"), Self.waitingPod(on: "n2", memory: "6Gi"))
        try write("after.yaml", Self.agent(memory: "1Gi"), Self.pod(on: "n1"), Self.pod(on: "n2", time: Self.later))
        try write(
            "worse.yaml", Self.agent(memory: "6Gi"), Self.waitingPod(on: "n1", memory: "16Gi", time: Self.later),
            Self.waitingPod(on: "n2", memory: "6Gi"))
        try write("other.yaml", Self.agent(memory: "1Gi").replacing("agent", with: "other"))
        try write("no-daemon-sets.yaml", Self.pod(on: "n1"))
        try workspace.write("apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: b}\n", to: "no-nodes.yaml")
        try workspace.write("apiVersion: v1\nkind: [\n", to: "broken.yaml")
    }

    private func write(_ name: String, _ documents: String...) throws {
        let nodes = [Self.node("n1", memory: "8Gi"), Self.node("n2", memory: "4Gi")]
        try workspace.write((nodes + documents).joined(separator: "---\n"), to: name)
    }

    private static let earlier = "2026-11-21T21:00:00Z"
    private static let later = "2026-11-21T21:30:00Z"

    private static func node(_ name: String, memory: String) -> String {
        """
        apiVersion: v1
        kind: Node
        metadata: {name: \(name), uid: uid-\(name)}
        status:
          allocatable: {cpu: "4", memory: \(memory), pods: "110"}
          conditions: [{type: Ready, status: "True"}]

        """
    }

    private static func agent(memory: String) -> String {
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: agent
          namespace: logging
          uid: uid-agent
          annotations: {deprecated.daemonset.template.generation: "1"}
        spec:
          selector:
            matchLabels: {app: agent}
          template:
            metadata:
              labels: {app: agent}
            spec:
              containers:
              - {name: agent, image: "registry.example/agent:1", resources: {requests: {memory: \(memory)}}}

        """
    }

    private static func podHead(_ node: String, memory: String, time: String) -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: agent-\(node)
          namespace: logging
          uid: uid-agent-\(node)
          creationTimestamp: "\(time)"
          labels: {app: agent, pod-template-generation: "1"}
          ownerReferences: [{apiVersion: apps/v1, kind: DaemonSet, name: agent, uid: uid-agent, controller: true}]
        spec:
          containers:
          - {name: agent, image: "registry.example/agent:1", resources: {requests: {memory: \(memory)}}}

        """
    }

    private static func pod(on node: String, time: String = earlier) -> String {
        podHead(node, memory: "1Gi", time: time)
            + "  nodeName: \(node)\nstatus: {phase: Running, conditions: [{type: Ready, status: \"True\"}]}\n"
    }

    private static func waitingPod(on node: String, memory: String, time: String = earlier) -> String {
        let affinity = """
              affinity:
                nodeAffinity:
                  requiredDuringSchedulingIgnoredDuringExecution:
                    nodeSelectorTerms:
                    - matchFields: [{key: metadata.name, operator: In, values: [\(node)]}]
            status:
              phase: Pending
              conditions: [{type: PodScheduled, status: "False", reason: Unschedulable, message: "Insufficient memory"}]

            """
        return podHead(node, memory: memory, time: time) + affinity
    }

    @Test(
        "The exit code tells whether something is worse, and whether the fix worked",
        arguments: [
            ("before.yaml after.yaml", 0), ("before.yaml after.yaml --require-healthy", 0),
            ("before.yaml before.yaml", 0), ("before.yaml before.yaml --require-healthy", 1),
            ("before.yaml worse.yaml", 1), ("before.yaml worse.yaml --fail-on never", 0),
            ("before.yaml worse.yaml --fail-on warning", 1), ("before.yaml worse.yaml logging/agent", 1),
            ("after.yaml before.yaml", 1), ("before.yaml other.yaml", 1), ("other.yaml after.yaml", 0),
            ("other.yaml before.yaml", 1), ("before.yaml no-daemon-sets.yaml", 0), ("before.yaml - < after.yaml", 0),
            ("- after.yaml < before.yaml", 0),
        ] as [(String, Int32)])
    func exitCodes(arguments: String, exitCode: Int32) throws {
        let run = try workspace.run("dsdoctor diff \(arguments)")
        #expect(run.exitCode == exitCode, "\(run.output)\(run.errors)")
        #expect(run.errors == "")
        #expect(run.output.contains("DaemonSet"))
    }

    @Test("A fix that worked is told with what was changed")
    func healed() throws {
        let run = try workspace.run("dsdoctor diff before.yaml after.yaml")
        #expect(run.output.contains("BEFORE  captured about 2026-11-21 21:00 UTC  before.yaml"))
        #expect(run.output.contains("AFTER   captured about 2026-11-21 21:30 UTC, 30 min later  after.yaml"))
        #expect(run.output.contains("HEALED  logging/agent    degraded → healthy, 1 → 2 of 2 nodes available"))
        #expect(run.output.contains("healed: was request-exceeds-node  1 node  n2"))
        #expect(run.output.contains("container agent: memory request 6Gi → 1Gi"))
        #expect(run.output.hasPrefix("Nothing is worse. All DaemonSets are healthy in AFTER.\n"))
    }

    @Test("JSON tells the same to programs, and the same twice")
    func json() throws {
        let run = try workspace.run("dsdoctor diff before.yaml worse.yaml -o json")
        let again = try workspace.run("dsdoctor diff before.yaml worse.yaml -o json")
        #expect(run.output == again.output)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect(report["worst"] as? String == "critical")
        #expect(report["healthy"] as? Bool == false)
        let daemonSet = try #require((report["daemonSets"] as? [[String: Any]])?.first)
        #expect(daemonSet["outcome"] as? String == "worse")
        let nodes = try #require(daemonSet["nodes"] as? [[String: Any]])
        let changes = Set(nodes.map { "\($0["node"] ?? "") \($0["change"] ?? "")" })
        #expect(changes == ["n1 broken", "n2 still-failing"])
    }

    @Test(
        "An input that cannot be read is one line that names it, exit code 2 and no result",
        arguments: [
            ("gone.yaml after.yaml", ["BEFORE: gone.yaml", "no such file"]),
            ("before.yaml gone.yaml", ["AFTER: gone.yaml", "no such file"]),
            ("broken.yaml gone.yaml", ["BEFORE: broken.yaml"]),
            ("before.yaml no-nodes.yaml", ["AFTER: no-nodes.yaml", "has no nodes"]),
            ("before.yaml - < /dev/null", ["AFTER: standard input", "empty"]),
            ("before.yaml after.yaml logging/agnet", ["did you mean logging/agent?"]),
            ("before.yaml after.yaml -n loging", ["did you mean logging?"]),
        ])
    func inputErrors(arguments: String, parts: [String]) throws {
        let run = try workspace.run("dsdoctor diff \(arguments)")
        #expect(run.exitCode == 2)
        #expect(run.output == "")
        #expect(run.errors.split(separator: "\n").count == 1)
        for part in parts { #expect(run.errors.contains(part), "\(run.errors)") }
    }

    @Test(
        "A command line that cannot be understood exits with 64",
        arguments: ["", "before.yaml", "- -", "before.yaml after.yaml --summary", "'' after.yaml", "a b --nonsense"])
    func usageErrors(arguments: String) throws {
        let run = try workspace.run("dsdoctor diff \(arguments)")
        #expect(run.exitCode == 64)
        #expect(run.output == "")
        #expect(run.errors.hasPrefix("dsdoctor: ") && run.errors.filter(\.isNewline).count == 1, "\(run.errors)")
    }

    @Test("A snapshot compared with itself is unchanged", arguments: ShippedSnapshot.allCases)
    func sameSnapshot(snapshot: ShippedSnapshot) throws {
        let run = try workspace.run("dsdoctor diff '\(snapshot.path)' '\(snapshot.path)' -o json")
        #expect(run.exitCode == 0)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        #expect((report["warnings"] as? [[String: Any]])?.compactMap { $0["code"] as? String } == ["same-moment"])
        let daemonSets = try #require(report["daemonSets"] as? [[String: Any]])
        #expect(Set(daemonSets.compactMap { $0["outcome"] as? String }) == ["unchanged"])
        #expect(daemonSets.allSatisfy { ($0["changes"] as? [Any])?.isEmpty == true })
        #expect(report["worst"] == nil)
    }

    @Test("--help tells the exit codes")
    func help() throws {
        let run = try workspace.run("dsdoctor diff --help")
        #expect(run.exitCode == 0)
        #expect(run.output.contains("EXIT CODES"))
        #expect(run.output.contains("--require-healthy"))
    }
}
