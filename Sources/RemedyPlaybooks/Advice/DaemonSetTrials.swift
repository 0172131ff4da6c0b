import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// Tries remedies for the findings of one DaemonSet.
struct DaemonSetTrials {
    private let daemonSet: DaemonSet
    private let simulator: Simulator
    /// Nodes whose pod has a place and does not serve, by position.
    private let failing: Set<Int>
    private let diagnosis: DaemonSetDiagnosis
    private var knownPlacement: DaemonSetPlacement?

    init(_ daemonSet: DaemonSet, diagnosis: DaemonSetDiagnosis, simulator: Simulator) {
        self.daemonSet = daemonSet
        self.diagnosis = diagnosis
        self.simulator = simulator
        failing = diagnosis.nodesFailing(in: simulator.engine.index)
    }

    /// The verdicts on the DaemonSet, computed when first asked for.
    var placement: DaemonSetPlacement {
        mutating get {
            if let knownPlacement { return knownPlacement }
            let placement = simulator.engine.placement(of: daemonSet)
            knownPlacement = placement
            return placement
        }
    }

    /// The remedy with what its changes would do for the finding.
    mutating func tried(_ draft: RemedyDraft, _ changes: [Change], for finding: Finding) -> TriedRemedy {
        var remedy = draft.remedy
        do {
            let outcome = try simulator.outcome(of: changes, for: placement, failing: failing)
            let simulation = SimulationSummary(
                outcome, for: finding, misplaced: misplacedNodes, in: simulator.engine.snapshot
            ).simulation
            remedy.risk = Risk(of: simulation)
            remedy.simulation = simulation
        } catch {
            remedy.simulation = Simulation(status: .notSimulated, reason: "\(error)")
        }
        return TriedRemedy(remedy: remedy, order: draft.order)
    }

    private var misplacedNodes: Set<String> {
        Set(diagnosis.nodes.filter { $0.state == .misplaced }.map(\.node))
    }
}

extension DaemonSetDiagnosis {
    /// The positions of nodes whose pod has a place and does not serve.
    public func nodesFailing(in index: ClusterIndex) -> Set<Int> {
        Set(nodes.filter { $0.shouldRun && $0.state.isPlacedWithoutServing }.compactMap { index.nodeByName[$0.node] })
    }
}

extension NodeState {
    /// Whether a pod is there and does not serve.
    var isPlacedWithoutServing: Bool {
        switch self {
        case .notReady, .starting, .failing, .evicted, .terminating: return true
        case .available, .pending, .missing, .stale, .misplaced, .duplicate, .ineligible: return false
        }
    }
}
