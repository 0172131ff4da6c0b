import DiagnosisEngine
import KubernetesModel

/// A slot of maxUnavailable or maxSurge that a node uses or has used.
package struct SlotUse: Equatable, Sendable {
    package var node: String
    /// Which round of replacements it belongs to; the first is 1.
    package var round: Int
    package var since: Timestamp
    /// When the slot came free; nil while it is used.
    package var until: Timestamp?
    /// What uses it: `new pod not available`.
    package var what: String
    /// What was found wrong there last.
    package var cause: FindingCode?
    package var blame: Blame?
}

/// Who used up the budget, round by round.
struct SlotHistory: Sendable {
    private(set) var uses: [SlotUse] = []
    private var open: [String: Int] = [:]
    private var round = 0
    private var hasFreed = true

    /// Of a rollout that goes on for days the oldest uses are dropped.
    private static let maxUseCount = 20_000

    /// Takes down who uses a slot at a moment.
    mutating func note(_ ledger: RolloutLedger?, _ standings: Standings, at time: Timestamp) {
        let entries = (ledger?.entries ?? []).map { ($0.node, $0.reason.rawValue) }
        note(Dictionary(entries, uniquingKeysWith: { first, _ in first }), standings, at: time)
    }

    /// Takes down what uses a slot on which nodes at a moment.
    mutating func note(_ entries: [String: String], _ standings: Standings, at time: Timestamp) {
        let byNode = Dictionary(standings.nodes.map { ($0.node, $0) }, uniquingKeysWith: { first, _ in first })
        for (node, index) in open where entries[node] == nil {
            uses[index].until = time
            open[node] = nil
            hasFreed = true
        }
        let taken = entries.keys.filter { open[$0] == nil }.sorted()
        if !taken.isEmpty, hasFreed {
            round += 1
            hasFreed = false
        }
        dropOldest(makingRoomFor: taken.count)
        for node in taken {
            open[node] = uses.count
            uses.append(SlotUse(node: node, round: round, since: time, what: ""))
        }
        for (node, index) in open {
            uses[index].what = entries[node] ?? ""
            uses[index].cause = byNode[node]?.cause ?? uses[index].cause
            uses[index].blame = byNode[node]?.blame ?? uses[index].blame
        }
    }

    /// Drops uses that are over, the oldest first, down to half of what is kept.
    private mutating func dropOldest(makingRoomFor count: Int) {
        guard uses.count + count > Self.maxUseCount else { return }
        var left = uses.count - Self.maxUseCount / 2
        uses = uses.filter { use in
            guard use.until != nil, left > 0 else { return true }
            left -= 1
            return false
        }
        open = [:]
        for (index, use) in uses.enumerated() where use.until == nil { open[use.node] = index }
    }

    /// Begins anew, for another revision.
    mutating func restart() { self = SlotHistory() }
}
