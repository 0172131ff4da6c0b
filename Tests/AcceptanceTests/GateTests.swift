import Foundation
import Testing

@Suite("dsdoctor placement -f, the gate")
struct GateTests {
    /// Manifests with what a real API server made of their pods, and the cluster of that moment, trimmed.
    private static let recorded = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Gate")

    private static let expected: [String: String] = {
        let data = try? Data(contentsOf: recorded.appendingPathComponent("expected.json"))
        return data.flatMap { try? JSONDecoder().decode([String: String].self, from: $0) } ?? [:]
    }()

    let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent("gate-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try write("cluster.json", Self.cluster(nodes: ["n1": "1Gi", "n2": "8Gi"]))
        try write("small.json", Self.cluster(nodes: ["n1": "64Mi"]))
        try write("agent.yaml", Self.agent("agent"))
        try write("other.yaml", Self.agent("other", memory: "700Mi"))
    }

    func write(_ name: String, _ text: String) throws {
        let file = directory.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    static func cluster(nodes: [String: String], without kind: String = "") -> String {
        var items: [[String: Any]] = nodes.sorted { $0.key < $1.key }.map { name, memory in
            [
                "apiVersion": "v1", "kind": "Node", "metadata": ["name": name],
                "status": ["allocatable": ["cpu": "4", "memory": memory, "pods": "110"]],
            ]
        }
        items.append([
            "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "web", "namespace": "default"],
            "spec": ["nodeName": "n1", "containers": [["name": "web", "image": "registry.example/web:1"]]],
        ])
        items += ["default", "logging"].map {
            ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": $0, "uid": $0]]
        }
        items += ["default", "logging"].map {
            ["apiVersion": "v1", "kind": "ServiceAccount", "metadata": ["name": "default", "namespace": $0]]
        }
        items.append([
            "apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", "metadata": ["name": "low"], "value": -1,
        ])
        items.append([
            "apiVersion": "v1", "kind": "LimitRange", "metadata": ["name": "none", "namespace": "default"],
            "spec": ["limits": []],
        ])
        items.append([
            "apiVersion": "v1", "kind": "ResourceQuota", "metadata": ["name": "none", "namespace": "default"],
            "spec": ["hard": [:]],
        ])
        items.removeAll { $0["kind"] as? String == kind }
        let data = try? JSONSerialization.data(withJSONObject: ["apiVersion": "v1", "kind": "List", "items": items])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }

    static func agent(_ name: String, memory: String = "500Mi", namespace: String = "logging") -> String {
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata:
          name: \(name)
          namespace: \(namespace)
        spec:
          selector:
            matchLabels: {app: \(name)}
          template:
            metadata:
              labels: {app: \(name)}
            spec:
              containers:
              - name: agent
                image: registry.example/agent:1
                resources:
                  requests: {memory: \(memory)}

        """
    }

    func run(_ line: String) throws -> BuiltBinary { try BuiltBinary(shell: line, in: directory) }

    func json(_ run: BuiltBinary) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    }

    /// The codes of all problems that keep a gate from passing.
    func codes(_ line: String) throws -> Set<String> {
        let document = try json(run("dsdoctor placement -o json \(line)"))
        let daemonSets = document["daemonSets"] as? [[String: Any]] ?? []
        let problems = ([document] + daemonSets).flatMap { $0["problems"] as? [[String: Any]] ?? [] }
        let bad = problems.filter { ["failure", "unreadable", "notChecked"].contains($0["severity"] as? String) }
        return Set(bad.compactMap { $0["code"] as? String })
    }

    @Test("What a real API server takes passes, what it refuses does not", arguments: expected.keys.sorted())
    func recordedAnswers(name: String) throws {
        let run = try BuiltBinary(
            shell: "dsdoctor placement -f \(name) --snapshot cluster.json", in: Self.recorded)
        #expect(run.exitCode == (Self.expected[name] == "ok" ? 0 : 1), "\(run.output)\(run.errors)")
    }

    @Test("The verdict comes first, and each problem has file, line and field")
    func verdict() throws {
        try write(
            "bad.yaml",
            Self.agent("agent").replacing("containers:", with: "priorityClassName: nosuch\n      containers:"))
        let run = try run("dsdoctor placement -f bad.yaml --snapshot cluster.json --width 200")
        #expect(run.exitCode == 1)
        #expect(run.output.hasPrefix("FAIL  the PriorityClass does not exist\n"))
        #expect(
            run.output.contains(
                "bad.yaml:13: spec.template.spec.priorityClassName: PriorityClass nosuch does not exist"))
        #expect(try self.run("dsdoctor placement -f agent.yaml --snapshot cluster.json").output.hasPrefix("PASS  "))
    }

    @Test(
        "Manifests come from files, directories and standard input",
        arguments: [
            "-f agent.yaml -f other.yaml", "-f both", "-f both -R", "-f - < all.yaml",
            "-f crlf.yaml", "-f list.json", "-f utf16.yaml",
        ])
    func sources(arguments: String) throws {
        let all = "# Source: x\n---\n\(Self.agent("agent"))---\n\n---\n\(Self.agent("other", memory: "400Mi"))"
        try write("other.yaml", Self.agent("other", memory: "400Mi"))
        try write("all.yaml", all)
        try write("both/agent.yaml", Self.agent("agent"))
        try write("both/other.yml", Self.agent("other", memory: "400Mi"))
        try write("both/notes.txt", "no manifest")
        try write("crlf.yaml", "\u{FEFF}" + all.replacing("\n", with: "\r\n"))
        try all.data(using: .utf16)?.write(to: directory.appendingPathComponent("utf16.yaml"))
        try write(
            "list.json",
            """
            {"apiVersion": "v1", "kind": "List", "items": [
              {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "agent"}, "spec": {"selector": {"matchLabels": {"a": "b"}}, "template": {"metadata": {"labels": {"a": "b"}}, "spec": {"containers": [{"name": "a", "image": "registry.example/a:1"}]}}}},
              {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "other"}, "spec": {"selector": {"matchLabels": {"a": "c"}}, "template": {"metadata": {"labels": {"a": "c"}}, "spec": {"containers": [{"name": "a", "image": "registry.example/a:1"}]}}}}]}
            """)
        let run = try run("dsdoctor placement -o json --snapshot cluster.json \(arguments)")
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
        let daemonSets = try json(run)["daemonSets"] as? [[String: Any]] ?? []
        #expect(daemonSets.compactMap { $0["name"] as? String } == ["agent", "other"])
    }

    @Test("DaemonSets of one manifest compete")
    func competition() throws {
        #expect(try codes("-f other.yaml --snapshot cluster.json").isEmpty)
        #expect(try codes("-f agent.yaml -f other.yaml --snapshot cluster.json") == ["competes-in-manifest"])
    }

    @Test("-n is the namespace as in kubectl apply, and contradicting it is refused")
    func namespaces() throws {
        try write("bare.yaml", Self.agent("agent").replacing("  namespace: logging\n", with: ""))
        let run = try run("dsdoctor placement -f bare.yaml -n logging --snapshot cluster.json -o json")
        #expect(run.exitCode == 0)
        #expect((try json(run)["daemonSets"] as? [[String: Any]])?.first?["namespace"] as? String == "logging")
        #expect(try codes("-f agent.yaml -n default --snapshot cluster.json") == ["namespace-mismatch"])
        #expect(try codes("-f bare.yaml -n nosuch --snapshot cluster.json") == ["namespace-missing"])
    }

    @Test("Objects of the manifest count, and other workloads are named")
    func helmOutput() throws {
        try write(
            "helm.yaml",
            """
            ---
            # Source: agent/templates/empty.yaml
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: new}
            ---
            apiVersion: scheduling.k8s.io/v1
            kind: PriorityClass
            metadata: {name: own}
            value: 7
            ---
            apiVersion: v1
            kind: ServiceAccount
            metadata: {name: agent, namespace: new}
            ---
            apiVersion: acme.example/v1
            kind: Foo
            metadata: {name: foo}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: new}
            spec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: "registry.example/a:1"}]}}}
            ---
            \(Self.agent("agent", namespace: "new").replacing(
                "containers:", with: "priorityClassName: own\n      serviceAccountName: agent\n      containers:"))
            """)
        let run = try run("dsdoctor placement -f helm.yaml --snapshot cluster.json")
        #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
        #expect(run.output.contains("NOT JUDGED"))
        #expect(run.output.contains("Deployment new/web"))
    }

    @Test("One that stands in the manifest twice is judged both times")
    func duplicates() throws {
        try write("typo.yaml", Self.agent("agent").replacing("requests:", with: "request:"))
        let run = try run("dsdoctor placement -f typo.yaml -f agent.yaml --snapshot cluster.json")
        #expect(run.exitCode == 1)
        #expect(run.output.contains("[object-duplicated]"))
        #expect(run.output.contains("did you mean \"requests\"?"))
    }

    @Test(
        "A node on its way out is a notice, and no failure",
        arguments: [
            #""spec": {"taints": [{"key": "ToBeDeletedByClusterAutoscaler", "effect": "NoSchedule"}]}"#,
            #""spec": {"taints": [{"key": "karpenter.sh/disrupted", "effect": "NoSchedule"}]}"#,
            #""spec": {"taints": [{"key": "karpenter.sh/unregistered", "effect": "NoExecute"}]}"#,
            #""spec": {}"#,
        ])
    func nodesGoingAway(spec: String) throws {
        try write(
            "leaving.yaml",
            #"{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "n9"}, \#(spec), "status": {"allocatable": {"cpu": "1", "memory": "1Mi", "pods": "1"}}}"#
        )
        try write(
            "tolerant.yaml",
            Self.agent("agent").replacing("containers:", with: "tolerations: [{operator: Exists}]\n      containers:"))
        let run = try run("dsdoctor placement -f tolerant.yaml --snapshot cluster.json --snapshot leaving.yaml")
        #expect(run.exitCode == (spec.contains("taints") ? 0 : 1), "\(run.output)\(run.errors)")
        #expect(run.output.contains("[node-going-away]") == spec.contains("taints"))
    }

    @Test("Why it is refused is the news, not that it would not fit either")
    func refusedAndTooLarge() throws {
        try write(
            "large.yaml",
            Self.agent("agent", memory: "900Gi").replacing(
                "containers:", with: "priorityClassName: nosuch\n      containers:"))
        let run = try run("dsdoctor placement -f large.yaml --snapshot cluster.json --width 200")
        #expect(run.exitCode == 1)
        #expect(run.output.hasPrefix("FAIL  the PriorityClass does not exist\n"), "\(run.output)")
        #expect(run.output.contains("fits on 0 of 2 eligible nodes"))
    }

    @Test("What could not be read is exit code 2, whatever else is right")
    func unreadable() throws {
        try write("half.yaml", "\(Self.agent("agent"))---\n\(Self.agent("broken", memory: "100Gb"))")
        try write("torn.yaml", "\(Self.agent("agent"))---\nkind: [\n")
        for file in ["half.yaml", "torn.yaml"] {
            let run = try run("dsdoctor placement -f \(file) --snapshot cluster.json")
            #expect(run.exitCode == 2)
            #expect(run.output.hasPrefix("UNREADABLE"))
            #expect(run.output.contains("logging/agent    fits on 2 of 2 eligible nodes"))
        }
    }

    @Test("No eligible node fails, unless that is intended")
    func noNodes() throws {
        try write(
            "nowhere.yaml",
            Self.agent("agent").replacing("containers:", with: "nodeSelector: {pool: none}\n      containers:"))
        #expect(try run("dsdoctor placement -f nowhere.yaml --snapshot cluster.json").exitCode == 1)
        #expect(try run("dsdoctor placement -f nowhere.yaml --allow-no-nodes --snapshot cluster.json").exitCode == 0)
    }

    @Test(
        "What the snapshot does not tell is not checked, and passes only when that is accepted",
        arguments: [
            "LimitRange", "ResourceQuota", "Namespace", "Pod",
        ])
    func gaps(kind: String) throws {
        try write("gaps.json", Self.cluster(nodes: ["n1": "8Gi"], without: kind))
        let run = try run("dsdoctor placement -f agent.yaml --snapshot gaps.json")
        #expect(run.exitCode == 2, "\(run.output)")
        #expect(run.output.hasPrefix("NOT CHECKED"))
        #expect(try self.run("dsdoctor placement -f agent.yaml --allow-gaps --snapshot gaps.json").exitCode == 0)
    }
}
