import KubernetesModel
import PlacementEngine
import Preflight
import Wording

extension DaemonSetPreflight.PoolReport.Displaced {
    /// For people: who, and why not.
    var text: String { "\(daemonSet) (\(reasons.joined(separator: "; ")))" }
}

extension DaemonSetPreflight.PoolReport {
    /// The report on a fresh node of a pool.
    init(_ pool: PoolForecast) {
        self.init(
            pool: pool.pool, isNodePool: pool.isNodePool, nodeCount: pool.nodeCount, comingCount: pool.comingCount,
            machineType: pool.machine?.type, isEligible: pool.isEligible, fits: nil,
            reasons: [], shares: [], allShares: [],
            startupTaints: pool.startupTaints.map { "\($0)" }, left: [])
        // Where nobody knows the machine, nobody knows what it lacks.
        let failures = pool.failures.filter { pool.machine != nil || $0.plugin != .nodeResourcesFit }
        reasons = failures.flatMap { failure in failure.reasons.map(\.words) }
        if let machine = pool.machine {
            fits = isEligible && reasons.isEmpty
            shares = Self.shares(pool.requests, in: machine)
            if isEligible { allShares = Self.shares(pool.allRequests, in: machine) }
            fullness = PoolForecast.shares(of: pool.allRequests, in: machine).map(\.perMille).max() ?? 0
        } else {
            if !isEligible || !reasons.isEmpty { fits = false }
            shares = Self.amounts(pool.requests)
            if isEligible { allShares = Self.amounts(pool.allRequests) }
        }
        untriedCount = pool.untriedCount
        displaced = pool.displaced.map { displaced in
            Displaced(
                daemonSet: displaced.daemonSet,
                reasons: displaced.failures.flatMap { failure in failure.reasons.map(\.words) })
        }
        guard isEligible else { return }
        if let smallest = pool.smallest {
            self.smallest = smallest.type
            left = Self.amounts(pool.left)
        } else if pool.typeCount == 0 {
            smallestUnknown = "the snapshot shows no machine type that the pool may use"
        } else {
            smallestUnknown =
                pool.typeCount == 1
                ? "the machine type seen has no room for the pods of all DaemonSets"
                : "none of the \(pool.typeCount) machine types seen has room for the pods of all DaemonSets"
        }
    }

    private static func shares(_ amounts: ResourceAmounts, in machine: FreshMachine) -> [String] {
        PoolForecast.shares(of: amounts, in: machine).map { share in
            let percent = share.perMille / 10
            return "\(share.resource) " + (percent > 999 ? "> 999 %" : "\(percent).\(share.perMille % 10) %")
        }
    }

    private static func amounts(_ amounts: ResourceAmounts) -> [String] {
        [ResourceName.cpu, ResourceName.memory].compactMap { name in
            let amount = amounts[name]
            guard amount > 0 else { return nil }
            return "\(name) \(ResourceAmounts.quantity(amount, of: name).readable(for: name))"
        }
    }

    /// The pool's name for people.
    var name: String { pool.isEmpty ? "no pool" : pool }

    /// What the numbers don't tell, a sentence each: why the pod doesn't fit, what keeps it waiting, whom it keeps off.
    var notes: [String] {
        var notes: [String] = []
        if fits == false { notes.append("the pod does not fit: \(reasons.joined(separator: "; ")).") }
        if fits == nil { notes.append("the snapshot shows no machine of it, so nothing says how large one is.") }
        if let waitingNote { notes.append(waitingNote) }
        if let displacedNote { notes.append(displacedNote) }
        if let untriedNote { notes.append(untriedNote) }
        return notes
    }

    /// What keeps the pod waiting on a new node.
    private var waitingNote: String? {
        guard !startupTaints.isEmpty else { return nil }
        return "the pod comes once somebody takes the startup \(startupTaints.count == 1 ? "taint" : "taints") "
            + "\(Wording.list(startupTaints)) off."
    }

    /// How much of the cluster's types was not tried.
    private var untriedNote: String? {
        untriedCount == 0
            ? nil
            : "the cluster has so many machine types that \(untriedCount) of them were not tried; the smallest and the "
                + "largest were."
    }

    /// Whom the pod keeps off.
    private var displacedNote: String? {
        displaced.isEmpty ? nil : "no room beside it for \(Wording.list(displaced.map(\.text), most: 4))."
    }

    /// For people: does the pod run on a fresh node, how much does it take, which machine is large enough?
    var sentences: String {
        var notes = ["\(Wording.count(nodeCount, "node")) now"]
        if comingCount > 0 { notes.append("\(comingCount) coming") }
        if let machineType { notes.insert(machineType, at: 0) }
        return
            "fresh node of \(isNodePool ? "NodePool" : "pool") \(pool) (\(notes.joined(separator: ", "))): \(verdict)"
    }

    /// Does the pod run there, how much does it take, which machine is large enough?
    private var verdict: String {
        let asked = shares.isEmpty ? "nothing" : shares.joined(separator: ", ")
        var text: String
        switch fits {
        case true?: text = "fits, asks for \(asked)"
        case false?: text = "does not fit: \(reasons.joined(separator: "; "))"
        case nil: text = "size not known; asks for \(asked)"
        }
        if !allShares.isEmpty { text += "; all daemon pods ask for \(allShares.joined(separator: ", "))" }
        text += "."
        for note in [displacedNote, waitingNote, untriedNote].compactMap(\.self) { text += " " + note.capitalizedFirst }
        if let smallest {
            let rest = left.isEmpty ? "nothing" : Wording.list(left)
            text += " Smallest type seen with room for all daemon pods: \(smallest), leaving \(rest)."
        } else if let smallestUnknown {
            text += " Smallest type with room for all daemon pods: not known (\(smallestUnknown))."
        }
        return text
    }

    /// Whether no label names the pool, so that the machine's type stands in.
    private var isUnnamed: Bool { !isNodePool && pool == machineType }

    /// For people: a paragraph for each pool. Machine types that no pool is named for fare alike as a rule, and in some
    /// clusters there are dozens: those are told together.
    static func sentences(on pools: [Self]) -> [String] {
        var groups: [[Self]] = []
        var positions: [[String]: Int] = [:]
        for pool in pools {
            let key = [pool.fits.map { "\($0)" } ?? "", "\(pool.reasons)", "\(pool.startupTaints)"]
            if pool.isUnnamed, let position = positions[key] {
                groups[position].append(pool)
            } else {
                if pool.isUnnamed { positions[key] = groups.count }
                groups.append([pool])
            }
        }
        return groups.flatMap { $0.count < leastFolded ? $0.map(\.sentences) : [folded($0)] }
    }

    private static let leastFolded = 4

    /// What holds for all of these, and the numbers of the one that is filled most.
    private static func folded(_ pools: [Self]) -> String {
        guard let tightest = pools.max(by: { $0.fullness < $1.fullness }) else { return "" }
        let names = Wording.list(Array(pools.prefix(3).map(\.pool)), of: pools.count)
        let nodes = pools.reduce(0) { $0 + $1.nodeCount }
        return "fresh nodes of \(pools.count) machine types without a pool's label (\(names); "
            + "\(Wording.count(nodes, "node")) now), the tightest of them \(tightest.pool): \(tightest.verdict)"
    }
}
