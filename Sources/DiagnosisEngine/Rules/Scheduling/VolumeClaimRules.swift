import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// A claim that keeps a pod from its node.
public struct ClaimSymptom: Sendable {
    var claim: String
    var volume = ""
    var claimObject: PersistentVolumeClaim?
}

/// The pod uses a claim that is not there.
public struct VolumeClaimMissingRule: NodeRule {
    public static let code = FindingCode.volumeClaimMissing
    public static let documentation = RuleDocumentation(
        summary: "The pod uses a PersistentVolumeClaim that does not exist.",
        explanation: """
            The scheduler places no pod whose claims are not all there (VolumeBinding, podHasPVCs). The claim must be in \
            the pod's own namespace.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ClaimSymptom>? {
        guard case .claimMissing(let claim)? = node.refusal(by: .volumeBinding) else { return nil }
        // Without the claims themselves the scheduler's word has to do.
        let isKnown = !situation.snapshot.hasGap(.persistentVolumeClaimsMissing)
        let said = node.schedulerEvidence.contains { $0.text.contains("persistentvolumeclaim \"\(claim)\" not found") }
        guard isKnown || said else { return nil }
        return Symptom(
            grouping: claim, detail: ClaimSymptom(claim: claim), confidence: said || isKnown ? .certain : .likely,
            evidence: node.schedulerEvidence)
    }

    public func description(
        of symptoms: [LocatedSymptom<ClaimSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let claim = symptoms[0].detail.claim
        return FindingDescription(
            title: "the claim \(claim) does not exist",
            message:
                "The pod uses the PersistentVolumeClaim \(claim), and namespace \(situation.daemonSet.namespace) "
                + "has none of that name.",
            parameters: ["claim": .text(claim)])
    }
}

/// The pod uses a claim that has no volume.
public struct VolumeClaimUnboundRule: NodeRule {
    public static let code = FindingCode.volumeClaimUnbound
    public static let documentation = RuleDocumentation(
        summary: "The pod uses a PersistentVolumeClaim that has no volume.",
        explanation: """
            With binding mode Immediate the claim must be bound before the pod is placed. With WaitForFirstConsumer the \
            scheduler looks for a volume that the node can reach, or has one provisioned for it (VolumeBinding).
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ClaimSymptom>? {
        switch node.refusal(by: .volumeBinding) {
        case .claimsUnboundImmediate(let claims)?:
            return symptom(claims.first ?? "", on: node, in: situation)
        case .noVolumeToBind(let claim)?, .claimLost(let claim)?, .claimBeingDeleted(let claim)?,
            .volumeMissing(let claim, _)?:
            return symptom(claim, on: node, in: situation)
        default:
            return provisioningClaim(node, in: situation).flatMap { symptom($0, on: node, in: situation) }
        }
    }

    /// A claim whose volume is being made for this very node: the pod waits for it though nothing refuses it.
    private func provisioningClaim(_ node: NodeSituation, in situation: DaemonSetSituation) -> String? {
        guard node.needsPlace, let pod = node.pod else { return nil }
        for volume in pod.spec.volumes {
            guard case .persistentVolumeClaim(let name) = volume.source,
                let claim = situation.index.claim(namespace: pod.namespace, name: name), claim.phase == "Pending",
                claim.metadata.annotations[Annotation.selectedNode] == node.node.name
            else { continue }
            return name
        }
        return nil
    }

    private func symptom(
        _ claim: String, on node: NodeSituation, in situation: DaemonSetSituation
    ) -> Symptom<ClaimSymptom> {
        let namespace = situation.daemonSet.namespace
        let events = situation.index.events(kind: PersistentVolumeClaim.kind, namespace: namespace, name: claim)
        return Symptom(
            grouping: claim,
            detail: ClaimSymptom(claim: claim, claimObject: situation.index.claim(namespace: namespace, name: claim)),
            evidence: node.schedulerEvidence + events.suffix(1).map { Evidence($0) })
    }

    public func description(
        of symptoms: [LocatedSymptom<ClaimSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let symptom = symptoms[0].detail
        let className = symptom.claimObject?.storageClassName
        let storageClass = className.flatMap { situation.index.storageClassByName[$0] }
            .map { situation.snapshot.storageClasses[$0] }
        let mode = storageClass.map { $0.waitsForFirstConsumer ? "WaitForFirstConsumer" : "Immediate" } ?? "unknown"
        var reason = "it is \(symptom.claimObject?.phase ?? "not bound")"
        if let selected = symptom.claimObject?.metadata.annotations[Annotation.selectedNode] {
            reason += ", and its volume is to be made for node \(selected)"
        }
        if let storageClass {
            reason += "; class \(storageClass.name) (\(storageClass.provisioner), \(mode))"
        } else if let className, !className.isEmpty {
            reason += "; class \(className), which the snapshot does not have"
        }
        return FindingDescription(
            title: "the claim \(symptom.claim) has no volume",
            message:
                "The PersistentVolumeClaim \(symptom.claim) has no volume: \(reason). All pods of a DaemonSet use "
                + "the one claim.",
            parameters: [
                "claim": .text(symptom.claim), "storageClass": .text(className ?? ""), "bindingMode": .text(mode),
                "reason": .text(reason),
            ])
    }
}

/// The claim's volume cannot be reached from the node.
public struct VolumeNodeConflictRule: NodeRule {
    public static let code = FindingCode.volumeNodeConflict
    public static let documentation = RuleDocumentation(
        summary: "The claim's volume can only be reached from other nodes.",
        explanation: """
            A PersistentVolume's node affinity or zone labels bind it to some nodes (VolumeBinding, VolumeZone). One claim \
            for all pods of a DaemonSet therefore works on those nodes only.
            """)

    public init() {}

    public func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ClaimSymptom>? {
        let reason = node.refusal(by: .volumeBinding) ?? node.refusal(by: .volumeZone)
        switch reason {
        case .volumeNodeAffinity(let claim, let volume)?, .volumeZone(let claim, let volume)?:
            return Symptom(
                grouping: "\(claim) \(volume)", detail: ClaimSymptom(claim: claim, volume: volume),
                evidence: node.schedulerEvidence)
        default: return nil
        }
    }

    public func description(
        of symptoms: [LocatedSymptom<ClaimSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let symptom = symptoms[0].detail
        let volume = situation.index.volumeByName[symptom.volume].map { situation.snapshot.persistentVolumes[$0] }
        let requirement = volume?.nodeAffinity?.terms.map(\.description).joined(separator: " or ") ?? "its zone"
        return FindingDescription(
            title: "the volume of \(symptom.claim) is elsewhere",
            message:
                "The claim \(symptom.claim) is bound to volume \(symptom.volume), which needs \(requirement); these "
                + "nodes are not that.",
            parameters: [
                "claim": .text(symptom.claim), "volume": .text(symptom.volume), "requirement": .text(requirement),
            ])
    }
}
