import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// A node is short of memory, disk or process IDs.
    public static let nodeUnderPressure = Self("node-under-pressure")
}

/// A node is short of memory, disk or process IDs.
struct NodeUnderPressureRule: ClusterRule {
    static let code = FindingCode.nodeUnderPressure
    static let family = FindingFamily.node
    static let needs: [SnapshotPart] = [.nodes]
    static let weakenedWithout: [SnapshotPart] = [.pods, .podsOfOtherNamespaces, .kubeletSummaries]
    static let parameters: [ParameterDescription] =
        [
            .text("condition"), .text("reclaimableImages", .optional), .number("finishedPods", .optional),
            .text("imagesInVain", .optional),
            .objects("consumers", ResourceHolder.parameterDescriptions),
        ] + NodeFinding.parameterDescriptions
    static let documentation = RuleDocumentation(
        summary: "The node is short of memory, disk or process IDs.",
        explanation: """
            The kubelet sets the condition below its eviction thresholds, and keeps it for at least five minutes. \
            Daemon pods tolerate the taint that follows, so they are still scheduled there, and the kubelet evicts or \
            refuses them.
            """)

    static func scope(of finding: Finding) -> CauseScope { .nodes(shortage: "pressure") }

    func findings(in cluster: ClusterSituation) -> [Finding] {
        let conditions = [
            (Node.ConditionType.memoryPressure, "memory"), (Node.ConditionType.diskPressure, "disk"),
            (Node.ConditionType.pidPressure, "process IDs"),
        ]
        return conditions.flatMap { condition, what in
            let nodes = cluster.snapshot.nodes.filter { $0.conditions[condition]?.status == .isTrue }
            let names = Set(nodes.map(\.name))
            let measured = cluster.snapshot.kubeletSummaries.filter { names.contains($0.node) }
            return NodeFinding.finding(
                Self.code, severity: .warning,
                title: "\(nodes.count == 1 ? "node is" : "nodes are") short of \(what)", nodes: nodes,
                message:
                    "\(Wording.count(nodes.count, "node")) \(nodes.count == 1 ? "is" : "are") short of \(what) "
                    + "(\(condition)).",
                condition: condition, parameters: parameters(nodes, condition, in: cluster),
                evidence: measured.prefix(3).flatMap { $0.evidence(of: condition) })
        }
    }

    private func parameters(_ nodes: [Node], _ condition: String, in cluster: ClusterSituation) -> Parameters {
        let snapshot = cluster.snapshot
        let positions = nodes.compactMap { cluster.index.nodeByName[$0.name] }
        let pods = positions.flatMap { cluster.index.podsByNode[$0] }.map { snapshot.pods[$0] }
        var parameters: Parameters = [
            "condition": .text(condition), "finishedPods": .number(WholeNumber(pods.count { $0.isTerminal })),
        ]
        let reclaimable = zip(nodes, positions).reduce(WholeNumber(0)) { sum, item in
            let pods = cluster.index.podsByNode[item.1].lazy.map { snapshot.pods[$0] }
            return item.0.unusedImages(besides: pods).reduce(sum) { $0 + $1.sizeBytes }
        }
        if condition == Node.ConditionType.diskPressure, reclaimable > 0 {
            parameters["reclaimableImages"] = .text(
                Quantity(units: reclaimable, format: .binarySI).readable(for: ResourceName.ephemeralStorage))
        }
        if condition == Node.ConditionType.diskPressure,
            let inVain = ImageCollection.inVain(on: nodes, in: cluster.index)
        {
            parameters["imagesInVain"] = .text(inVain.wanted)
        }
        let resource =
            condition == Node.ConditionType.diskPressure ? ResourceName.ephemeralStorage : ResourceName.memory
        if condition != Node.ConditionType.pidPressure {
            parameters["consumers"] = .list(
                ResourceHolder.greatest(of: resource, onNodesAt: positions, in: cluster.engine.cluster)
                    .map { .object($0.parameters(of: resource)) })
        }
        return parameters
    }
}

extension NodeUnderPressureRule {
    static var examples: [RuleExample] {
        [
            .firing("the disk of a node is nearly full", on: ["n1"], with: ["condition": "DiskPressure"]) { cluster in
                cluster.node("n1") { node in
                    node.press(Node.ConditionType.diskPressure, taint: Taint.Key.diskPressure)
                    node.images = [NodeImage(names: ["registry.example/unused:1"], sizeBytes: 2_147_483_648)]
                }
                cluster.daemonPod(on: "n1")
            },
            .silent("the pressure is over") { cluster in
                cluster.node("n1") { node in
                    node.conditions.append(Condition(type: Node.ConditionType.diskPressure, status: .isFalse))
                }
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
