import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// Tries remedies for the findings of one DaemonSet.
struct DaemonSetTrials {
    private let daemonSet: DaemonSet
    private let simulator: Simulator
    /// Which pods do not serve though they have a place.
    private let outlook: PodOutlook
    private let diagnosis: DaemonSetDiagnosis
    /// Whether what came of a trial is kept with the remedy.
    private let keepsOutcomes: Bool
    /// For which fields the API server would refuse it as it is.
    private let knownRefusals: Set<TemplateRefusal>
    /// Its pods' spec, with what admission adds.
    private let spec: PodSpec
    /// The verdicts on the DaemonSet: those of the diagnosis, which has asked for them already.
    let placement: DaemonSetPlacement

    init(_ daemonSet: DaemonSet, diagnosis: DaemonSetDiagnosis, simulator: Simulator, keepsOutcomes: Bool = false) {
        self.keepsOutcomes = keepsOutcomes
        self.daemonSet = daemonSet
        self.diagnosis = diagnosis
        self.simulator = simulator
        knownRefusals = Set(daemonSet.refusals)
        spec = Self.spec(of: daemonSet, in: simulator)
        placement = diagnosis.placement ?? simulator.engine.placement(of: daemonSet)
        outlook = diagnosis.outlook(placement, in: simulator.engine.index)
    }

    private static func spec(of daemonSet: DaemonSet, in simulator: Simulator) -> PodSpec {
        DaemonPodTemplate(daemonSet, in: simulator.engine.index).testedPod.spec
    }

    /// The remedy with what its changes would do for the finding.
    func tried(_ draft: RemedyDraft, _ changes: [Change], for subject: FactSubject) -> TriedRemedy {
        do {
            let changed = try daemonSet.applying(changes, in: simulator.engine.index)
            if let refusal = changed.refusals.first(where: { !knownRefusals.contains($0) }) {
                var simulation = Simulation(status: .ineffective)
                simulation.blockers = ["the API server would refuse it: \(refusal)"]
                return TriedRemedy(draft, simulation)
            }
            var draft = draft
            draft.leastRisk = max(
                draft.leastRisk,
                Risk(ofChanging: spec, to: Self.spec(of: changed, in: simulator), by: changes) {
                    KnownUsage(of: $0, $1, for: subject)?.amount
                })
            if changes.contains(where: { $0.opensPool(in: simulator.engine.index) }) { draft.leastRisk = .high }
            return try tried(replacing: draft, changes, for: subject)
        } catch {
            return TriedRemedy(draft, Simulation(status: .notSimulated, reason: "\(error)"))
        }
    }

    /// The remedy with the pods to delete where the controller does not replace them by itself.
    private func tried(
        replacing draft: RemedyDraft, _ changes: [Change], for subject: FactSubject
    ) throws(SimulationError) -> TriedRemedy {
        var draft = draft
        let replacesPods = changes.contains(where: \.replacesPods)
        if daemonSet.updateStrategy == .onDelete {
            if replacesPods {
                draft.remedy.commands += deletion(of: subject.positions)
                draft.remedy.rollback += deletionOfSuccessors(at: subject.positions)
            }
            let deleted = Set(subject.positions)
            let (simulation, outcome) = try simulation(of: changes, for: subject, draft.unproven, deleting: deleted)
            note(changes, outcome, of: &draft, for: subject, deleting: deleted)
            return TriedRemedy(draft, simulation)
        }
        let (simulation, outcome) = try simulation(of: changes, for: subject, draft.unproven)
        note(changes, outcome, of: &draft, for: subject)
        // Old pods that are to be replaced may keep the new ones out, and those that wait use up the budget.
        let stale = simulation.keepsOldTemplate.compactMap { simulator.engine.index.nodeByName[$0] }
        guard replacesPods, draft.unproven == nil, simulation.unblocks < simulation.of, !stale.isEmpty,
            stale.count <= Self.mostDeleted
        else { return TriedRemedy(draft, simulation) }
        let (deleting, deletingOutcome) = try self.simulation(of: changes, for: subject, nil, deleting: Set(stale))
        guard deleting.unblocks > simulation.unblocks else { return TriedRemedy(draft, simulation) }
        draft.remedy.commands += deletion(of: stale)
        draft.remedy.steps.append(
            "The patch alone stalls: the old pods keep the new ones out, and the waiting new ones use up the "
                + "rollout's budget. Delete the old pods after the patch.")
        note(changes, deletingOutcome, of: &draft, for: subject, deleting: Set(stale))
        return TriedRemedy(draft, deleting)
    }

    /// Keeps what was tried with the remedy.
    private func note(
        _ changes: [Change], _ outcome: KnownOutcome, of draft: inout RemedyDraft, for subject: FactSubject,
        deleting: Set<Int>? = nil
    ) {
        var trial = RemedyTrial(
            changes: subject.possible(changes), deletedByHand: deleting, leastRisk: draft.leastRisk)
        if keepsOutcomes { trial.known = outcome }
        draft.remedy.trial = trial
    }

    /// How many pods a command deletes by name.
    private static let mostDeleted = 50

    private func simulation(
        of changes: [Change], for subject: FactSubject, _ unproven: String?, deleting: Set<Int>? = nil
    ) throws(SimulationError) -> (Simulation, KnownOutcome) {
        let finding = subject.finding
        var outlook = outlook
        outlook.deletedByHand = deleting
        if changes.contains(where: \.freesDisks), let relief = subject.diskRelief {
            let outcome = try simulator.outcome(of: subject.possible(changes), for: placement, outlook: outlook)
            let known = KnownOutcome(simulator: simulator.identity, outlook: outlook, outcome: outcome)
            return (relief.simulation(on: finding.nodes, outcome: outcome), known)
        }
        if unproven != nil {
            // What it costs is asked as if it helped: that is what it is made for.
            outlook.failing.subtract(subject.positions)
            outlook.newPodsFail = false
        }
        let outcome = try simulator.outcome(of: changes, for: placement, outlook: outlook)
        let known = KnownOutcome(simulator: simulator.identity, outlook: outlook, outcome: outcome)
        let summary = SimulationSummary(
            outcome, for: finding, misplaced: misplacedNodes, leavesOut: changes.contains(where: \.avoidsNodes),
            in: simulator.engine.snapshot)
        if let unproven { return (summary.costs(unproven: unproven), known) }
        let simulation = summary.simulation
        if outlook.newPodsFail, simulation.unblocks == 0 {
            let doubt = "pods of this template fail everywhere, so a new one would too"
            return (summary.costs(unproven: doubt), known)
        }
        return (simulation, known)
    }

    /// The command that deletes the pods on these nodes.
    private func deletion(of positions: [Int]) -> [[String]] {
        let pods = simulator.engine.snapshot.pods
        let names = positions.flatMap { placement.pods.onNode[$0] }.map { pods[$0] }
            .filter { !$0.isTerminating && !$0.name.hasPrefix("-") }.map(\.name)
        guard !names.isEmpty, !daemonSet.namespace.hasPrefix("-") else { return [] }
        return [["kubectl", "-n", daemonSet.namespace, "delete", "pod", "--ignore-not-found"] + names]
    }

    /// The commands that have the pods made anew which the controller makes there by then: their names are not known.
    private func deletionOfSuccessors(at positions: [Int]) -> [[String]] {
        guard let selector = PodSelector.text(of: daemonSet), positions.count <= Self.mostDeleted else { return [] }
        let nodes = positions.map { simulator.engine.snapshot.nodes[$0].name }
        return nodes.map { node in
            [
                "kubectl", "-n", daemonSet.namespace, "delete", "pod", "-l", selector, "--field-selector",
                "spec.nodeName=\(node)",
            ]
        }
    }

    /// The remedy with a check that can succeed: `rollout status` waits for every node, so it is for what serves them
    /// all.
    func checked(_ tried: TriedRemedy, _ draft: RemedyDraft, for finding: Finding) -> TriedRemedy {
        guard draft.checksPods, servesAll(tried.remedy.simulation, finding),
            let command = rolloutStatus(rounds: tried.remedy.simulation?.rounds)
        else { return tried }
        var tried = tried
        tried.remedy.verify[0] = command
        return tried
    }

    /// The command that waits until the whole DaemonSet serves.
    private func rolloutStatus(rounds: Int?) -> [String]? {
        guard !daemonSet.namespace.hasPrefix("-") else { return nil }
        // A round takes a minute, and as long as its pods must have been ready.
        let round = 60 + max(0, Int(daemonSet.minReadySeconds))
        let product = max(0, rounds ?? 0).multipliedReportingOverflow(by: round)
        let minutes = product.overflow ? Int.max / 60 : max(10, (product.partialValue + 59) / 60)
        return [
            "kubectl", "-n", daemonSet.namespace, "rollout", "status", "daemonset/\(daemonSet.name)",
            "--timeout=\(minutes)m",
        ]
    }

    /// Whether every node that the DaemonSet wants is served once the finding's nodes are.
    private func servesAll(_ simulation: Simulation?, _ finding: Finding) -> Bool {
        if daemonSet.updateStrategy == .onDelete { return false }
        let concerned = Set(finding.nodes)
        let isElsewhereWell = diagnosis.nodes.allSatisfy { node in
            if concerned.contains(node.node) { return true }
            return node.shouldRun ? node.state == .available : node.state == .ineligible
        }
        guard let simulation, isElsewhereWell else { return false }
        if simulation.status == .notSimulated, !simulation.areCostsKnown { return true }
        return !simulation.isRolloutStalled && simulation.stillBlocked.isEmpty && simulation.loses.isEmpty
            && simulation.holdups.isEmpty && simulation.newlyEligibleWithoutPlace.isEmpty
    }

    private var misplacedNodes: Set<String> {
        Set(diagnosis.nodes.filter { $0.state == .misplaced }.map(\.node))
    }
}

extension FactSubject {
    /// The changes as far as they can be made: only the disks on which there is enough to free are freed.
    fileprivate func possible(_ changes: [Change]) -> [Change] {
        guard changes.contains(where: \.freesDisks), let relief = diskRelief else { return changes }
        return changes.filter { !$0.freesDisks } + [.reclaimDisk(nodes: relief.relieved)]
    }
}
