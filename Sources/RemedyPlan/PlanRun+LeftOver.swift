import ClusterSimulation
import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks
import Wording

extension PlanRun {
    /// The plan that the search came to.
    mutating func plan(clusterFindings: [(finding: Finding, remedies: [Remedy])]) -> Plan {
        var plan = Plan()
        plan.steps = path.told
        plan.isCutShort = isCutShort
        let revisions = search.advisor.trials.engine.snapshot.controllerRevisions
        plan.numberRollbacks { name in
            revisions.filter { revision in
                revision.metadata.controller.map { "\(revision.namespace)/\($0.name)" == name } ?? false
            }.map(\.revision).max()
        }
        plan.before = totals(on: start)
        plan.after = totals(on: cluster)
        let atRisk = path.steps.reduce(0) { $0 + $1.effect.atRisk }
        plan.after.available = max(plan.after.available - atRisk, 0)
        for (place, entry) in clusterFindings.enumerated() {
            let reference = FindingReference(daemonSet: nil, index: place)
            _ = candidates.among(
                entry.remedies, for: entry.finding, reference, daemonSet: -1, changedPods: [],
                unused: &unused)
        }
        noteUnused()
        plan.unused = unused.enumerated()
            .sorted { ($0.element.cause, $0.offset) < ($1.element.cause, $1.offset) }.map(\.element)
        plan.leftOver = leftOver(plan.steps, hasClusterFindings: !clusterFindings.isEmpty)
        return plan
    }

    private func totals(on cluster: PlannedCluster) -> PodTotals {
        daemonSets.reduce(into: PodTotals()) { sum, daemonSet in
            let totals = cluster.totals(of: daemonSet.position)
            sum.available += totals.available
            sum.desired += totals.desired
        }
    }

    /// Notes why candidates of the beginning are no steps.
    private mutating func noteUnused() {
        for candidate in first {
            let isStep = path.steps.contains {
                $0.candidate.daemonSet == candidate.daemonSet
                    && ($0.candidate.remedy.changes == candidate.remedy.changes
                        || $0.candidate.remedy.playbook == candidate.remedy.playbook
                            && $0.candidate.reference == candidate.reference)
            }
            if isStep { continue }
            unused.append(unused(candidate))
        }
    }

    private mutating func unused(_ candidate: PlanCandidate) -> UnusedRemedy {
        var entry = UnusedRemedy(
            cause: candidate.cause, daemonSet: candidate.reference.daemonSet, playbook: candidate.remedy.playbook,
            title: candidate.remedy.title, risk: candidate.risk, reason: .bringsNothing, why: "")
        let again = evaluate(candidate, on: cluster).candidate
        let nodes = Set(candidate.finding.nodes)
        let served = nodes.isEmpty || !nodes.contains { cluster.lacks(candidate.daemonSet, on: $0) }
        let own = path.steps.last { $0.candidate.daemonSet == candidate.daemonSet }
        let near = path.steps.last { step in step.told.gains.contains(where: nodes.contains) }
        if let same = path.steps.first(where: { !$0.candidate.fields.isDisjoint(with: candidate.fields) }), !served {
            (entry.reason, entry.step) = (.collides, same.told.number)
            entry.why = "conflicts with step \(same.told.number), which sets the same field"
        } else if served,
            let step = path.steps.last(where: { step in
                step.candidate.daemonSet == candidate.daemonSet
                    || step.told.others.contains { $0.name == candidate.reference.daemonSet }
            })
        {
            entry.step = step.told.number
            entry.why = "adds nothing after step \(step.told.number)"
        } else if again.gain > 0, let effect = again.known?.effect, let why = options.refusal(of: effect) {
            (entry.reason, entry.why) = (.excluded, why)
        } else if again.gain > 0, let step = path.steps.last(where: \.movesPods), let effect = again.known?.effect,
            cluster.made(effect).effect.gain <= 0
        {
            (entry.reason, entry.step) = (.collides, step.told.number)
            entry.why = "the pods that step \(step.told.number) moves may take the room: plan again after it"
        } else if let step = near ?? own, candidate.gain > 0 {
            (entry.reason, entry.step) = (.collides, step.told.number)
            entry.why = "conflicts with step \(step.told.number), which takes what it needs"
        } else if let effect = candidate.known?.effect ?? again.known?.effect, let why = options.refusal(of: effect) {
            (entry.reason, entry.why) = (.excluded, why)
        } else {
            entry.why = "costs as many pods as it makes available"
        }
        return entry
    }

    // MARK: Causes

    private func leftOver(_ steps: [PlanStep], hasClusterFindings: Bool) -> [LeftOverCause] {
        let positions = Dictionary(
            daemonSets.map { ($0.advised.name, $0.position) }, uniquingKeysWith: { first, _ in first })
        var findings: [FindingReference: Finding] = [:]
        for (_, daemonSet) in daemonSets {
            for (place, finding) in daemonSet.diagnosis.findings.enumerated() {
                findings[FindingReference(daemonSet: daemonSet.name, index: place)] = finding
            }
        }
        var left: [LeftOverCause] = []
        for cause in search.diagnosis.causes where options.onlyCauses?.contains(cause.id) ?? true {
            let isAsked = cause.findings.contains { reference in
                reference.daemonSet.map { positions[$0] != nil } ?? hasClusterFindings
            }
            guard isAsked else { continue }
            let missing = missing(cause, findings, positions)
            let isDone = missing == 0 && (cause.podsAffected > 0 || steps.contains { $0.cause == cause.id })
            if isDone { continue }
            let (reason, why, remedy) = reason(for: cause, findings, positions)
            var entry = LeftOverCause(
                cause: cause.id, title: cause.title, nodes: cause.nodes,
                daemonSets: cause.daemonSets.map(\.name).filter { positions[$0] != nil }, pods: missing, reason: reason,
                why: why, remedy: remedy)
            let nodes = Set(cause.nodes)
            if cause.codes.contains(where: { RuleCatalogue.rule(of: $0)?.family == .node }) {
                entry.holdsUp = steps.filter { step in
                    step.remedy.simulation?.holdups.contains { nodes.contains($0.node) } ?? false
                }.map(\.number)
            }
            left.append(entry)
        }
        return left
    }

    /// How many pods of a cause are still not available.
    private func missing(
        _ cause: Cause, _ findings: [FindingReference: Finding], _ positions: [String: Int]
    ) -> Int {
        var missing: Set<String> = []
        var elsewhere = 0
        for daemonSet in cause.daemonSets where daemonSet.pods > 0 {
            guard let position = positions[daemonSet.name] else { continue }
            let own = cause.findings.filter { $0.daemonSet == daemonSet.name }.compactMap { findings[$0] }
            let nodes = Set(own.flatMap(\.nodes))
            if nodes.isEmpty {
                let totals = cluster.totals(of: position)
                let gained = totals.available - start.totals(of: position).available
                elsewhere += max(daemonSet.pods - max(gained, 0), 0)
            } else {
                // A node counts once for a DaemonSet, and only where it lacked a pod to begin with.
                let lacking = nodes.filter { cluster.lacks(position, on: $0) }
                let atFirst = nodes.count { start.lacks(position, on: $0) }
                let count = min(max(daemonSet.pods - (atFirst - lacking.count), 0), lacking.count)
                for node in lacking.sorted().prefix(count) { missing.insert("\(position) \(node)") }
            }
        }
        return missing.count + elsewhere
    }

    /// Why a cause is left, with the title of the best remedy for it.
    private func reason(
        for cause: Cause, _ findings: [FindingReference: Finding], _ positions: [String: Int]
    ) -> (UnusedReason, String, String?) {
        let own = unused.filter { $0.cause == cause.id }
        // To look and what nobody can try stand in the playbooks' order, which weighs the evidence.
        let order: [[UnusedReason]] = [
            [.excluded], [.collides], [.notProvable, .needsDecision], [.bringsNothing], [.contradictsEvidence],
        ]
        for reasons in order {
            if let entry = own.first(where: { reasons.contains($0.reason) }) {
                return (entry.reason, entry.why, entry.title)
            }
        }
        let step = path.steps.first { $0.candidate.cause == cause.id }
        if let step {
            let blocker = step.effect.simulation.blockers.first ?? "the rest has no proven remedy"
            return (.bringsNothing, "step \(step.told.number) fixes a part: \(blocker)", nil)
        }
        for (_, daemonSet) in daemonSets {
            for (place, lines) in daemonSet.inVain.enumerated() where !lines.isEmpty {
                let reference = FindingReference(daemonSet: daemonSet.name, index: place)
                if cause.findings.contains(reference) {
                    return (.contradictsEvidence, "simulated without success: \(lines[0])", nil)
                }
            }
        }
        return (.noRemedy, "no playbook has a remedy", nil)
    }
}
