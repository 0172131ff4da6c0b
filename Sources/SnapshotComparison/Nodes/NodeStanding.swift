import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel

/// How a node is served, as far as a comparison asks.
enum NodeStanding {
    case served
    /// Serves at this moment, but the pods there are evicted again and again.
    case unsteady
    /// The pod is coming or going, and nothing is wrong with that yet.
    case underway
    case unserved
    /// A pod is there that does not belong there.
    case misplaced
    case ineligible
    /// The node is not in the snapshot.
    case absent
    /// The snapshot does not tell.
    case unknown

    /// Whether the DaemonSet wants a pod there.
    var isEligible: Bool {
        switch self {
        case .served, .unsteady, .underway, .unserved, .unknown: return true
        case .misplaced, .ineligible, .absent: return false
        }
    }
}

/// A DaemonSet in one of the two snapshots.
struct DaemonSetMoment {
    let daemonSet: DaemonSet
    let diagnosis: DaemonSetDiagnosis
    let cluster: DiagnosedSnapshot
    let assessments: [String: NodeAssessment]
    private let podPositions: [String: Int]
    private let loopNodes: Set<String>

    init(_ daemonSet: DaemonSet, _ diagnosis: DaemonSetDiagnosis, in cluster: DiagnosedSnapshot) {
        self.daemonSet = daemonSet
        self.diagnosis = diagnosis
        self.cluster = cluster
        let positions = cluster.index.podsByController[daemonSet.uid] ?? []
        podPositions = Dictionary(
            positions.map { (cluster.snapshot.pods[$0].name, $0) }, uniquingKeysWith: { first, _ in first })
        assessments = Dictionary(diagnosis.nodes.map { ($0.node, $0) }, uniquingKeysWith: { first, _ in first })
        loopNodes = Set(diagnosis.findings.filter { $0.code == .evictionLoop }.flatMap(\.nodes))
    }

    /// The pod that counts on a node.
    func pod(of assessment: NodeAssessment?) -> Pod? {
        assessment?.pod.flatMap { podPositions[$0] }.map { cluster.snapshot.pods[$0] }
    }

    /// Whether pods are evicted from the node again and again.
    func isInLoop(_ node: String) -> Bool { loopNodes.contains(node) }

    func standing(on node: String) -> NodeStanding {
        guard let assessment = assessments[node] else { return .absent }
        switch assessment.state {
        case .available, .stale: return isInLoop(node) ? .unsteady : .served
        case .misplaced: return .misplaced
        case .ineligible: return .ineligible
        case .terminating where !assessment.shouldRun: return .ineligible
        case .duplicate: return isServedByAny(on: node) ? .served : .unserved
        case .unknown: return .unknown
        case .missing where cluster.mayHidePods: return .unknown
        default: return isUnderway(assessment) ? .underway : .unserved
        }
    }

    /// Whether any of the DaemonSet's pods on a node serves.
    private func isServedByAny(on node: String) -> Bool {
        guard let position = cluster.index.nodeByName[node] else { return false }
        return cluster.index.podsByNode[position].map { cluster.snapshot.pods[$0] }.contains { pod in
            pod.metadata.controller?.uid == daemonSet.uid
                && pod.isAvailable(minReadySeconds: daemonSet.minReadySeconds, now: cluster.snapshot.capturedAt)
        }
    }

    /// How long a pod may take to come or go before that counts as failure, in seconds.
    private static let patience: WholeNumber = 600

    /// Whether a pod without a known trouble is on its way: made or deleted lately, or waited for by a moving rollout.
    private func isUnderway(_ assessment: NodeAssessment) -> Bool {
        guard assessment.cause == nil else { return false }
        switch assessment.state {
        case .starting, .terminating, .pending:
            guard let pod = pod(of: assessment) else { return false }
            let since = pod.metadata.deletionTimestamp ?? pod.metadata.creationTimestamp
            return since.map { cluster.snapshot.capturedAt.seconds(since: $0) < Self.patience } ?? false
        case .missing: return diagnosis.verdict == .progressing
        default: return false
        }
    }
}
