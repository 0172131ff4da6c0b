import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks
import Wording

/// Sorts remedies into those that may become steps, and those that may not, with the reason.
struct PlanCandidates {
    let options: PlanOptions
    /// The cause of each finding that has one.
    let causes: [FindingReference: Int]
    private(set) var count = 0

    init(_ causes: [Cause], options: PlanOptions) {
        self.options = options
        var byFinding: [FindingReference: Int] = [:]
        for cause in causes {
            for reference in cause.findings { byFinding[reference] = cause.id }
        }
        self.causes = byFinding
    }

    /// The candidates among the remedies of a finding. No command of theirs names one of `changedPods`, which steps have
    /// changed; those that are no candidates are added to `unused`.
    mutating func among(
        _ remedies: [Remedy], for finding: Finding, _ reference: FindingReference, daemonSet: Int,
        changedPods: Set<String>, unused: inout [UnusedRemedy]
    ) -> [PlanCandidate] {
        guard let cause = causes[reference], options.onlyCauses?.contains(cause) ?? true else { return [] }
        var found: [PlanCandidate] = []
        for remedy in remedies {
            if let (reason, why) = refusal(of: remedy) {
                unused.append(
                    UnusedRemedy(
                        cause: cause, daemonSet: reference.daemonSet, playbook: remedy.playbook, title: remedy.title,
                        risk: remedy.risk, reason: reason, why: why))
                continue
            }
            guard let trial = remedy.trial, let simulation = remedy.simulation else { continue }
            if !changedPods.isEmpty, remedy.commands.joined().contains(where: changedPods.contains) { continue }
            count += 1
            let gain = simulation.unblocks - max(simulation.loses.count - simulation.removes.count, 0)
            found.append(
                PlanCandidate(
                    daemonSet: daemonSet, reference: reference, finding: finding, cause: cause, remedy: remedy,
                    trial: trial, order: count, rank: count, gain: gain, risk: remedy.risk))
        }
        return found
    }

    /// Why a remedy can be no step whatever the others are.
    private func refusal(of remedy: Remedy) -> (UnusedReason, String)? {
        guard let simulation = remedy.simulation else { return (.notProvable, "it was not simulated") }
        let kinds = Set(remedy.changes.compactMap { $0.text("change") }.compactMap(ChangeKind.init(ofChangeNamed:)))
        if simulation.status == .notSimulated {
            let reason = simulation.reason ?? "a snapshot can't show whether it helps"
            return remedy.acts ? (.notProvable, reason) : (.needsDecision, reason)
        }
        if kinds.contains(.nodes) { return (.needsDecision, "it needs other nodes, or more of them") }
        if !remedy.acts { return (.needsDecision, "its commands only inspect") }
        if !remedy.isRunnable {
            return (.needsDecision, "its commands need your input: an editor, or a value to fill in")
        }
        guard simulation.status == .proven, remedy.trial != nil else {
            return (.contradictsEvidence, simulation.blockers.first ?? "it helps no node")
        }
        if simulation.aim != .serves { return (.bringsNothing, "it makes no pod available") }
        let forbidden = kinds.intersection(options.never).map(\.rawValue).sorted()
        if !forbidden.isEmpty { return (.excluded, "--never \(forbidden.joined(separator: " --never "))") }
        return nil
    }
}

extension PlanOptions {
    /// Why a step that does this is ruled out; nil where it is not.
    func refusal(of effect: StepEffect) -> String? {
        if effect.risk > maxRisk { return "risk \(effect.risk.rawValue)" }
        if never.contains(.evictions), !effect.simulation.evicts.isEmpty {
            return "evicts \(Wording.count(effect.simulation.evicts.count, "pod"))"
        }
        return nil
    }
}
