import DiagnosisEngine
import KubernetesModel
import Wording

extension RolloutJudge {
    /// Tells what has happened since the moment before.
    mutating func tell(
        of daemonSet: DaemonSet, _ diagnosis: DaemonSetDiagnosis, _ standings: Standings, in state: inout RolloutState
    ) {
        if let position = state.news.firstIndex(where: { $0.kind == .started }) {
            state.news[position].message = beginning(daemonSet, standings, in: state)
        }
        let isBehind = Self.isBehind(daemonSet)
        if isBehind, !wasBehind {
            state.news.append(
                RolloutNews(
                    .specUnseen,
                    "The DaemonSet controller hasn't seen generation \(daemonSet.metadata.generation ?? 0) yet."))
        }
        wasBehind = isBehind
        let isStalled = diagnosis.rollout?.isStalled ?? false
        if isStalled, !wasStalled, let ledger = diagnosis.rollout {
            let lines = ledger.lines
            let who = Wording.list(Array(lines.prefix(3)), of: lines.count)
            state.news.append(
                RolloutNews(.stalled, "The rollout stalls: \(state.strategyWords) is used up by \(who)."))
        }
        wasStalled = isStalled
        tellOfNodes(standings, diagnosis, in: &state)
    }

    /// Whether the controller has not seen the newest spec (`observedGeneration`).
    static func isBehind(_ daemonSet: DaemonSet) -> Bool {
        guard let generation = daemonSet.metadata.generation else { return false }
        // The API leaves out a zero.
        return daemonSet.status.observedGeneration ?? 0 < generation
    }

    private func beginning(_ daemonSet: DaemonSet, _ standings: Standings, in state: RolloutState) -> String {
        let eligible = standings.eligible.count
        var text =
            "Following \(name): \(target?.words ?? ""), \(Wording.count(eligible, "eligible node")), "
            + "\(state.strategyWords)."
        if daemonSet.updateStrategy == .onDelete {
            let left = standings.eligible.count { $0.state != .updated }
            text +=
                " With OnDelete you have to delete the old pods: \(Wording.count(left, "node")) "
                + "\(left == 1 ? "waits" : "wait") for that."
        }
        return text
    }

    private mutating func tellOfNodes(
        _ standings: Standings, _ diagnosis: DaemonSetDiagnosis, in state: inout RolloutState
    ) {
        var groups: [(key: String, changes: [StandingChange])] = []
        var positions: [String: Int] = [:]
        for standing in standings.nodes {
            let before = standingsBefore[standing.node]
            if let before, before.state == standing.state, before.cause == standing.cause,
                before.blame == standing.blame
            {
                continue
            }
            // Nodes that were none of the DaemonSet's and are none are no news.
            if standing.state == .ineligible, standing.blame == nil, before.map({ $0.state == .ineligible }) ?? true {
                continue
            }
            let key = "\(standing.state.rawValue) \(standing.cause?.rawValue ?? "") \(standing.reason)"
            let change = StandingChange(before: before?.state, now: standing)
            if let position = positions[key] {
                groups[position].changes.append(change)
            } else {
                positions[key] = groups.count
                groups.append((key, [change]))
            }
        }
        let isFirst = standingsBefore.isEmpty
        standingsBefore = Dictionary(
            standings.nodes.map { ($0.node, $0) }, uniquingKeysWith: { first, _ in first })
        for group in groups {
            var news = RolloutNews(.nodes, Self.words(group.changes, diagnosis))
            news.changes = group.changes
            // What a rollout does to each node is no line of its own, nor what it begins with.
            let standing = group.changes[0].now
            switch standing.state {
            case .replacing, .old, .waiting: news.isNotable = standing.blame != nil
            case .updated: news.isNotable = !isFirst
            case .failing, .oldFailing, .leaving: news.isNotable = true
            case .ineligible: news.isNotable = standing.blame != nil || !isFirst
            }
            state.news.append(news)
        }
    }

    /// `agent-[1…3]: the new pod fails: image cannot be pulled (image-pull-failed). Fault of the revision: …`
    private static func words(_ changes: [StandingChange], _ diagnosis: DaemonSetDiagnosis) -> String {
        let standing = changes[0].now
        let nodes = NodeNameFolding(changes.map(\.now.node)).text(columns: 60)
        var text = "\(nodes): \(words(standing.state))"
        if let cause = standing.cause {
            let title = diagnosis.findings.first { $0.code == cause && $0.nodes.contains(standing.node) }?.title
            text += ": " + (title.map { "\($0) (\(cause))" } ?? cause.rawValue)
        }
        switch standing.blame {
        case .revision?: text += ". Fault of the revision: \(standing.reason)."
        case .node?: text += ". Fault of the node: \(standing.reason)."
        case .cluster?: text += ". Fault of the cluster: \(standing.reason)."
        case .unknown?, nil: break
        }
        return text
    }

    /// How a node stands, for people.
    private static func words(_ state: RolloutStanding.State) -> String {
        switch state {
        case .updated: return "updated and available"
        case .failing: return "the new pod fails"
        case .replacing: return "the pod is being replaced"
        case .old: return "the old pod is available"
        case .waiting: return "waits for its turn"
        case .oldFailing: return "the old pod isn't available"
        case .ineligible: return "no longer eligible"
        case .leaving: return "being removed"
        }
    }
}
