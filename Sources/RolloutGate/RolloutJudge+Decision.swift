import DiagnosisEngine
import KubernetesModel
import Wording

extension RolloutJudge {
    /// The decision at a moment that can be judged; nil while the rollout goes on.
    mutating func decision(
        _ daemonSet: DaemonSet, _ diagnosis: DaemonSetDiagnosis, _ standings: Standings, in state: RolloutState,
        _ moment: RolloutMoment
    ) -> RolloutDecision? {
        let now = state.time
        if daemonSet.metadata.deletionTimestamp != nil {
            // `kubectl replace --force` and others create it anew at once.
            guard holds(.absent, true, for: Self.absence, at: now) else { return nil }
            return RolloutDecision(.stopped, .deleted, "DaemonSet \(name) is being deleted.")
        }
        if isSuperseded, options.isPinned {
            return RolloutDecision(
                .stopped, .superseded, "A newer revision supersedes the one followed: \(target?.words ?? "another").")
        }
        if let missing = dataMissing(diagnosis, moment), holds(.dataMissing, true, for: Self.blindness, at: now) {
            return RolloutDecision(.unreadable, .dataMissing, missing)
        }
        let isJudgeable = dataMissing(diagnosis, moment) == nil
        if isJudgeable { since[.dataMissing] = nil }
        if let failure = failure(diagnosis, standings, moment) { return failure }
        let isBehind = Self.isBehind(daemonSet)
        if standings.eligible.isEmpty, isJudgeable, !isBehind {
            guard holds(.noNodes, standings.nodesThatMayComeBack.isEmpty, for: Self.emptiness, at: now) else {
                return nil
            }
            return options.allowsNoNodes
                ? RolloutDecision(
                    .done, .noNodes, "No node is eligible for \(name), so there is nothing to update.")
                : RolloutDecision(
                    .stopped, .noNodes,
                    "No node is eligible for \(name): its selector, affinity or tolerations match none. "
                        + "Use --allow-no-nodes if that is intended.")
        }
        since[.noNodes] = nil
        let open = waitedFor(standings)
        let isOver = isJudgeable && !isBehind && open.isEmpty && isWithinAllowance(standings)
        guard holds(.done, isOver, for: Self.settling, at: now) else { return nil }
        return RolloutDecision(.done, .complete, completion(standings))
    }

    /// The nodes that are still waited for.
    private func waitedFor(_ standings: Standings) -> [RolloutStanding] {
        standings.nodes.filter { standing in
            switch standing.state {
            case .updated, .ineligible, .leaving: return false
            case .failing: return !isExcused(standing)
            case .replacing, .old, .waiting, .oldFailing: return true
            }
        }
    }

    /// Whether the user does not wait for the node: its cause is ignored, or nodes may fail.
    private func isExcused(_ standing: RolloutStanding) -> Bool {
        if let cause = standing.cause, options.ignored.contains(cause) { return true }
        return standing.blame == .node && options.maxUnavailableByNode != nil
    }

    /// The nodes without an available pod by their own fault, those among them that have left the desired count.
    private func nodeFaults(_ standings: Standings) -> [RolloutStanding] {
        standings.nodes.filter { standing in
            guard standing.blame == .node, standing.state != .updated else { return false }
            if let cause = standing.cause, options.ignored.contains(cause) { return false }
            return standing.state != .ineligible || standings.nodesThatMayComeBack.contains(standing.node)
        }
    }

    /// How many nodes may stay without an available pod by their own fault.
    private func allowance(_ standings: Standings) -> Int {
        let concerned = standings.nodes.count {
            $0.state != .ineligible || standings.nodesThatMayComeBack.contains($0.node)
        }
        return options.maxUnavailableByNode.map { $0.scaled(of: concerned) } ?? 0
    }

    private func isWithinAllowance(_ standings: Standings) -> Bool {
        options.maxUnavailableByNode == nil || nodeFaults(standings).count <= allowance(standings)
    }

    /// What stops the rollout, and waiting does not heal.
    private func failure(
        _ diagnosis: DaemonSetDiagnosis, _ standings: Standings, _ moment: RolloutMoment
    ) -> RolloutDecision? {
        let now = moment.time
        let lasting = standings.nodes.filter { standing in
            guard standing.state == .failing, case .stays(let seconds)? = standing.course, let cause = standing.cause,
                !options.ignored.contains(cause)
            else { return false }
            return options.isSingle || age(of: standing, at: now) >= seconds
        }
        let general = lasting.filter { standing in
            // Of several nodes that fail alike one may have failed for the first time.
            let isAlone = !lasting.contains { $0.node != standing.node && $0.cause == standing.cause }
            return standing.blame == .cluster || standing.blame == .revision && !(standing.isBlamedByNumber && isAlone)
        }
        if !general.isEmpty {
            let isRevision = general.contains { $0.blame == .revision }
            var decision = stopped(
                isRevision ? .revisionFails : .clusterRefuses,
                isRevision ? "The revision fails" : "The cluster refuses the pods", general, diagnosis)
            if isRevision { decision.wayBack = wayBack(moment) }
            return decision
        }
        // Nodes at fault stop nothing as long as the others get on, or may be left behind.
        let nodes = lasting.filter {
            $0.blame == .node && (options.isSingle || age(of: $0, at: now) >= Self.nodePatience)
        }
        guard !nodes.isEmpty, nodeFaults(standings).count > allowance(standings), !isMoving(diagnosis, standings) else {
            return nil
        }
        return stopped(.nodesFail, "Nodes fail, and nothing else moves", nodes, diagnosis)
    }

    /// The newest older revision that was seen to serve.
    func wayBack(_ moment: RolloutMoment) -> RolloutDecision.WayBack? {
        let index = moment.engine.index
        guard let target, let positions = index.revisionsByController[target.uid], !target.hash.isEmpty else {
            return nil
        }
        return positions.map { index.snapshot.controllerRevisions[$0] }.compactMap { revision in
            let hash = revision.metadata.labels[ControllerRevision.Label.hash] ?? ""
            guard hash != target.hash, let nodes = servedByHash[hash] else { return nil }
            return RolloutDecision.WayBack(revision: revision.revision, nodes: nodes)
        }.max { $0.revision < $1.revision }
    }

    /// Whether any node may still get on without a failing one.
    private func isMoving(_ diagnosis: DaemonSetDiagnosis, _ standings: Standings) -> Bool {
        standings.nodes.contains { standing in
            switch standing.state {
            case .replacing, .oldFailing: return standing.blame == nil
            case .old, .waiting: return !(diagnosis.rollout?.isStalled ?? true)
            case .updated, .failing, .ineligible, .leaving: return false
            }
        }
    }

    private func stopped(
        _ reason: RolloutDecision.Reason, _ news: String, _ nodes: [RolloutStanding], _ diagnosis: DaemonSetDiagnosis
    ) -> RolloutDecision {
        let findings = Self.findings(nodes, in: diagnosis)
        let names = NodeNameFolding(nodes.map(\.node)).text(columns: 60)
        let title = findings.first.map { "\($0.title) (\($0.code))" } ?? ""
        var decision = RolloutDecision(
            .stopped, reason, "\(news) on \(names): \(title); \(nodes[0].reason). Waiting won't help.")
        decision.nodes = nodes
        decision.findings = findings
        return decision
    }

    /// What was found wrong on nodes, in the diagnosis' order.
    private static func findings(_ nodes: [RolloutStanding], in diagnosis: DaemonSetDiagnosis) -> [Finding] {
        diagnosis.findings.filter { finding in
            nodes.contains { $0.cause == finding.code && finding.nodes.contains($0.node) }
        }
    }

    private func completion(_ standings: Standings) -> String {
        let updated = standings.count(.updated)
        let eligible = standings.eligible.count
        var text =
            "\(updated) of \(Wording.count(eligible, "eligible node")) "
            + "\(updated == 1 ? "runs" : "run") \(target?.words ?? "the newest revision")."
        let left = standings.nodes.filter { $0.state != .updated && ($0.state != .ineligible || $0.blame == .node) }
        if !left.isEmpty {
            let names = NodeNameFolding(left.map(\.node)).text(columns: 60)
            let reasons = Set(left.map { $0.cause?.rawValue ?? $0.reason }).filter { !$0.isEmpty }.sorted()
            text += " Left out: \(names) (\(Wording.list(reasons)))."
        }
        return text
    }

    /// What the snapshot lacks without which nothing can be judged; nil where all is there.
    private func dataMissing(_ diagnosis: DaemonSetDiagnosis, _ moment: RolloutMoment) -> String? {
        let snapshot = moment.engine.snapshot
        if snapshot.nodes.isEmpty { return "The cluster's nodes can't be read." }
        if diagnosis.coverage.isPartial { return "Some pods or nodes of \(name) can't be read." }
        if target?.hash.isEmpty ?? true, target?.templateGeneration == nil {
            return "Old and new pods can't be told apart: neither ControllerRevisions nor the template's generation "
                + "can be read."
        }
        return nil
    }

    /// The decision where the cluster has no such DaemonSet.
    mutating func decisionWithoutDaemonSet(at now: Timestamp) -> RolloutDecision? {
        guard holds(.absent, true, for: Self.absence, at: now) else { return nil }
        return RolloutDecision(
            .stopped, .deleted, target == nil ? "DaemonSet \(name) not found." : "DaemonSet \(name) was deleted.")
    }

    /// The decision where the time is over.
    func timeOver(_ moment: RolloutMoment, in state: RolloutState) -> RolloutDecision? {
        let idle = lastProgress.map { state.time.seconds(since: $0) } ?? state.elapsed
        let deadline = options.progressDeadline(for: moment.daemonSet)
        let isTimeOver = options.timeout.map { state.elapsed >= $0 } ?? false
        guard options.isSingle || isTimeOver || idle >= deadline else { return nil }
        if let trouble = moment.trouble {
            return RolloutDecision(.unreadable, .disconnected, "The cluster can't be read: \(trouble)")
        }
        if !moment.isComplete {
            return RolloutDecision(.unreadable, .dataMissing, "Some of the data needed was not read in time.")
        }
        if let stop = worseThanBefore(moment, in: state, isTimeOver: isTimeOver) { return stop }
        let open = state.nodes.filter { ![.updated, .ineligible, .leaving].contains($0.state) }
        let (outcome, news): (RolloutDecision.Reason, String)
        if isTimeOver {
            (outcome, news) = (.timeout, "Not finished after \(Wording.duration(seconds: state.elapsed))")
        } else if options.isSingle {
            (outcome, news) = (.unfinished, "The rollout isn't finished in this snapshot")
        } else {
            (outcome, news) = (.noProgress, "No progress for \(Wording.duration(seconds: idle))")
        }
        // Where all pods are as they should be, only what else it waits for is news.
        let left = open.isEmpty ? "" : "\(open.count) of \(Wording.count(state.eligible, "node")) left. "
        var decision = RolloutDecision(.timedOut, outcome, "\(news): \(left)\(holders(in: state, moment))")
        let holding = Set(state.slots.filter { $0.until == nil }.map(\.node))
        decision.nodes = state.nodes.filter { standing in
            guard standing.state != .updated else { return false }
            return standing.state == .failing || standing.blame != nil && standing.state != .ineligible
                || holding.contains(standing.node)
        }
        if let diagnosis = moment.diagnosis { decision.findings = Self.findings(decision.nodes, in: diagnosis) }
        if decision.nodes.contains(where: { $0.blame == .revision }) { decision.wayBack = wayBack(moment) }
        return decision
    }

    /// The decision where the time is over, and the newest revision does not get available on nodes that the older one
    /// served: what may pass had its time and did not.
    ///
    /// `--timeout` may end a rollout that has only begun: then pods get the time that the template gives them, and a minute.
    private func worseThanBefore(
        _ moment: RolloutMoment, in state: RolloutState, isTimeOver: Bool
    ) -> RolloutDecision? {
        guard !options.isSingle, let diagnosis = moment.diagnosis, let daemonSet = moment.daemonSet else { return nil }
        let least = isTimeOver ? Self.nodePatience + RolloutOptions.allowance(of: daemonSet) : 0
        let worse = state.nodes.filter { standing in
            guard standing.state == .failing, standing.blame == .revision, servedBefore.contains(standing.node),
                let cause = standing.cause
            else { return false }
            return !options.ignored.contains(cause) && age(of: standing, at: state.time) >= least
        }
        guard !worse.isEmpty else { return nil }
        let findings = Self.findings(worse, in: diagnosis)
        let names = NodeNameFolding(worse.map(\.node)).text(columns: 60)
        let title = findings.first.map { "\($0.title) (\($0.code))" } ?? worse[0].cause?.rawValue ?? ""
        let longest = worse.map { age(of: $0, at: state.time) }.max() ?? 0
        var decision = RolloutDecision(
            .stopped, .revisionFails,
            "The revision fails on \(names): \(title) for \(Wording.duration(seconds: longest)), where the older revision "
                + "served.")
        decision.nodes = worse
        decision.findings = findings
        decision.wayBack = wayBack(moment)
        return decision
    }

    /// Who holds the rollout up, in a sentence.
    private func holders(in state: RolloutState, _ moment: RolloutMoment) -> String {
        if let daemonSet = moment.daemonSet, Self.isBehind(daemonSet) {
            return "The DaemonSet controller hasn't seen generation \(daemonSet.metadata.generation ?? 0): "
                + "check whether it runs."
        }
        if state.strategy == .onDelete {
            let old = state.count(.old) + state.count(.oldFailing)
            if old > 0 { return "With OnDelete you have to delete \(Wording.count(old, "old pod"))." }
        }
        let used = state.slots.filter { $0.until == nil }
        guard !used.isEmpty else { return "Nothing uses up \(state.strategyWords)." }
        let names = NodeNameFolding(used.map(\.node)).text(columns: 60)
        let causes = Set(used.compactMap { $0.cause?.rawValue ?? ($0.blame == .node ? "node at fault" : nil) }).sorted()
        return "\(state.strategyWords) is used up by \(names)" + (causes.isEmpty ? "." : " (\(Wording.list(causes))).")
    }
}
