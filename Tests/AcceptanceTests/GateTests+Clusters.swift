import Foundation
import Testing

extension GateTests {
    @Test(
        "Several clusters are a table, and the worst counts",
        arguments: [
            "--snapshot big=cluster.json --snapshot small=small.json", "--snapshots clusters", "--snapshot clusters",
        ])
    func clusters(arguments: String) throws {
        try write("clusters/big.json", Self.cluster(nodes: ["n1": "1Gi", "n2": "8Gi"]))
        try write("clusters/small.json", Self.cluster(nodes: ["n1": "64Mi"]))
        let run = try run("dsdoctor placement -f agent.yaml \(arguments)")
        #expect(run.exitCode == 1, "\(run.output)\(run.errors)")
        let rows = run.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows.contains(["big", "logging/agent", "2/2", "PASS"]))
        #expect(rows.contains(["small", "logging/agent", "0/1", "FAIL", "does-not-fit"]))
    }

    @Test("Names of clusters go to all snapshots or none")
    func partlyNamed() throws {
        #expect(
            try run("dsdoctor placement -f agent.yaml --snapshot a=cluster.json --snapshot small.json").exitCode == 2)
        try write("a=b.json", Self.cluster(nodes: ["n1": "8Gi"]))
        #expect(try run("dsdoctor placement -f agent.yaml --snapshot a=b.json").output.contains("CLUSTER") == false)
    }

    @Test("Formats of other programs, several at once")
    func formats() throws {
        let run = try run(
            "dsdoctor placement -f agent.yaml --snapshot small.json -o sarif=a.sarif -o junit=b.xml -o gitlab=c.json -o text"
        )
        #expect(run.exitCode == 1)
        #expect(run.output.hasPrefix("FAIL"))
        func content(_ name: String) throws -> Data { try Data(contentsOf: directory.appendingPathComponent(name)) }
        let sarif = try JSONSerialization.jsonObject(with: content("a.sarif")) as? [String: Any]
        #expect(sarif?["version"] as? String == "2.1.0")
        #expect(String(decoding: try content("b.xml"), as: UTF8.self).contains("<failure message="))
        #expect((try JSONSerialization.jsonObject(with: content("c.json")) as? [[String: Any]])?.isEmpty == false)
    }

    @Test("The rollout of a DaemonSet that is there is judged too")
    func rollout() throws {
        let pods = ["n1", "n2"].map { node in
            """
            {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "agent-\(node)", "namespace": "logging", "labels": {"app": "agent"}, "ownerReferences": [{"apiVersion": "apps/v1", "kind": "DaemonSet", "name": "agent", "uid": "u", "controller": true}]}, "spec": {"nodeName": "\(node)", "containers": [{"name": "agent", "image": "registry.example/agent:1", "resources": {"requests": {"memory": "500Mi"}}}]}, "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}]}}
            """
        }
        let daemonSet = Self.agent("agent").replacing("  name: agent\n", with: "  name: agent\n  uid: u\n")
        try write("running.yaml", "\(daemonSet)---\n\(pods.joined(separator: "\n---\n"))\n")
        try write("next.yaml", Self.agent("agent", memory: "400Mi"))
        try write("greedy.yaml", Self.agent("agent", memory: "4Gi"))
        let snapshot = "--snapshot cluster.json --snapshot running.yaml"
        let next = try run("dsdoctor placement -f next.yaml \(snapshot)")
        #expect(next.exitCode == 0, "\(next.output)\(next.errors)")
        #expect(next.output.contains("in 2 rounds"))
        #expect(try codes("-f greedy.yaml \(snapshot)") == ["does-not-fit", "rollout-stalls"])
        let same = try run("dsdoctor placement -f agent.yaml \(snapshot)")
        #expect(same.output.contains("No pod restarts"))
    }
}
