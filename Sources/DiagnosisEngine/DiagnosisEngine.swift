import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

/// Finds out, node by node, why DaemonSets are not healthy.
public struct DiagnosisEngine: Sendable {
    private let cluster: ClusterSituation
    private let givesAdvice: Bool

    /// Prepares the diagnosis of a snapshot.
    ///
    /// - Parameters:
    ///   - engine: the verdicts on placement.
    ///   - logSignatures: what logs are searched for.
    ///   - givesAdvice: whether to tell also what could be better where nothing is wrong.
    public init(_ engine: PlacementEngine, logSignatures: LogSignatures = .none, givesAdvice: Bool = false) {
        cluster = ClusterSituation(engine, logSignatures: logSignatures)
        self.givesAdvice = givesAdvice
    }

    /// The diagnosis of a whole snapshot, or of the DaemonSets that `isWanted` picks.
    ///
    /// Where they are more than one run takes, some are left out: their verdict is ``Verdict/unknown``, and a gap tells it.
    public func diagnosis(where isWanted: (DaemonSet) -> Bool = { _ in true }) -> ClusterDiagnosis {
        diagnosis(where: isWanted, within: WorkBudget(for: cluster.snapshot))
    }

    /// The same with another budget.
    package func diagnosis(
        where isWanted: (DaemonSet) -> Bool = { _ in true }, within budget: WorkBudget
    ) -> ClusterDiagnosis {
        let wanted = cluster.snapshot.daemonSets.filter(isWanted)
        let work = DiagnosisWork(in: cluster)
        var budget = budget
        // They know nothing of each other, and so share the processors.
        let found = budget.found(for: wanted, most: work.most, steps: work.steps) { daemonSet in
            var diagnosis = diagnosis(of: daemonSet)
            // Remedies ask for the verdicts again, and there are none where nothing is wrong.
            if diagnosis.findings.isEmpty { diagnosis.placement = nil }
            return diagnosis
        }
        let all = zip(wanted, found).map { $0.1 ?? DaemonSetDiagnosis(leavingOut: $0.0) }
        let daemonSets = all.sorted { ($0.namespace, $0.name) < ($1.namespace, $1.name) }
        let findings = RuleCatalogue.clusterRules.flatMap { $0.findings(in: cluster) }
        return ClusterDiagnosis(
            daemonSets: daemonSets, clusterFindings: Self.sorted(findings),
            gaps: CoverageGaps(daemonSets, in: cluster.snapshot).gaps)
    }

    /// The diagnosis of one DaemonSet.
    public func diagnosis(of daemonSet: DaemonSet) -> DaemonSetDiagnosis {
        var situation = DaemonSetSituation(daemonSet, in: cluster)
        let ailing = situation.nodes.filter { !Self.isQuiet($0, in: situation) }
        situation.lookForCrashes(on: ailing)
        situation.lookForStartSteps(on: ailing)
        let isLeaving = situation.isBeingDeleted
        let rules = isLeaving ? RuleCatalogue.nodeRulesOfDeleted : RuleCatalogue.nodeRules
        let outcomes = ailing.isEmpty ? [] : rules.map { $0.outcome(for: ailing, in: situation) }
        var primary: [Int: FindingCode] = [:]
        var others: [Int: [FindingCode]] = [:]
        // The order of the rules decides; only what befell a pod that is gone stands behind what ails the present one.
        let past = Set(outcomes.flatMap(\.pastNodes))
        if !past.isEmpty {
            for outcome in outcomes {
                for node in outcome.nodes
                where past.contains(node) && primary[node] == nil && !outcome.pastNodes.contains(node) {
                    primary[node] = outcome.code
                }
            }
        }
        for outcome in outcomes {
            for node in outcome.nodes where primary[node] != outcome.code {
                if primary[node] == nil {
                    primary[node] = outcome.code
                } else {
                    others[node, default: []].append(outcome.code)
                }
            }
        }
        let consequences = Dictionary(
            outcomes.compactMap { outcome in outcome.consequence.map { (outcome.code, $0) } },
            uniquingKeysWith: { first, _ in first })
        var findings = outcomes.flatMap { outcome in
            let nodes = Set(outcome.nodes.filter { primary[$0] == outcome.code })
            return nodes.isEmpty
                ? [] : outcome.findings(on: nodes, otherCauses: others, consequences: consequences, in: situation)
        }
        // What lost to another cause keeps its evidence for whoever wants to see it.
        let outranked = outcomes.flatMap { outcome in
            let nodes = Set(outcome.nodes.filter { primary[$0] != outcome.code })
            return nodes.isEmpty ? [] : outcome.findings(on: nodes, otherCauses: [:], in: situation)
        }
        let unexplained = RuleCatalogue.lastNodeRule.outcome(
            for: isLeaving ? [] : ailing.filter { primary[$0.position] == nil }, in: situation)
        situation.causes = primary.merging(unexplained.nodes.map { ($0, unexplained.code) }) { known, _ in known }
        for outcome in outcomes {
            situation.passingNodes.formUnion(outcome.passingNodes.filter { primary[$0] == outcome.code })
        }
        situation.rollout = RolloutLedger(situation) { RuleCatalogue.rule(of: $0)?.family }
        let ofAll = (isLeaving ? RuleCatalogue.daemonSetRulesOfDeleted : RuleCatalogue.daemonSetRules).flatMap {
            $0.findings(in: situation)
        }
        let explained = Set(ofAll.filter(\.explainsPods).flatMap(\.nodes))
        let unknown = Set(unexplained.nodes.filter { !explained.contains(situation.nodes[$0].node.name) })
        for node in unknown { primary[node] = unexplained.code }
        findings += unexplained.findings(on: unknown, otherCauses: [:], in: situation) + ofAll
        if givesAdvice { findings += RuleCatalogue.adviceRules.flatMap { $0.findings(in: situation) } }
        let nodes = situation.nodes.map { node in
            var assessment = NodeAssessment(
                node: node.node.name, state: node.state, pod: node.pod?.name, shouldRun: node.verdict.shouldRun,
                shouldContinueRunning: node.verdict.shouldContinueRunning, cause: primary[node.position],
                otherCauses: others[node.position] ?? [],
                excludedBy: node.verdict.eligibility.reasons)
            assessment.isPassing = situation.passingNodes.contains(node.position)
            return assessment
        }
        var diagnosis = DaemonSetDiagnosis(
            namespace: daemonSet.namespace, name: daemonSet.name,
            verdict: Self.verdict(situation, findings: findings), counts: situation.counts,
            reported: StatusCounts(daemonSet.status),
            nodes: nodes.sorted { NaturalOrder.precedes($0.node, $1.node) }, findings: Self.sorted(findings))
        diagnosis.coverage = situation.coverage
        diagnosis.outranked = Self.sorted(outranked)
        diagnosis.placement = situation.placement
        diagnosis.rollout = situation.rollout
        return diagnosis
    }

    /// Whether nothing can be wrong on a node: its only pod serves, nothing has restarted, and no pod was lost there.
    private static func isQuiet(_ node: NodeSituation, in situation: DaemonSetSituation) -> Bool {
        switch node.state {
        case .ineligible: return node.node.isReady && !node.node.isWithoutNetwork && !node.needsPlace
        case .available:
            guard node.pods.count == 1, let pod = node.pod else { return false }
            return !pod.status.containerStatuses.contains { $0.restartCount > 0 }
                && !pod.status.initContainerStatuses.contains { $0.restartCount > 0 }
                && !situation.history.nodesWithLosses.contains(node.node.name) && !node.node.isUnreachable
        default: return false
        }
    }

    private static func verdict(_ situation: DaemonSetSituation, findings: [Finding]) -> Verdict {
        if situation.isBeingDeleted { return findings.contains { $0.severity > .notice } ? .degraded : .progressing }
        let counts = situation.counts
        // Between two evictions of a loop a pod may serve, and will not for long.
        let isBroken = findings.contains { $0.severity == .critical || $0.code == .evictionLoop }
        if situation.coverage.isPartial {
            // What serves on nodes that the snapshot lacks nobody has looked at, so that only part is known to be broken.
            if !isBroken { return .unknown }
            return counts.available == 0 && situation.daemonSet.status.numberAvailable == 0 ? .failing : .degraded
        }
        if counts.desired == 0, counts.misscheduled == 0 { return .idle }
        if counts.desired > 0, counts.available == 0 {
            return !isBroken && isUnderWay(situation) ? .progressing : .failing
        }
        // Before 1.6 nothing tells which template a pod is of.
        let isUpdated = counts.updated == counts.desired || !situation.revision.isKnown
        let isComplete = counts.available == counts.desired && isUpdated && counts.misscheduled == 0
        if isComplete { return isBroken ? .degraded : .healthy }
        let passing = situation.passingNodes
        let states = situation.nodes.filter(\.verdict.shouldRun).map(\.state)
        let isMoving =
            !isBroken
            && (!passing.isEmpty || states.contains { $0 == .starting || $0 == .terminating || $0 == .missing })
        let isAllWell = situation.nodes.allSatisfy {
            $0.verdict.shouldRun || $0.pods.isEmpty || passing.contains($0.position)
        }
        return isMoving && counts.updated > 0 && isAllWell ? .progressing : .degraded
    }

    /// Whether nothing but time is missing: every node that lacks its pod has one that comes or goes.
    private static func isUnderWay(_ situation: DaemonSetSituation) -> Bool {
        situation.nodes.allSatisfy { node in
            if situation.passingNodes.contains(node.position) { return true }
            switch node.state {
            case .available, .stale, .ineligible, .unknown: return true
            case .starting, .notReady, .pending, .terminating: return !node.isOverdue(in: situation)
            case .missing, .failing, .evicted, .misplaced, .duplicate: return false
            }
        }
    }

    /// Worst first, then by how many nodes are concerned.
    private static func sorted(_ findings: [Finding]) -> [Finding] {
        findings.sorted { left, right in
            if left.severity != right.severity { return left.severity > right.severity }
            if left.nodes.count != right.nodes.count { return left.nodes.count > right.nodes.count }
            if left.code != right.code { return left.code < right.code }
            return left.nodes.lexicographicallyPrecedes(right.nodes)
        }
    }
}

extension DaemonSetDiagnosis {
    /// Of a DaemonSet that nobody has looked at.
    fileprivate init(leavingOut daemonSet: DaemonSet) {
        self.init(
            namespace: daemonSet.namespace, name: daemonSet.name, verdict: .unknown, counts: StatusCounts(),
            reported: StatusCounts(daemonSet.status), nodes: [], findings: [])
        coverage.isLeftOut = true
    }
}

extension Finding {
    /// Whether a finding about the DaemonSet as a whole says why pods of its nodes do not serve. What befell a rollout or
    /// a Service is the consequence of such pods.
    fileprivate var explainsPods: Bool { severity == .critical && RuleCatalogue.rule(of: code)?.family == .evicted }
}
