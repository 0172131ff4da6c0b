import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// A claim that only one pod may use is in use.
    public static let volumeClaimInUse = Self("volume-claim-in-use")
}

/// A claim that only one pod may use is in use.
struct VolumeClaimInUseRule: NodeRule {
    static let code = FindingCode.volumeClaimInUse
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .persistentVolumeClaims, .persistentVolumes]
    static let weakenedWithout: [SnapshotPart] = [.podsOfOtherNamespaces]
    static let parameters: [ParameterDescription] = [.text("claim"), .text("user", .optional), .truth("isOwnPod")]
    static let documentation = RuleDocumentation(
        summary: "The pod uses a ReadWriteOncePod claim that another pod already uses.",
        explanation: """
            Only one pod in the whole cluster can use a ReadWriteOncePod claim (VolumeRestrictions). All pods of a \
            DaemonSet name the same claim, so one of them runs and the others wait forever.
            """)

    static func scope(of finding: Finding) -> CauseScope { .claim(of: finding) }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ClaimSymptom>? {
        guard node.needsPlace,
            case .readWriteOncePodInUse(let claim)? = node.verdict.failures.lazy
                .first(where: { $0.plugin == .volumeRestrictions })?.reasons.first
        else { return nil }
        return Symptom(grouping: claim, detail: ClaimSymptom(claim: claim), evidence: node.schedulerEvidence)
    }

    func description(
        of symptoms: [LocatedSymptom<ClaimSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let claim = symptoms[0].detail.claim
        let namespace = situation.daemonSet.namespace
        func uses(_ pod: Pod) -> Bool {
            !pod.nodeName.isEmpty && !pod.isTerminal
                && pod.spec.volumes.contains {
                    if case .persistentVolumeClaim(claim) = $0.source { true } else { false }
                }
        }
        let own = situation.nodes.lazy.flatMap(\.pods).first(where: uses)
        let key = ClusterIndex.ObjectKey(kind: PersistentVolumeClaim.kind, namespace: namespace, name: claim)
        let user = own ?? situation.cluster.usersByClaim[key]?.first.map { situation.snapshot.pods[$0] }
        var parameters: Parameters = ["claim": .text(claim), "isOwnPod": .truth(own != nil)]
        parameters["user"] = user.map { .text($0.metadata.qualifiedName) }
        let holder = user.map { "pod \($0.metadata.qualifiedName) on \($0.nodeName)" } ?? "another pod"
        return FindingDescription(
            title: "claim \(claim) is in use",
            message:
                "PersistentVolumeClaim \(claim) has access mode ReadWriteOncePod: one pod in the cluster may use it, "
                + "and \(holder) does. \(Wording.count(symptoms.count, "pod")) "
                + "\(symptoms.count == 1 ? "waits" : "wait") for it.",
            parameters: parameters)
    }
}

extension VolumeClaimInUseRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the first pod of the DaemonSet has the claim", on: ["n2"],
                with: ["claim": "alone", "user": "logging/agent-n1", "isOwnPod": true]
            ) { cluster in
                cluster.useClaim(mode: PersistentVolumeClaim.readWriteOncePod)
            },
            .silent("many pods may use the claim") { $0.useClaim(mode: "ReadWriteMany") },
        ]
    }
}

extension ExampleCluster {
    fileprivate mutating func useClaim(mode: String) {
        node("n1")
        node("n2")
        template { $0.volumes = [Volume(name: "data", source: .persistentVolumeClaim(name: "alone"))] }
        claim("alone", boundTo: "volume-1")
        snapshot.persistentVolumeClaims[0].accessModes = [mode]
        daemonPod(on: "n1")
        waitingPod(on: "n2", refused: "PersistentVolumeClaim with ReadWriteOncePod access mode already in-use")
    }
}
