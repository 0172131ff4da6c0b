import ClusterSnapshot
import KubernetesModel
import TestBuilders
import Testing

@testable import DiagnosisEngine
@testable import SnapshotComparison

@Suite("What changed in objects, in words")
struct ObjectChangeTests {
    private func changes(_ edit: (inout ExampleCluster) -> Void) throws -> Set<String> {
        let comparison = comparing({ $0.node("n1") }) { cluster in
            cluster.node("n1")
            edit(&cluster)
        }
        return Set(try #require(comparison.agent).changes.map(\.description))
    }

    @Test("Containers: images, amounts, commands, ports, probes, those added and removed")
    func containers() throws {
        let found = try changes { cluster in
            cluster.template { spec in
                spec.containers[0].image = "registry.example/agent:2"
                spec.containers[0].resources.requests = resources(["memory": "512Mi"])
                spec.containers[0].command = ["run"]
                spec.containers[0].ports = [ContainerPort(containerPort: 9100, hostPort: 9100)]
                spec.containers.append(container("sidecar", image: "registry.example/side:1"))
            }
        }
        #expect(
            found == [
                "container agent: image registry.example/agent:1 → registry.example/agent:2",
                "container agent: memory request 512Mi added", "container agent: command changed",
                "container agent: host port 9100/TCP added",
                "container sidecar (image registry.example/side:1) added",
            ])
    }

    @Test("Where pods may run: tolerations, selectors, priority")
    func placement() throws {
        let found = try changes { cluster in
            cluster.template { spec in
                spec.tolerations = [Toleration(key: "dedicated", value: "gpu", effect: .noSchedule)]
                spec.nodeSelector = ["pool": "general"]
                spec.priorityClassName = "platform-critical"
                spec.requiredNodeAffinity = NodeSelector(terms: [
                    NodeSelectorTerm(matchExpressions: [
                        NodeSelectorRequirement(key: "gpu", comparison: .exists)
                    ])
                ])
            }
            cluster.daemonSet.updateStrategy = .onDelete
            cluster.daemonSet.minReadySeconds = 30
        }
        #expect(
            found == [
                "toleration dedicated=gpu:NoSchedule added", "nodeSelector pool=general added",
                "priority class platform-critical added", "node affinity (gpu exists) added",
                "update strategy RollingUpdate (maxUnavailable 1, maxSurge 0) → OnDelete", "minReadySeconds 0 → 30",
            ])
    }

    @Test("A new template in which nothing known differs is told as such")
    func unknownChange() throws {
        let found = try changes { $0.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"] }
        #expect(found == ["something else in the template changed"])
    }

    @Test("Commands are not compared when only one snapshot hides them")
    func redaction() throws {
        let found = try changes { cluster in
            cluster.container { $0.command = ["(redacted)"] }
            cluster.snapshot.gaps = [Gap(code: .valueRedacted, detail: "Values are hidden.")]
        }
        #expect(found == [])
    }

    @Test("Nodes: taints, labels that selectors name, amounts, readiness; alike ones together")
    func nodes() {
        let comparison = comparing(
            { cluster in
                cluster.template { $0.nodeSelector = ["pool": "general"] }
                for name in ["n1", "n2", "n10"] { cluster.node(name, labels: ["pool": "general", "rack": "1"]) }
                cluster.node("old", labels: ["pool": "general"])
            },
            { cluster in
                cluster.template { $0.nodeSelector = ["pool": "general"] }
                for name in ["n1", "n2", "n10"] {
                    cluster.node(
                        name, memory: "16Gi", labels: ["pool": name == "n1" ? "gpu" : "general", "rack": "2"],
                        taints: ["dedicated=gpu:NoSchedule"])
                }
                cluster.snapshot.nodes[1].becomeUnreachable()
                cluster.snapshot.nodes[2].metadata.uid = "another"
                cluster.node("new")
            })
        #expect(comparison.nodes.added == ["new"])
        #expect(comparison.nodes.removed == ["old"])
        let changes = Dictionary(
            uniqueKeysWithValues: comparison.nodes.changes.map { ($0.change.description, $0.nodes) })
        #expect(
            changes == [
                "another node of the same name changed": ["n10"], "node ready → unreachable": ["n2"],
                "taint dedicated=gpu:NoSchedule added": ["n1", "n2", "n10"],
                "label pool=general → pool=gpu": ["n1"], "allocatable memory 8Gi → 16Gi": ["n1", "n2", "n10"],
            ])
    }
}
