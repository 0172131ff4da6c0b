import KubernetesModel

/// How much work one run spends on DaemonSets. It is counted and not timed: the same snapshot gives the same report.
///
/// Less than a megabyte can hold thousands of DaemonSets that each ask for thousands of nodes, pods or Services. To look
/// at the millions of pairs would take minutes and gigabytes. A cluster whose DaemonSets have pods on its nodes has many
/// more objects for its pairs, and stays far below this.
package struct WorkBudget: Sendable {
    /// What is left, in steps: a processor does some four million a second.
    package private(set) var left: Int
    /// How many DaemonSets are looked at whatever that takes.
    private let always: Int

    /// As many DaemonSets as large clusters have are never left out, not even where nothing is known but nodes: what they
    /// take is bounded by the number of nodes.
    package static let alwaysLookedAt = 50
    /// What every run may spend.
    private static let least = 4_000_000
    /// What each DaemonSet adds where they are so many that the least would not do for them all.
    private static let ofDaemonSet = 1_600
    /// What each pod, node and event adds.
    private static let ofObject = 100
    /// What is looked at on several processors at once.
    private static let atOnce = 800_000

    /// The budget for all DaemonSets of a snapshot together.
    package init(for snapshot: Snapshot) {
        let objects = snapshot.pods.count + snapshot.nodes.count + snapshot.events.count
        always = Self.alwaysLookedAt
        left = max(Self.least, snapshot.daemonSets.count * Self.ofDaemonSet) + objects * Self.ofObject
    }

    /// A budget of so many steps, and `always` for as many DaemonSets.
    package init(steps: Int, always: Int = 0) {
        left = steps
        self.always = always
    }

    /// What is found for each DaemonSet, in their order; nil for those that the budget does not reach.
    ///
    /// Where it may not reach all, namespaces take turns, so that none with thousands of DaemonSets hides the others.
    ///
    /// - Parameters:
    ///   - daemonSets: the DaemonSets.
    ///   - most: the most steps that one can take, roughly.
    ///   - steps: the steps that one took.
    ///   - find: looks at one; it is called on several threads at a time.
    /// - Returns: a result for each DaemonSet.
    package mutating func found<Result: Sendable>(
        for daemonSets: [DaemonSet], most: (DaemonSet) -> Int, steps: (Result) -> Int,
        _ find: @Sendable (DaemonSet) -> Result
    ) -> [Result?] {
        let bounds = daemonSets.map(most)
        if daemonSets.count <= always || bounds.reduce(0, +) <= left { return daemonSets.concurrentMap(find) }
        var found = [Result?](repeating: nil, count: daemonSets.count)
        var waiting = Self.turns(daemonSets)[...]
        while !waiting.isEmpty {
            let sure = max(0, always - (daemonSets.count - waiting.count))
            if left <= 0, sure == 0 { break }
            var batch: [Int] = []
            var bound = 0
            while bound < Self.atOnce, left > 0 || batch.count < sure, let next = waiting.popFirst() {
                batch.append(next)
                bound += bounds[next]
            }
            for (place, result) in zip(batch, batch.map({ daemonSets[$0] }).concurrentMap(find)) {
                left -= steps(result)
                found[place] = result
            }
        }
        return found
    }

    /// The first of each namespace, then the second of each, and so on.
    private static func turns(_ daemonSets: [DaemonSet]) -> [Int] {
        var counts: [String: Int] = [:]
        let byName = daemonSets.indices.sorted {
            (daemonSets[$0].namespace, daemonSets[$0].name) < (daemonSets[$1].namespace, daemonSets[$1].name)
        }
        let turns = byName.map { position in
            let turn = counts[daemonSets[position].namespace, default: 0]
            counts[daemonSets[position].namespace] = turn + 1
            return (turn: turn, position: position)
        }
        // The sort keeps the order of those of one turn.
        return turns.sorted { $0.turn < $1.turn }.map(\.position)
    }
}
