import ClusterSnapshot
import KubernetesModel
import PlacementEngine

extension FindingCode {
    /// The pod uses a claim that has no volume.
    public static let volumeClaimUnbound = Self("volume-claim-unbound")
}

/// The pod uses a claim that has no volume.
struct VolumeClaimUnboundRule: NodeRule {
    static let code = FindingCode.volumeClaimUnbound
    static let family = FindingFamily.scheduling
    static let needs: [SnapshotPart] = [.daemonSets, .nodes, .pods, .persistentVolumeClaims]
    static let weakenedWithout: [SnapshotPart] = [.persistentVolumes, .storageClasses, .events]
    static let parameters: [ParameterDescription] = [
        .text("claim"), .text("storageClass", .optional), .text("bindingMode"), .text("reason", .optional),
        .truth("isClassMissing"), .truth("isShared"),
    ]
    static let documentation = RuleDocumentation(
        summary: "The pod uses a PersistentVolumeClaim that is not bound to a volume.",
        explanation: """
            With binding mode Immediate the claim must be bound before the pod is scheduled. With WaitForFirstConsumer \
            the scheduler looks for a volume that the node can reach, or has one provisioned for it (VolumeBinding).
            """)

    static func scope(of finding: Finding) -> CauseScope { .claim(of: finding) }

    static func rolloutMeaning(of finding: Finding, in change: RevisionChange) -> RolloutMeaning {
        RolloutMeaning(.comparison, .mayPass)
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<ClaimSymptom>? {
        switch node.refusal(by: .volumeBinding) {
        case .claimsUnboundImmediate(let claims)?:
            return symptom(claims.first ?? "", on: node, in: situation)
        case .noVolumeToBind(let claim)?, .claimLost(let claim, _)?, .claimBeingDeleted(let claim)?,
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

    func description(
        of symptoms: [LocatedSymptom<ClaimSymptom>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let symptom = symptoms[0].detail
        let className = symptom.claimObject?.className
        let storageClass = className.flatMap { situation.index.storageClassByName[$0] }
            .map { situation.snapshot.storageClasses[$0] }
        let mode = storageClass.map { $0.waitsForFirstConsumer ? "WaitForFirstConsumer" : "Immediate" } ?? "unknown"
        let isClassMissing = storageClass == nil && symptoms.contains { $0.symptom.saysClassIsMissing }
        var reason = "it is \(symptom.claimObject?.phase ?? "not bound")"
        if let selected = symptom.claimObject?.metadata.annotations[Annotation.selectedNode] {
            reason += ", and its volume is to be provisioned for node \(selected)"
        }
        if let storageClass {
            reason += "; class \(storageClass.name) (\(storageClass.provisioner), \(mode))"
        } else if let className, !className.isEmpty {
            reason += "; class \(className), which \(isClassMissing ? "doesn't exist" : "the snapshot doesn't have")"
        }
        var parameters: Parameters = [
            "claim": .text(symptom.claim), "bindingMode": .text(mode), "reason": .text(reason),
        ]
        parameters["storageClass"] = className.map { .text($0) }
        parameters["isClassMissing"] = .truth(isClassMissing)
        let modes = symptom.claimObject?.accessModes ?? []
        parameters["isShared"] = .truth(modes.contains { $0 == "ReadWriteMany" || $0 == "ReadOnlyMany" })
        return FindingDescription(
            title: "claim \(symptom.claim) is not bound",
            message:
                "PersistentVolumeClaim \(symptom.claim) has no volume: \(reason). All pods of a DaemonSet share "
                + "one claim.",
            parameters: parameters)
    }
}

extension Symptom where Detail == ClaimSymptom {
    /// Whether the controller looked for the claim's class in vain: `storageclass.storage.k8s.io "fast" not found`
    /// (`PersistentVolumeController.provisionClaim`).
    fileprivate var saysClassIsMissing: Bool {
        evidence.contains { $0.kind == .event && $0.text.contains("storageclass") && $0.text.contains("not found") }
    }
}

extension VolumeClaimUnboundRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "no volume was made for a claim whose class binds at once", on: ["n1"],
                with: ["claim": "data", "bindingMode": "Immediate"]
            ) { cluster in
                cluster.node("n1")
                cluster.template { $0.volumes = [Volume(name: "data", source: .persistentVolumeClaim(name: "data"))] }
                cluster.claim("data", boundTo: "", storageClass: "fast")
                cluster.waitingPod(on: "n1", refused: "pod has unbound immediate PersistentVolumeClaims")
            },
            .firing(
                "the claim's class doesn't exist", on: ["n1"],
                with: ["claim": "data", "storageClass": "fast", "isClassMissing": true, "isShared": false]
            ) { cluster in
                cluster.node("n1")
                cluster.template { $0.volumes = [Volume(name: "data", source: .persistentVolumeClaim(name: "data"))] }
                cluster.claim("data", boundTo: "", storageClass: "fast")
                cluster.snapshot.storageClasses = []
                cluster.event(
                    "ProvisioningFailed", "storageclass.storage.k8s.io \"fast\" not found", on: "data",
                    kind: PersistentVolumeClaim.kind)
                cluster.waitingPod(on: "n1", refused: "pod has unbound immediate PersistentVolumeClaims")
            },
            .silent("the claim has a volume") { cluster in
                cluster.node("n1")
                cluster.template { $0.volumes = [Volume(name: "data", source: .persistentVolumeClaim(name: "data"))] }
                cluster.claim("data", boundTo: "volume-1")
                cluster.waitingPod(on: "n1")
            },
        ]
    }
}
