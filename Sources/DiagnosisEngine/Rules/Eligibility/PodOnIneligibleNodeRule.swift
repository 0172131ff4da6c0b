import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// A pod is on a node that the template no longer admits.
    public static let podOnIneligibleNode = Self("pod-on-ineligible-node")
}

/// A pod is on a node that the template no longer admits.
struct PodOnIneligibleNodeRule: NodeRule {
    static let code = FindingCode.podOnIneligibleNode
    static let family = FindingFamily.eligibility
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .nodes, .pods, .namespaces]
    static let parameters: [ParameterDescription] =
        TolerationAdvice.tolerationParameters + [
            .text("constraint"), .text("taint", .optional), .truth("willBeDeleted"),
        ]
    static let documentation = RuleDocumentation(
        summary: "A pod runs on a node where the DaemonSet should not run (misscheduled).",
        explanation: """
            The node was tainted or relabelled after the pod came. With a NoSchedule taint the pod stays but is not \
            replaced; otherwise the controller deletes it. Controllers may notice late: numberMisscheduled may still \
            be zero.
            """)

    /// A taint that keeps new pods off is the same fault.
    static func scope(of finding: Finding) -> CauseScope {
        finding.parameters.text("taint") == nil
            ? .daemonSet(fault: code.rawValue) : .untoleratedTaint(of: finding)
    }

    struct Misplacement: Sendable {
        var exclusion: Eligibility.Exclusion
        var willBeDeleted: Bool
    }

    func symptom(on node: NodeSituation, in situation: DaemonSetSituation) -> Symptom<Misplacement>? {
        guard !node.verdict.shouldRun, node.pods.contains(where: { !$0.isTerminating }),
            let exclusion = node.verdict.eligibility.exclusions.first.map(ExclusionCount.normalised)
        else { return nil }
        return Symptom(
            grouping: "\(exclusion) \(node.verdict.shouldContinueRunning)",
            detail: Misplacement(exclusion: exclusion, willBeDeleted: !node.verdict.shouldContinueRunning),
            evidence: [Evidence(kind: .spec, object: "Node \(node.node.name)", text: "excluded by \(exclusion)")])
    }

    func description(
        of symptoms: [LocatedSymptom<Misplacement>], in situation: DaemonSetSituation
    ) -> FindingDescription {
        let detail = symptoms[0].detail
        var parameters: Parameters = [
            "constraint": .text(detail.exclusion.description), "willBeDeleted": .truth(detail.willBeDeleted),
            "hasTolerations": .truth(!situation.daemonSet.template.spec.tolerations.isEmpty),
        ]
        if case .taint(let taint) = detail.exclusion {
            parameters["taint"] = .text(taint.description)
            if let purpose = TaintPurpose(of: taint, on: symptoms[0].node.node), !purpose.isMeant(for: situation.duties)
            {
                parameters["taintPurpose"] = .text(purpose.words)
            } else {
                parameters["tolerationKey"] = .text(taint.key)
                parameters["tolerationOperator"] = .text(taint.value.isEmpty ? "Exists" : "Equal")
                parameters["tolerationValue"] = taint.value.isEmpty ? nil : .text(taint.value)
                parameters["tolerationEffect"] = .text(taint.effect?.rawValue ?? "")
            }
        }
        let fate =
            detail.willBeDeleted
            ? "The controller will delete \(symptoms.count == 1 ? "it" : "them")."
            : "\(symptoms.count == 1 ? "It keeps running, but is" : "They keep running, but are") not replaced "
                + "after \(symptoms.count == 1 ? "it ends" : "they end")."
        return FindingDescription(
            severity: .warning,
            title: symptoms.count == 1 ? "pod on a node that is not eligible" : "pods on nodes that are not eligible",
            message:
                "\(symptoms.count == 1 ? "1 pod runs on a node" : "\(symptoms.count) pods run on nodes") excluded by "
                + "\(detail.exclusion). \(fate)",
            parameters: parameters)
    }
}

extension PodOnIneligibleNodeRule {
    static var examples: [RuleExample] {
        [
            .firing(
                "the node was tainted after the pod had come", on: ["n1"],
                with: ["taint": "dedicated=gpu:NoSchedule", "willBeDeleted": false]
            ) { cluster in
                cluster.node("n1", taints: ["dedicated=gpu:NoSchedule"])
                cluster.daemonPod(on: "n1")
            },
            .silent("the template tolerates the taint") { cluster in
                cluster.node("n1", taints: ["dedicated=gpu:NoSchedule"])
                cluster.template { $0.tolerations = [Toleration(key: "dedicated", comparison: .exists)] }
                cluster.daemonPod(on: "n1")
            },
        ]
    }
}
