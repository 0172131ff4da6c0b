import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// The result.
extension DiskRelief {
    /// The effect of freeing disks on a finding's nodes. `outcome` is the DaemonSet on the relieved nodes, nil for a
    /// finding of the cluster.
    func simulation(on nodes: [String], outcome: SimulationOutcome?) -> Simulation {
        guard !reclaims.isEmpty else {
            return Simulation(status: .notSimulated, reason: "none of these nodes is under disk pressure any more")
        }
        var simulation = Simulation(status: .proven)
        simulation.aim = outcome == nil ? .endsPressure : .serves
        var helped: Set<String> = []
        var reasons: [String: String] = [:]
        for reclaim in reclaims {
            if reclaim.verdict == .enough {
                if let refusal = outcome.flatMap({ self.refusal(on: reclaim, in: $0) }) {
                    reasons[reclaim.node] = refusal
                } else {
                    helped.insert(reclaim.node)
                }
            } else {
                reasons[reclaim.node] = reason(reclaim)
            }
        }
        let left = nodes.filter { !helped.contains($0) }
        let doubts = reclaims.filter { $0.verdict.isUnknown }
        if helped.isEmpty, let doubt = doubts.first {
            let others = doubts.count > 1 ? " (the same on \(Wording.count(doubts.count - 1, "more node")))" : ""
            return Simulation(status: .notSimulated, reason: "on \(doubt.node) \(reason(doubt))\(others)")
        }
        simulation.of = nodes.count
        simulation.unblocks = helped.count
        simulation.stillBlocked = left.sorted(by: NaturalOrder.precedes)
        simulation.blockers = Self.lines(left.map { reasons[$0] ?? "the node is not under disk pressure" })
        if helped.isEmpty { simulation.status = .ineffective }
        return simulation
    }

    /// Why the pod still does not get on once the disk has room (`pkg/kubelet/eviction`, `Admit`).
    private func refusal(on reclaim: DiskReclaim, in outcome: SimulationOutcome) -> String? {
        let node = snapshot.nodes[reclaim.position]
        if !node.isReady { return "the node is NotReady" }
        if node.conditions[Node.ConditionType.pidPressure]?.status == .isTrue {
            return "the node is short of process IDs as well"
        }
        if node.conditions[Node.ConditionType.memoryPressure]?.status == .isTrue {
            return "the node is short of memory as well"
        }
        guard let standing = outcome.node(named: reclaim.node, at: reclaim.position)?.after, !standing.hasPlace else {
            return nil
        }
        return StandingWording.reason(standing, in: snapshot)
    }

    private func reason(_ reclaim: DiskReclaim) -> String {
        let have = Self.bytes(reclaim.reclaimable)
        let most = reclaim.isNeedAtMost ? "up to " : ""
        let need = reclaim.needed.map { "\(most)\(Self.bytes($0)) needed" } ?? "needed amount unknown"
        switch reclaim.verdict {
        case .enough: return "there is enough to free"
        case .tooLittle:
            return reclaim.reclaimable == 0
                ? "no image is unused\(reclaim.needed == nil ? "" : ", \(need)")" : "reclaimable \(have) of \(need)"
        case .unknown(.noImageList): return "the node lists no images, so it is unknown which could go; \(need)"
        case .unknown(.unseenPods): return "pods that the snapshot lacks may use the images (\(have)); \(need)"
        case .unknown(.inodes): return "inodes are short, and it is unknown how many the images (\(have)) take"
        case .unknown(.availableUnknown):
            let more = reclaim.isImageListCut ? ", counting only the 50 largest images" : ""
            return "\(have) of images can be freed\(more); \(need)"
        case .unknown(.thresholdUnknown): return "\(have) of images can be freed; \(need)"
        case .unknown(.toldEnough): return "the kubelet last reported more than its threshold; \(have) can be freed"
        }
    }

    private static func lines(_ reasons: [String]) -> [String] {
        let counts = Dictionary(grouping: reasons, by: \.self).mapValues(\.count)
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { reasons.count == 1 ? $0.key : "\($0.key) on \(Wording.count($0.value, "node"))" }
    }
}

extension DiskReclaim.Verdict {
    var isUnknown: Bool { if case .unknown = self { true } else { false } }
}
