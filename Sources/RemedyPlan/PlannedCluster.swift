import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import RemedyPlaybooks

/// The cluster as the steps so far leave it: the snapshot, the verdicts on it, and which pods are available.
///
/// One thread uses it; what is asked for more than once is kept.
final class PlannedCluster {
    let simulator: Simulator
    /// How many steps have been made.
    let number: Int
    /// By position of the DaemonSet; nil where it was not diagnosed.
    private(set) var diagnoses: [DaemonSetDiagnosis?]
    /// Whether the DaemonSet's pod is available, by position of the DaemonSet and of the node.
    private(set) var isAvailable: [[Bool]]
    /// Names of pods that steps have made, ended or moved: no command of a later step may name one.
    private(set) var changedPods: Set<String> = []
    /// The pods that steps have moved: they may be elsewhere than foretold.
    let relocated: RelocatedPods
    private var placements: [Int: DaemonSetPlacement] = [:]
    private var outlooks: [Int: PodOutlook] = [:]
    private lazy var diagnosisEngine = DiagnosisEngine(simulator.engine)

    var engine: PlacementEngine { simulator.engine }
    var snapshot: Snapshot { _read { yield simulator.engine.snapshot } }

    /// The cluster before the first step.
    init(_ simulator: Simulator, diagnosis: ClusterDiagnosis) {
        self.simulator = simulator
        number = 0
        relocated = RelocatedPods()
        let index = simulator.engine.index
        let snapshot = simulator.engine.snapshot
        diagnoses = Array(repeating: nil, count: snapshot.daemonSets.count)
        isAvailable = Array(
            repeating: Array(repeating: false, count: snapshot.nodes.count), count: snapshot.daemonSets.count)
        for daemonSet in diagnosis.daemonSets {
            let key = ClusterIndex.ObjectKey(
                kind: DaemonSet.kind, namespace: daemonSet.namespace, name: daemonSet.name)
            guard let position = index.daemonSetByName[key] else { continue }
            diagnoses[position] = daemonSet
            placements[position] = daemonSet.placement
            for node in daemonSet.nodes where node.state.isAvailable {
                if let place = index.nodeByName[node.node] { isAvailable[position][place] = true }
            }
        }
    }

    /// The cluster after some steps.
    init(
        _ simulator: Simulator, number: Int, diagnoses: [DaemonSetDiagnosis?], isAvailable: [[Bool]],
        changedPods: Set<String>, relocated: RelocatedPods
    ) {
        self.simulator = simulator
        self.number = number
        self.diagnoses = diagnoses
        self.isAvailable = isAvailable
        self.changedPods = changedPods
        self.relocated = relocated
    }

    func placement(of daemonSet: Int) -> DaemonSetPlacement {
        if let known = placements[daemonSet] { return known }
        let placement = engine.placement(of: snapshot.daemonSets[daemonSet])
        placements[daemonSet] = placement
        return placement
    }

    /// The DaemonSet's diagnosis on the cluster as it is now, by the rules and not by what steps are known to do.
    func rediagnosed(_ daemonSet: Int) -> DaemonSetDiagnosis {
        let diagnosis = diagnosisEngine.diagnosis(of: snapshot.daemonSets[daemonSet])
        if placements[daemonSet] == nil { placements[daemonSet] = diagnosis.placement }
        return diagnosis
    }

    /// Whether a step has changed the DaemonSet's template.
    func hasOtherTemplate(_ daemonSet: Int, than earlier: PlannedCluster) -> Bool {
        snapshot.daemonSets[daemonSet].template != earlier.snapshot.daemonSets[daemonSet].template
    }

    /// The DaemonSet's pods. The wish is the diagnosis' own.
    func totals(of daemonSet: Int) -> PodTotals {
        PodTotals(
            available: isAvailable[daemonSet].count { $0 },
            desired: diagnoses[daemonSet]?.nodes.count(where: \.shouldRun) ?? 0)
    }

    /// Whether a node of this name lacks an available pod of the DaemonSet.
    func lacks(_ daemonSet: Int, on node: String) -> Bool {
        guard let position = engine.index.nodeByName[node] else { return true }
        return !isAvailable[daemonSet][position]
    }

    /// Whether pods of the DaemonSet's newest template fail wherever they are.
    private func newPodsFail(_ daemonSet: Int) -> Bool {
        guard let diagnosis = diagnoses[daemonSet], !diagnosis.findings.isEmpty else { return false }
        return outlook(of: daemonSet, diagnosis).newPodsFail
    }

    /// Which of a DaemonSet's pods do not serve though they have a place.
    private func outlook(of daemonSet: Int, _ diagnosis: DaemonSetDiagnosis) -> PodOutlook {
        if let known = outlooks[daemonSet] { return known }
        let outlook = diagnosis.outlook(placement(of: daemonSet), in: engine.index)
        outlooks[daemonSet] = outlook
        return outlook
    }

    // MARK: A step

    /// What a remedy would do now.
    ///
    /// - Throws: ``SimulationError`` where it cannot be made any more.
    func effect(
        of trial: RemedyTrial, for finding: Finding, on daemonSet: Int
    ) throws(SimulationError) -> StepEffect {
        let placement = placement(of: daemonSet)
        guard let diagnosis = diagnoses[daemonSet] else { throw .daemonSetIsDeleted }
        let outlook = outlook(of: daemonSet, diagnosis)
        let result = try trial.result(
            for: finding, of: placement, diagnosis: diagnosis, outlook: outlook, with: simulator)
        let outcome = result.outcome
        var available = isAvailable[daemonSet]
        available += Array(repeating: false, count: outcome.nodes.count - available.count)
        for node in outcome.nodes {
            let was = available[node.position]
            if !node.after.hasPlace || node.isExpectedToFail {
                available[node.position] = false
            } else if !was, !node.before.hasPlace {
                available[node.position] =
                    !outlook.failing.contains(node.position) && !hasUnreadyPod(placement, at: node)
            }
        }
        var effect = StepEffect(
            daemonSet: daemonSet, trial: trial, simulation: result.simulation, risk: result.risk, outcome: outcome,
            available: available)
        effect.atRisk = min(outcome.rollout?.atRisk.count ?? 0, outcome.rollout?.budget.count ?? 0)
        noteOthers(outcome, in: &effect)
        effect.gain = available.count { $0 } - isAvailable[daemonSet].count { $0 } - effect.atRisk
        for (_, change) in effect.others { effect.gain += change.gained.count - change.lost.count }
        return effect
    }

    /// Whether a pod that should not have been on the node, and now is by right, does not serve.
    private func hasUnreadyPod(_ placement: DaemonSetPlacement, at node: SimulationOutcome.NodeOutcome) -> Bool {
        guard case .ineligible = node.before, node.position < placement.pods.onNode.count else { return false }
        let living = placement.pods.onNode[node.position].map { snapshot.pods[$0] }.filter { !$0.isTerminal }
        return !living.isEmpty && !living.contains(where: \.isReady)
    }

    private func noteOthers(_ outcome: SimulationOutcome, in effect: inout StepEffect) {
        for eviction in outcome.evictions {
            guard case .waitsForItsNode(let name) = eviction.fate, let other = position(ofDaemonSet: name),
                let node = engine.index.nodeByName[eviction.node], isAvailable[other][node]
            else { continue }
            effect.others[other, default: .init()].lost.append(node)
        }
        func gain(_ other: Int, _ node: Int) {
            let isKnown = node < isAvailable[other].count && isAvailable[other][node]
            if other != effect.daemonSet, !isKnown, !newPodsFail(other) {
                effect.others[other, default: .init()].gained.append(node)
            }
        }
        for (other, node) in outcome.settlement.createdPods { gain(other, node) }
        for (pod, node) in outcome.settlement.placedPods {
            guard let owner = snapshot.pods[pod].metadata.controller, owner.kind == DaemonSet.kind,
                let other = engine.index.daemonSetByUID[owner.uid]
            else { continue }
            gain(other, node)
        }
    }

    func position(ofDaemonSet name: String) -> Int? {
        let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return nil }
        return engine.index.daemonSetByName[.init(kind: DaemonSet.kind, namespace: parts[0], name: parts[1])]
    }
}

extension NodeState {
    /// Whether a pod serves on the node.
    var isAvailable: Bool { self == .available || self == .stale }
}
