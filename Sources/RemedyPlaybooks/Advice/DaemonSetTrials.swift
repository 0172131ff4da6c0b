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
    /// The verdicts on the DaemonSet: those of the diagnosis, which has asked for them already.
    let placement: DaemonSetPlacement

    init(_ daemonSet: DaemonSet, diagnosis: DaemonSetDiagnosis, simulator: Simulator) {
        self.daemonSet = daemonSet
        self.diagnosis = diagnosis
        self.simulator = simulator
        failing = diagnosis.nodesFailing(in: simulator.engine.index)
        placement = diagnosis.placement ?? simulator.engine.placement(of: daemonSet)
    }

    /// The remedy with what its changes would do for the finding.
    func tried(_ draft: RemedyDraft, _ changes: [Change], for subject: FactSubject) -> TriedRemedy {
        do {
            let changed = try daemonSet.applying(changes, in: simulator.engine.index)
            let known = Set(daemonSet.refusals)
            if let refusal = changed.refusals.first(where: { !known.contains($0) }) {
                var simulation = Simulation(status: .ineffective)
                simulation.blockers = ["the API server would refuse it: \(refusal)"]
                return TriedRemedy(draft, simulation)
            }
            return TriedRemedy(draft, try simulation(of: changes, for: subject, unproven: draft.unproven))
        } catch {
            return TriedRemedy(draft, Simulation(status: .notSimulated, reason: "\(error)"))
        }
    }

    private func simulation(
        of changes: [Change], for subject: FactSubject, unproven: String?
    ) throws(SimulationError) -> Simulation {
        let finding = subject.finding
        if changes.contains(where: \.freesDisks), let relief = subject.diskRelief {
            let possible = changes.filter { !$0.freesDisks } + [.reclaimDisk(nodes: relief.relieved)]
            let outcome = try simulator.outcome(of: possible, for: placement, failing: failing)
            return relief.simulation(on: finding.nodes, outcome: outcome)
        }
        let outcome = try simulator.outcome(of: changes, for: placement, failing: failing)
        let summary = SimulationSummary(
            outcome, for: finding, misplaced: misplacedNodes, in: simulator.engine.snapshot)
        return unproven.map(summary.costs(unproven:)) ?? summary.simulation
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
        case .available, .pending, .missing, .stale, .misplaced, .duplicate, .ineligible, .unknown: return false
        }
    }
}
