import DiagnosisEngine
import KubernetesModel

/// The change of one DaemonSet.
package struct DaemonSetComparison: Equatable, Sendable {
    /// The change, in a word.
    package enum Outcome: String, CaseIterable, Sendable {
        /// Some nodes are worse off, none better.
        case worse
        /// Some nodes are worse off, others better.
        case mixed
        /// No node is better or worse off, but what keeps some from being served is something else.
        case otherCause = "other-cause"
        case unchanged
        /// Some nodes are better off, none worse.
        case better
        /// It was not healthy and is.
        case healed
        /// Only AFTER has it.
        case added
        /// Only BEFORE has it.
        case removed
        /// A snapshot lacks what would tell.
        case uncertain
    }

    package var namespace: String
    package var name: String
    package var outcome: Outcome
    /// Whether it was deleted and made again: the uid differs.
    package var isRecreated: Bool
    /// Nil where the snapshot does not have it, as in all that follows.
    package var verdict: BeforeAndAfter<Verdict?>
    package var counts: BeforeAndAfter<StatusCounts?>
    /// The changes of the object.
    package var changes: [ObjectChange]
    /// The nodes of which there is something to tell, in natural order.
    package var nodes: [NodeTransition]
    package var rollout: RolloutProgress?
    package var findings: [FindingChange]
    /// How bad what got worse for the nodes is; nil when nothing did.
    package var harm: Severity?
    /// The same, or the severity of a new finding where that is greater: of one that takes another's place, for instance.
    package var worst: Severity?

    /// Whether it is healthy in AFTER: no node is left without its pod. One that no node is eligible for is as it was.
    package var isWell: Bool {
        switch verdict.after {
        case .healthy: return outcome != .uncertain && !nodes.contains { $0.change == .unsteady }
        case .idle: return verdict.before == .idle
        case .progressing, .degraded, .failing, .unknown: return false
        case nil: return true
        }
    }

    /// Whether there is nothing to tell but how it is.
    package var isQuiet: Bool {
        outcome == .unchanged && changes.isEmpty && !isRecreated
            && findings.allSatisfy { $0.change == .persisting || $0.worstSeverity == .notice }
            && rollout?.state != .moving
            && nodes.allSatisfy(\.isQuiet)
    }
}

extension DaemonSetComparison {
    /// One that both snapshots have.
    init(_ before: DaemonSetMoment, _ after: DaemonSetMoment, gaps: GapDifferences) {
        let (old, new) = (before.diagnosis, after.diagnosis)
        namespace = new.namespace
        name = new.name
        isRecreated =
            !before.daemonSet.uid.isEmpty && !after.daemonSet.uid.isEmpty && before.daemonSet.uid != after.daemonSet.uid
        verdict = BeforeAndAfter(before: old.verdict, after: new.verdict)
        counts = BeforeAndAfter(before: old.counts, after: new.counts)
        let isRedactionEqual =
            before.cluster.snapshot.hasGap(.valueRedacted) == after.cluster.snapshot.hasGap(.valueRedacted)
        changes = ObjectChanges.between(before.daemonSet, after.daemonSet, isRedactionEqual: isRedactionEqual)
        if old.coverage.isLeftOut || new.coverage.isLeftOut {
            // Nothing is known of one side: nothing has got better or worse.
            (nodes, findings, outcome) = ([], [], .uncertain)
            return
        }
        nodes = NodeTransitions(before: before, after: after, gaps: gaps).all
        rollout = RolloutProgress(before, after)
        findings = FindingChange.all(old.findings, new.findings, transitions: nodes, gaps: gaps)
        var worsening = Worsening((old.findings, new.findings), findings, transitions: nodes)
        if old.counts.available > 0, new.verdict == .idle { worsening.harm = .critical }
        harm = worsening.harm
        worst = worsening.worst
        outcome = .unchanged
        outcome = outcome(isWorse: worsening.harm != nil)
    }

    /// One that only one of the snapshots has; `isCertain` where the other would show it if it were there.
    init(only moment: DaemonSetMoment, in side: SnapshotSide, isCertain: Bool, gaps: GapDifferences) {
        let diagnosis = moment.diagnosis
        let isAdded = side == .after
        namespace = diagnosis.namespace
        name = diagnosis.name
        isRecreated = false
        verdict = BeforeAndAfter(before: isAdded ? nil : diagnosis.verdict, after: isAdded ? diagnosis.verdict : nil)
        counts = BeforeAndAfter(before: isAdded ? nil : diagnosis.counts, after: isAdded ? diagnosis.counts : nil)
        changes = []
        nodes = []
        // What was found of one that surely was not there before is new, whatever the other snapshot lacks.
        findings = FindingChange.all(
            isAdded ? [] : diagnosis.findings, isAdded ? diagnosis.findings : [], transitions: [],
            gaps: isCertain ? GapDifferences([], []) : gaps)
        outcome = !isCertain ? .uncertain : isAdded ? .added : .removed
        guard isCertain else { return }
        if isAdded {
            let worsening = Worsening(([], diagnosis.findings), findings)
            harm = worsening.harm
            worst = worsening.worst
        } else if diagnosis.counts.available > 0 {
            harm = .critical
            worst = .critical
        }
    }

    private func outcome(isWorse: Bool) -> Outcome {
        let isDoubtful = findings.contains { $0.change == .uncertain }
        let rises = verdict.after.flatMap { new in verdict.before.map { new.rank > $0.rank } } ?? false
        let isBetter =
            nodes.contains(where: \.change.isBetter) || rises && !isDoubtful && !hasUncertainNodes
            || nodes.contains { $0.change == .newlyEligible && $0.isServed && $0.before?.state == .misplaced }
            || rollout?.state == .moving || rollout?.state == .finished && rollout?.isNewRevision == false
        switch (isBetter, isWorse) {
        case (true, true): return .mixed
        case (false, true): return .worse
        case (true, false): return verdict.after == .healthy && verdict.before != .healthy && isWell ? .healed : .better
        case (false, false):
            if hasUncertainNodes || isDoubtful && verdict.isChanged { return .uncertain }
            return nodes.contains { $0.change == .otherCause } ? .otherCause : .unchanged
        }
    }

    private var hasUncertainNodes: Bool { nodes.contains { $0.change == .uncertain } }
}

extension Verdict {
    /// The place from bad to good; a DaemonSet without eligible nodes is neither.
    fileprivate var rank: Int {
        switch self {
        case .failing: return 0
        case .degraded: return 1
        case .idle, .unknown: return 1
        case .progressing: return 2
        case .healthy: return 3
        }
    }
}
