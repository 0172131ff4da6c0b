import ClusterSnapshot
import KubernetesModel
import Wording

extension FindingCode {
    /// The status that the controller wrote differs from the facts.
    public static let controllerBehind = Self("controller-behind")
}

/// The status that the controller wrote differs from the facts.
struct ControllerBehindRule: DaemonSetRule {
    static let code = FindingCode.controllerBehind
    static let family = FindingFamily.creation
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec, .nodes, .pods]
    static let weakenedWithout: [SnapshotPart] = [.controllerRevisions, .namespaces]
    static let parameters: [ParameterDescription] = [.texts("differences"), .truth("isGenerationUnobserved")]
    static let documentation = RuleDocumentation(
        summary: "The DaemonSet's status is stale: its counts differ from its nodes and pods.",
        explanation: """
            dsdoctor counts again by the controller's own rules (updateDaemonSetStatus). A difference means that the \
            controller does not run, is far behind, or was not triggered, for example by a taint that evicts no pod. \
            An observedGeneration below the generation means that it has not seen the newest spec.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        // The status of one that was made up again is no word of the controller's.
        if situation.snapshot.hasGap(.daemonSetReconstructed) { return [] }
        let status = situation.daemonSet.status
        let generation = situation.daemonSet.metadata.generation
        let isUnobserved = generation.map { ($0 > status.observedGeneration ?? $0) } ?? false
        var counted = situation.counts
        // Where nothing tells which template a pod is of, the controller's word stands.
        if !situation.revision.isKnown { counted.updated = Int(status.updatedNumberScheduled) }
        let differences = Self.differences(counted, StatusCounts(status))
        let isComplete = !situation.coverage.isPartial && !situation.snapshot.hasGap(.nodesMissing)
        guard isUnobserved || (!differences.isEmpty && isComplete) else { return [] }
        var parameters = Parameters.common(to: situation)
        parameters["differences"] = .texts(differences)
        parameters["isGenerationUnobserved"] = .truth(isUnobserved)
        var sentences: [String] = []
        if isUnobserved {
            sentences.append(
                "The controller has not seen generation \(generation ?? 0) yet (observed "
                    + "\(status.observedGeneration ?? 0))."
            )
        }
        if !differences.isEmpty {
            sentences.append("The nodes and pods show \(Wording.list(differences)).")
        }
        return [
            Finding(
                code: Self.code, severity: isUnobserved ? .warning : .notice, confidence: .likely,
                title: "the status is stale", message: sentences.joined(separator: " "), parameters: parameters)
        ]
    }

    /// `misscheduled 2 (status says 0)` for each count that differs.
    private static func differences(_ counted: StatusCounts, _ reported: StatusCounts) -> [String] {
        let pairs = [
            ("desired", counted.desired, reported.desired), ("current", counted.current, reported.current),
            ("ready", counted.ready, reported.ready), ("available", counted.available, reported.available),
            ("updated", counted.updated, reported.updated),
            ("misscheduled", counted.misscheduled, reported.misscheduled),
        ]
        return pairs.filter { $0.1 != $0.2 }.map { "\($0.0) \($0.1) (status says \($0.2))" }
    }
}

extension ControllerBehindRule {
    static var examples: [RuleExample] {
        [
            .firing("a pod is on a node that was tainted later, and the status does not say so") { cluster in
                cluster.node("n1", taints: ["maintenance=yes:NoSchedule"])
                cluster.daemonPod(on: "n1")
            },
            .silent("the status says what is") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.daemonSet.status.desiredNumberScheduled = 1
                cluster.daemonSet.status.currentNumberScheduled = 1
                cluster.daemonSet.status.numberReady = 1
                cluster.daemonSet.status.numberAvailable = 1
                cluster.daemonSet.status.updatedNumberScheduled = 1
            },
        ]
    }
}
