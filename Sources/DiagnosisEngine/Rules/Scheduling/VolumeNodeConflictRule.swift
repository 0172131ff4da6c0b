import ClusterSnapshot
import KubernetesModel
import PlacementEngine

extension FindingCode {
    /// The claim's volume cannot be reached from the node.
    public static let volumeNodeConflict = Self("volume-node-conflict")
}

/// The claim's volume cannot be reached from the node.
struct VolumeNodeConflictRule: NodeRule {
    static let code = FindingCode.volumeNodeConflict
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .persistentVolumeClaims, .persistentVolumes]
    static let parameters: [ParameterDescription] = [.text("claim"), .text("volume"), .text("requirement")]
    static let documentation = RuleDocumentation(
        summary: "The claim's volume can be reached only from other nodes.",
        explanation: """
            A PersistentVolume's node affinity or zone labels bind it to some nodes (VolumeBinding, VolumeZone). A \
            claim shared by all pods of a DaemonSet therefore works only on those nodes.
            """)

    static func scope(of finding: Finding) -> CauseScope { .claim(of: finding) }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ClaimSymptom>? {
        let reason = node.refusal(by: .volumeBinding) ?? node.refusal(by: .volumeZone)
        switch reason {
        case .volumeNodeAffinity(let claim, let volume)?, .volumeZone(let claim, let volume)?:
            return Symptom(
                grouping: "\(claim) \(volume)", detail: ClaimSymptom(claim: claim, volume: volume),
                evidence: node.schedulerEvidence)
        default: return nil
        }
    }

    func description(
        of symptoms: [LocatedSymptom<ClaimSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let symptom = symptoms[0].detail
        let volume = situation.index.volumeByName[symptom.volume].map { situation.snapshot.persistentVolumes[$0] }
        let requirement = volume?.nodeAffinity?.terms.map(\.description).joined(separator: " or ") ?? "its zone"
        return FindingDescription(
            title: "volume of claim \(symptom.claim) can't be reached",
            message:
                "Claim \(symptom.claim) is bound to volume \(symptom.volume), which needs \(requirement); these "
                + "nodes don't match.",
            parameters: [
                "claim": .text(symptom.claim), "volume": .text(symptom.volume), "requirement": .text(requirement),
            ])
    }
}

extension VolumeNodeConflictRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the volume is in another zone than one of the nodes", on: ["n2"],
                with: ["claim": "data", "volume": "volume-1"]
            ) { cluster in
                cluster.node("n1", labels: [NodeLabel.zone: "a"])
                cluster.node("n2", labels: [NodeLabel.zone: "b"])
                cluster.template { $0.volumes = [Volume(name: "data", source: .persistentVolumeClaim(name: "data"))] }
                cluster.claim("data", boundTo: "volume-1", zone: "a")
                cluster.daemonPod(on: "n1")
                cluster.waitingPod(on: "n2", refused: "1 node(s) didn't match PersistentVolume's node affinity")
            },
            .silent("all nodes are in the volume's zone") { cluster in
                cluster.node("n1", labels: [NodeLabel.zone: "a"])
                cluster.template { $0.volumes = [Volume(name: "data", source: .persistentVolumeClaim(name: "data"))] }
                cluster.claim("data", boundTo: "volume-1", zone: "a")
                cluster.waitingPod(on: "n1")
            },
        ]
    }
}
