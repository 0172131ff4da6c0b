import ByteStreams
import KubernetesModel
import SnapshotCollector
import Testing

@Suite("Reading YAML")
struct YAMLTests {
    @Test("reads several documents, and lists")
    func documents() throws {
        let snapshot = try read(
            """
            # saved by hand
            apiVersion: v1
            kind: Node
            metadata: {name: n1, labels: {"a": "on"}}
            spec: {unschedulable: yes}
            ---
            ---
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Pod
              metadata:
                name: p
                creationTimestamp: 2026-11-21T21:00:00Z
              spec:
                containers:
                - name: c
                  command: ["sh", "-c", "echo \\"x\\"\\n\\ttab"]
                  resources: {requests: {cpu: .5, memory: 1Gi, pods: 0x10, small: 1e3}}
            """)
        #expect(snapshot.nodes.map(\.isUnschedulable) == [true])
        #expect(snapshot.nodes.first?.metadata.labels == ["a": "on"])
        let pod = try #require(snapshot.pods.first)
        #expect(pod.metadata.creationTimestamp == Timestamp("2026-11-21T21:00:00Z"))
        let container = try #require(pod.spec.containers.first)
        #expect(container.command == ["sh", "-c", "echo \"x\"\n\ttab"])
        #expect(container.resources.requests["cpu"] == Quantity(milliUnits: 500))
        #expect(container.resources.requests["pods"] == Quantity(units: 16))
        #expect(container.resources.requests["small"] == Quantity(units: 1000))
    }

    @Test("follows anchors, aliases and merges, whose members yield to a mapping's own")
    func merges() throws {
        let snapshot = try read(
            """
            kind: List
            common: &common {kind: Node, apiVersion: v1, spec: &spec {unschedulable: true}}
            items:
            - metadata: {name: n1}
              <<: *common
            - {<<: *common, metadata: {name: n2}, spec: {<<: *spec, unschedulable: false}}
            - {spec: {unschedulable: false}, <<: *common, metadata: {name: n3}}
            - {kind: Node, metadata: {name: n4}, spec: *spec}
            """)
        #expect(snapshot.nodes.map(\.name) == ["n1", "n2", "n3", "n4"])
        #expect(snapshot.nodes.map(\.isUnschedulable) == [true, false, false, true])
    }

    @Test("tells the line of what is wrong")
    func line() {
        let text = "kind: Node\nmetadata:\n  name: x\n bad: [\n"
        guard case .stream(.malformedYAML(_, let line, _)) = error(of: text) else {
            Issue.record("no error")
            return
        }
        #expect((4...5).contains(line))
    }

    @Test("does not expand a bomb of aliases")
    func bomb() {
        var text = "a0: &a0 [\(Array(repeating: "lol", count: 10).joined(separator: ", "))]\n"
        for level in 1...10 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        #expect(error(of: text)?.code == "too-large")
    }

    @Test("does not mind depth", arguments: ["- ", "[", "{a: ", "? "])
    func depth(_ opening: String) {
        let text = "a:\n " + String(repeating: opening, count: 100_000)
        #expect(error(of: text)?.code == "malformed-yaml")
    }

    @Test("takes prose for prose")
    func prose() {
        #expect(error(of: "hello world")?.code == "not-json-or-yaml")
    }

    @Test("reads a long list in pieces")
    func long() throws {
        var text = "apiVersion: v1\nkind: List\nitems:\n"
        for number in 0..<5000 { text += "- {apiVersion: v1, kind: Node, metadata: {name: node-\(number)}}\n" }
        let snapshot = try read(text)
        #expect(snapshot.nodes.count == 5000)
        #expect(snapshot.nodes.last?.name == "node-4999")
    }
}
