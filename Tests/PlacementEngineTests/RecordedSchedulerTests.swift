import ClusterSnapshot
import Foundation
import KubernetesModel
import PlacementEngine
import SnapshotCollector
import Testing

@Suite("What the scheduler of a real cluster said")
struct RecordedSchedulerTests {
    /// `0/42 nodes are available: 1 Insufficient memory, 41 node(s) didn't satisfy plugin(s) [NodeAffinity]. …`: of
    /// the node that the pod is aimed at, the scheduler tells the reasons of the first filter that refuses it.
    private static func reasons(in message: String) -> Set<String> {
        guard let start = message.range(of: "nodes are available: ")?.upperBound else { return [] }
        let text = message[start...]
        let sentence = text[..<(text.range(of: ". ")?.lowerBound ?? text.endIndex)]
        return Set(
            sentence.split(separator: ",").compactMap { part in
                let part = part.trimmingCharacters(in: .whitespaces)
                // What refuses the pod whatever the node stands without a number.
                guard let space = part.firstIndex(of: " "), Int(part[..<space]) != nil else { return part }
                let reason = String(part[part.index(after: space)...])
                return reason.contains("plugin(s) [NodeAffinity]") ? nil : reason
            })
    }

    /// The outcome of preemption in the words of `-o json`; nil where the message does not say.
    private static func outcome(in message: String) -> String? {
        guard let start = message.range(of: "preemption: ")?.upperBound else { return nil }
        let text = message[start...]
        if text.contains("preemptionPolicy=Never") { return "never" }
        return text.contains("No preemption victims found") ? "noVictims" : "notHelpful"
    }

    @Test("Every pending daemon pod is refused for the reasons that the scheduler wrote down")
    func pendingPodsAgree() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let snapshot = try SnapshotReader.read(path: root.appendingPathComponent("snapshots/mixed-faults.json.gz").path)
        let engine = PlacementEngine(ClusterIndex(snapshot))
        var compared = 0
        for daemonSet in snapshot.daemonSets {
            let placement = engine.placement(of: daemonSet)
            for (node, verdict) in zip(snapshot.nodes, placement.verdicts) {
                // A pod that is aimed at no node by name is told of every node at once.
                guard case .pod(let position) = verdict.testedPod, !snapshot.pods[position].pinnedNodeName.isEmpty,
                    let condition = snapshot.pods[position].status.conditions[PodStatus.ConditionType.scheduled],
                    condition.status == .isFalse, condition.reason == "Unschedulable"
                else { continue }
                let name = "\(snapshot.pods[position].metadata.qualifiedName) for \(node.name)"
                let said = Self.reasons(in: condition.message)
                let computed = Set(verdict.failures.first?.reasons.map(\.message) ?? [])
                #expect(said == computed, "\(name): \(condition.message)")
                if let outcome = Self.outcome(in: condition.message) {
                    #expect(outcome == verdict.preemption?.outcome, "\(name): \(condition.message)")
                }
                compared += 1
            }
        }
        #expect(compared > 0)
    }
}
