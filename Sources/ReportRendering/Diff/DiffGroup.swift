import DiagnosisEngine
import KubernetesModel
import SnapshotComparison
import Wording

/// Nodes of a DaemonSet that the same became of, for the same reasons.
struct DiffGroup {
    let change: NodeChange
    /// Their change, in a phrase.
    let phrase: String
    let nodes: [String]

    /// The groups in the order of the changes, of one change the greatest first.
    static func groups(of transitions: [NodeTransition]) -> [DiffGroup] {
        struct Key: Hashable {
            var change: NodeChange
            var reason: String
        }
        let grouped = Dictionary(grouping: transitions) { Key(change: $0.change, reason: reason(of: $0)) }
        let groups = grouped.map { key, members in
            DiffGroup(
                change: key.change, phrase: phrase(key.change, key.reason, members), nodes: members.map(\.node))
        }
        let ranks = Dictionary(
            NodeChange.allCases.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        return groups.sorted { left, right in
            (ranks[left.change] ?? 0, -left.nodes.count, left.phrase)
                < (ranks[right.change] ?? 0, -right.nodes.count, right.phrase)
        }
    }

    /// The key of groups of one change.
    private static func reason(of node: NodeTransition) -> String {
        switch node.change {
        case .stillFailing where node.isServed: return FindingCode.evictionLoop.rawValue
        case .stillFailing where node.servedInLoop:
            return "\(node.after?.why ?? ""), was available between two evictions"
        case .broken, .stillFailing, .newlyEligible, .joined: return node.after?.why ?? ""
        case .otherCause: return "\(node.whyBefore), now \(node.after?.why ?? "")"
        case .healed, .unsteady, .underway, .uncertain: return node.whyBefore
        case .noLongerEligible, .misplaced: return (node.after?.excludedBy ?? []).joined(separator: ", ")
        case .cameUp, .cleared, .stillMisplaced, .left, .restarted: return ""
        }
    }

    private static func phrase(_ change: NodeChange, _ reason: String, _ members: [NodeTransition]) -> String {
        let restarts = restarts(of: members)
        switch change {
        case .broken: return "broken: \(reason)"
        case .unsteady:
            return "unstable, was \(reason): " + (restarts.isEmpty ? "evicted repeatedly" : restarts)
        case .otherCause: return "other cause: \(reason)"
        case .stillFailing: return "still \(reason)"
        case .misplaced: return "misplaced now: \(reason)"
        case .stillMisplaced: return "still misplaced"
        case .healed: return "healed: was \(reason)" + (restarts.isEmpty ? "" : ", \(restarts)")
        case .cameUp: return "available now"
        case .cleared: return "the misplaced pod is gone"
        case .underway: return "under way, was \(reason)"
        case .newlyEligible: return "newly eligible, \(reason)"
        case .noLongerEligible: return "no longer eligible: \(reason)"
        case .joined: return "new node, \(reason)"
        case .left: return "node is gone"
        case .restarted: return "served, \(restarts)"
        case .uncertain: return "cannot be told, was \(reason)"
        }
    }

    /// `restarted 2 to 5 times since, last 40 s before AFTER`.
    private static func restarts(of members: [NodeTransition]) -> String {
        let counts = members.compactMap { $0.restarts?.count }
        guard let least = counts.min(), let most = counts.max() else { return "" }
        let times = most == 1 ? "once" : "\(Wording.range("\(least)", "\(most)")) times"
        let latest = members.compactMap { $0.restarts?.secondsRunning }.min()
        return "restarted \(times) since"
            + (latest.map { ", last \(Wording.duration(seconds: $0)) before AFTER" } ?? "")
    }

    var mark: String {
        switch change {
        case .broken: return "✖"
        case .unsteady, .misplaced: return "▲"
        case .otherCause: return "~"
        case .stillFailing, .stillMisplaced: return "="
        case .healed, .cameUp, .cleared: return "✔"
        case .underway: return "…"
        case .newlyEligible, .joined: return "+"
        case .noLongerEligible, .left: return "–"
        case .restarted: return "•"
        case .uncertain: return "?"
        }
    }

    var style: TextStyle {
        switch change {
        case .broken: return .critical
        case .unsteady, .misplaced, .otherCause, .stillFailing, .stillMisplaced: return .warning
        case .healed, .cameUp, .cleared: return .good
        case .underway, .restarted, .newlyEligible, .joined, .noLongerEligible, .left, .uncertain: return .notice
        }
    }
}

extension NodeTransition {
    /// Whether BEFORE caught the node serving between two evictions: nothing else lets a node that serves be told so.
    fileprivate var servedInLoop: Bool {
        guard let before, before.state == .available || before.state == .stale else { return false }
        switch change {
        case .stillFailing, .otherCause, .healed, .uncertain: return true
        default: return false
        }
    }

    fileprivate var whyBefore: String { servedInLoop ? FindingCode.evictionLoop.rawValue : before?.why ?? "" }
}

extension NodeAssessment {
    /// The fault, or else the node's state, in a word or two.
    fileprivate var why: String {
        if let cause, state != .available, state != .stale { return cause.rawValue }
        switch state {
        case .available, .stale: return "served"
        case .notReady: return "not ready"
        case .starting, .pending, .missing, .failing, .evicted, .terminating, .misplaced, .duplicate, .ineligible,
            .unknown:
            return state.rawValue
        }
    }
}
