import ClusterSnapshot
import KubernetesModel
import PlacementEngine

extension FindingCode {
    /// The pod uses a claim that is not there.
    public static let volumeClaimMissing = Self("volume-claim-missing")
}

/// The pod uses a claim that is not there.
struct VolumeClaimMissingRule: NodeRule {
    static let code = FindingCode.volumeClaimMissing
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .persistentVolumeClaims]
    static let parameters: [ParameterDescription] = [.text("claim")]
    static let documentation = RuleDocumentation(
        summary: "The pod uses a PersistentVolumeClaim that does not exist.",
        explanation: """
            The scheduler places no pod until all of its claims exist (VolumeBinding, podHasPVCs). The claim must be \
            in the pod's own namespace.
            """)

    static func scope(of finding: Finding) -> CauseScope { .claim(of: finding) }

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .stays(seconds: RolloutMeaning.retried))
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ClaimSymptom>? {
        let claim: String
        switch node.refusal(by: .volumeBinding) {
        case .claimMissing(let name)?, .ephemeralClaimMissing(let name)?: claim = name
        default: return nil
        }
        // Without the claims themselves the scheduler's word has to do.
        let isKnown = !situation.snapshot.hasGap(.persistentVolumeClaimsMissing)
        let said = node.schedulerEvidence.contains { $0.text.contains("persistentvolumeclaim \"\(claim)\" not found") }
        guard isKnown || said else { return nil }
        return Symptom(
            grouping: claim, detail: ClaimSymptom(claim: claim), confidence: said || isKnown ? .certain : .likely,
            evidence: node.schedulerEvidence)
    }

    func description(
        of symptoms: [LocatedSymptom<ClaimSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let claim = symptoms[0].detail.claim
        return FindingDescription(
            title: "claim \(claim) does not exist",
            message:
                "The pod uses PersistentVolumeClaim \(claim), which does not exist in namespace "
                + "\(situation.daemonSet.namespace).",
            parameters: ["claim": .text(claim)])
    }
}

extension VolumeClaimMissingRule {
    static var examples: [RuleExample] {
        [
            .firing("the claim that the pod names was never made", on: ["n1"], with: ["claim": "data"]) { cluster in
                cluster.node("n1")
                cluster.template { $0.volumes = [Volume(name: "data", source: .persistentVolumeClaim(name: "data"))] }
                cluster.waitingPod(on: "n1", refused: "persistentvolumeclaim \"data\" not found")
            },
            .silent("the claim is there, and has a volume") { cluster in
                cluster.node("n1")
                cluster.template { $0.volumes = [Volume(name: "data", source: .persistentVolumeClaim(name: "data"))] }
                cluster.claim("data", boundTo: "volume-1")
                cluster.waitingPod(on: "n1")
            },
        ]
    }
}
