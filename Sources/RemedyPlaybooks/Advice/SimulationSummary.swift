import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import Wording

/// The effect of an outcome on the nodes of a finding.
struct SimulationSummary {
    private let outcome: SimulationOutcome
    private let concerned: [SimulationOutcome.NodeOutcome]
    /// Whether the finding names no nodes: those that become eligible are concerned.
    private let namesNoNode: Bool
    private let misplaced: Set<String>
    /// Whether a pod that has a place now is to keep it: it was put off before.
    private let keepsPlaces: Bool
    /// Whether the nodes are to be left out, since no daemon pod is meant for them.
    private let leavesOut: Bool
    private let snapshot: Snapshot

    /// - Parameters:
    ///   - outcome: what the changes would do.
    ///   - finding: the finding; where it names no nodes, those that become eligible are concerned.
    ///   - misplaced: nodes with a pod that should not be there.
    ///   - leavesOut: whether the change is to keep the pods off the finding's nodes.
    ///   - snapshot: the snapshot.
    init(
        _ outcome: SimulationOutcome, for finding: Finding, misplaced: Set<String>, leavesOut: Bool = false,
        in snapshot: Snapshot
    ) {
        self.outcome = outcome
        self.leavesOut = leavesOut
        self.misplaced = misplaced
        keepsPlaces = finding.code == .evictedByPreemption
        self.snapshot = snapshot
        let names = Set(finding.nodes)
        namesNoNode = names.isEmpty
        concerned = names.isEmpty ? outcome.newlyEligible : outcome.nodes.filter { names.contains($0.name) }
    }

    var simulation: Simulation {
        var simulation = Simulation(status: .proven)
        let blocked = concerned.filter { !helps($0) }
        if leavesOut { simulation.aim = .leavesOut }
        simulation.of = concerned.count
        simulation.unblocks = concerned.count - blocked.count
        simulation.newlyEligible = outcome.newlyEligible.count
        if namesNoNode {
            simulation.opens = concerned.filter(helps).map(\.name).sorted(by: NaturalOrder.precedes)
        }
        let known = Set(concerned.map(\.name))
        simulation.newlyEligibleWithoutPlace = outcome.newlyEligible
            .filter { !$0.after.hasPlace && !known.contains($0.name) }.map(\.name).sorted(by: NaturalOrder.precedes)
        simulation.stillBlocked = blocked.map(\.name).sorted(by: NaturalOrder.precedes)
        simulation.blockers = blockers(blocked)
        noteCosts(in: &simulation)
        if simulation.unblocks == 0 { simulation.status = .ineffective }
        return simulation
    }

    /// The cost, where the simulation can't show whether it helps; the unknown part is half a sentence.
    func costs(unproven doubt: String) -> Simulation {
        let eligible = outcome.nodes.filter(\.after.isEligible)
        let placed = eligible.count(where: \.after.hasPlace)
        let fit =
            placed == eligible.count
            ? "the pods fit on \(eligible.count == 1 ? "the node" : "all \(eligible.count) nodes")"
            : "the pods fit on \(placed) of \(Wording.count(eligible.count, "node"))"
        var simulation = Simulation(status: .notSimulated, reason: "\(doubt); with it \(fit)")
        simulation.areCostsKnown = true
        noteCosts(in: &simulation)
        return simulation
    }

    private func noteCosts(in simulation: inout Simulation) {
        noteLosses(in: &simulation)
        if leavesOut {
            let leftOut = Set(concerned.map(\.name))
            simulation.loses.removeAll { leftOut.contains($0) }
            simulation.removes.removeAll { leftOut.contains($0) }
        }
        // Whom the scheduler is about to put off anyhow is no cost of the remedy.
        let due = Set(outcome.nodes.filter { $0.before == .placedByPreemption }.map(\.name))
        simulation.evicts = outcome.evictions.filter { !$0.isPreemption || !due.contains($0.node) }
            .map(Simulation.Eviction.init)
        simulation.admits = outcome.landings.map { .init($0, in: snapshot) }
        if let rollout = outcome.rollout {
            simulation.restarts = rollout.restarts
            simulation.deletedPods = rollout.deletedPods
            simulation.rounds = rollout.rounds
            simulation.atOnce = rollout.atOnce
            simulation.isRolloutStalled = rollout.rounds != nil && !rollout.isComplete
            simulation.keepsOldTemplate = rollout.staleNodes.sorted(by: NaturalOrder.precedes)
            simulation.holdups = rollout.holdups.sorted { NaturalOrder.precedes($0.node, $1.node) }
            simulation.budget = rollout.rounds == nil ? nil : rollout.budget
        }
    }

    private func noteLosses(in simulation: inout Simulation) {
        let failures = outcome.rollout?.failures ?? []
        simulation.removes = (outcome.rollout?.removals ?? []).sorted(by: NaturalOrder.precedes)
        // A rollout that stalls may do so at any of these nodes: the controller goes through them in no order.
        let risks = outcome.rollout?.atRisk ?? []
        let byName = risks.isEmpty ? [:] : Dictionary(firstOf: outcome.nodes) { $0.name }
        let atRisk = risks.compactMap { risk in
            byName[risk.node].map { node in
                var node = node
                node.after = risk.standing
                return node
            }
        }
        simulation.loses = Set((outcome.lost + atRisk).map(\.name) + failures + simulation.removes)
            .sorted(by: NaturalOrder.precedes)
        simulation.lossReasons = blockers(outcome.lost.filter(\.after.isEligible) + atRisk)
        if !failures.isEmpty { simulation.lossReasons.append("pods of the newest template do not become ready") }
    }

    /// Whether the node is better off: it gains a place, or a pod that should not be there is there by right.
    private func helps(_ node: SimulationOutcome.NodeOutcome) -> Bool {
        if leavesOut { return !node.after.isEligible }
        guard node.after.hasPlace, !node.isExpectedToFail else { return false }
        return !node.before.hasPlace || keepsPlaces || misplaced.contains(node.name)
    }

    private func blockers(_ nodes: [SimulationOutcome.NodeOutcome]) -> [String] {
        var counts: [String: Int] = [:]
        for node in nodes {
            let reason =
                node.isExpectedToFail
                ? "the pod is not expected to become ready" : StandingWording.reason(node.after, in: snapshot)
            counts[reason, default: 0] += 1
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { nodes.count == 1 ? $0.key : "\($0.key) on \($0.value) \($0.value == 1 ? "node" : "nodes")" }
    }
}

/// Says in words why a pod has no place.
public enum StandingWording {
    /// A few words, such as `memory: 120Mi free, 1000Mi asked for`.
    public static func reason(_ standing: SimulationOutcome.Standing, in snapshot: Snapshot) -> String {
        switch standing {
        case .placed: return "fits"
        case .placedByPreemption: return "fits by preemption"
        case .ineligible(let exclusions):
            return "not eligible: " + Wording.commas(exclusions.map(\.description), most: 5)
        case .refusedByQuota(let quota): return "ResourceQuota \(quota) is used up, so no pod is created"
        case .gated: return "held by scheduling gates"
        case .unscheduled(let name): return "scheduler \(name) does not run"
        case .contested(let rivals):
            let names = Set(rivals.map { Workload.name(of: snapshot.pods[$0]) }).sorted()
            return "the room may go to \(names.prefix(3).joined(separator: ", ")) first"
        case .blocked(let failures, _):
            return failures.flatMap(\.reasons).map(words).joined(separator: ", ")
        }
    }

    private static func words(_ reason: FilterReason) -> String {
        switch reason {
        case .insufficient(let resource, let requested, let used, let allocatable):
            func text(_ amount: WholeNumber) -> String {
                ResourceAmounts.quantity(amount, of: resource).readable(for: resource)
            }
            if requested > allocatable {
                return "\(resource): \(text(requested)) requested, the whole node has \(text(allocatable))"
            }
            return "\(resource): \(text(requested)) requested, \(text(max(0, allocatable - used))) free"
        case .moreResources(let count): return "\(Wording.count(count, "more resource")) short"
        case .tooManyPods(let allowed): return "the limit of \(allowed) pods is reached"
        case .noFreePorts(let ports):
            return "host port \(ports.map { "\($0.port)/\($0.networkProtocol)" }.joined(separator: ", ")) is taken"
        case .untoleratedTaint(let taint): return "taint \(taint)"
        default: return reason.message
        }
    }
}

extension Simulation.Admission {
    /// The landing as a report tells it.
    public init(_ landing: SimulationOutcome.Landing, in snapshot: Snapshot) {
        let workload = landing.isDaemonSet ? nil : landing.pod.map { Workload.name(of: snapshot.pods[$0]) }
        self.init(workload: workload ?? landing.workload, nodes: landing.nodes)
    }
}

extension Simulation.Eviction {
    /// The eviction as a report tells it.
    public init(_ eviction: SimulationOutcome.Eviction) {
        pod = eviction.pod
        node = eviction.node
        priority = eviction.priority
        violatesBudget = eviction.violatesBudget
        newNode = nil
        switch eviction.fate {
        case .moves(let node):
            fate = .moves
            newNode = node
        case .findsNoNode: fate = .findsNoNode
        case .waitsForItsNode: fate = .waits
        case .isGone: fate = .gone
        case .isUnknown: fate = .unknown
        }
    }
}
