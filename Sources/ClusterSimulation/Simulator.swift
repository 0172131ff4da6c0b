import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import PodAdmission

/// Tries changes on a snapshot: how a DaemonSet would stand on every node, and what others would lose.
///
/// The snapshot is not copied: what a change touches is put over it, and the placement engine is asked again.
public struct Simulator: Sendable {
    /// The verdicts on the cluster as it is.
    public let engine: PlacementEngine
    /// Tells simulations on this very cluster from those on another.
    public let identity = Identity()
    let waiting: WaitingPods
    let landingOrder: LandingOrder
    let priorities: PriorityLevels
    /// The room that quotas leave, by namespace.
    let quotas: [String: QuotaLedger]

    /// Prepares simulations on the snapshot of `engine`: looks once at all pods that wait.
    public init(_ engine: PlacementEngine) {
        self.engine = engine
        waiting = WaitingPods(engine.cluster)
        landingOrder = LandingOrder(engine.cluster, waiting)
        priorities = PriorityLevels(engine.cluster, landingOrder)
        quotas = QuotaLedger.all(in: engine.snapshot)
    }

    /// An object for each simulator and its copies.
    public final class Identity: Sendable {}

    /// The effect of all `changes` together: follows the controller's rollout round by round until nothing moves.
    ///
    /// - Parameters:
    ///   - changes: the changes, in the order in which they are made.
    ///   - before: the verdicts on the DaemonSet as it is.
    ///   - outlook: which pods do not serve though they have a place.
    /// - Returns: how the DaemonSet stands on each node before and after, and what becomes of others.
    /// - Throws: ``SimulationError`` when a change names something that is not there, or the API server refuses it.
    public func outcome(
        of changes: [Change], for before: DaemonSetPlacement, outlook: PodOutlook = PodOutlook()
    ) throws(SimulationError) -> SimulationOutcome {
        var run = try run(changes, for: before, outlook: outlook)
        let rollout = try run.placeEverywhere(affectedBy: changes)
        return run.outcome(rollout: rollout)
    }

    /// How the DaemonSet stands on each node, without looking at what becomes of others: for searches.
    ///
    /// - Throws: ``SimulationError`` when a change names something that is not there, or the API server refuses it.
    func nodes(
        after changes: [Change], for before: DaemonSetPlacement
    ) throws(SimulationError) -> [SimulationOutcome.NodeOutcome] {
        var run = try run(changes, for: before, outlook: PodOutlook())
        _ = try run.placeEverywhere(affectedBy: changes)
        return run.nodes
    }

    private func run(
        _ changes: [Change], for before: DaemonSetPlacement, outlook: PodOutlook
    ) throws(SimulationError) -> SimulationRun {
        if before.daemonSet.metadata.deletionTimestamp != nil { throw .daemonSetIsDeleted }
        let daemonSet = try before.daemonSet.applying(changes, in: engine.index)
        let changed = try ChangedCluster(changes, in: self, for: daemonSet)
        return SimulationRun(
            daemonSet, changed: changed, before: before, changesTemplate: changes.contains(where: \.replacesPods),
            outlook: outlook, simulator: self)
    }

    /// How the DaemonSet stands on each node as it is.
    public func standings(_ placement: DaemonSetPlacement) -> [SimulationOutcome.Standing] {
        placement.verdicts.indices.map { standing(at: $0, in: placement) }
    }

    /// How the DaemonSet stands on a node as it is.
    func standing(at position: Int, in placement: DaemonSetPlacement) -> SimulationOutcome.Standing {
        let verdict = placement.verdicts[position]
        if !verdict.shouldRun { return .ineligible(verdict.eligibility.exclusions) }
        for pod in placement.pods.onNode[position]
        where !engine.snapshot.pods[pod].nodeName.isEmpty && !engine.snapshot.pods[pod].isTerminal {
            return .placed
        }
        // A pod that waits has what its own spec says; admission may have changed it.
        if case .pod(let waitingPod) = verdict.testedPod {
            return Self.standing(verdict, spec: engine.snapshot.pods[waitingPod].spec, waiting: waiting)
        }
        return Self.standing(verdict, spec: placement.template.testedPod.spec, waiting: waiting)
    }

    /// The standing that a verdict on a pod of this spec comes to.
    static func standing(
        _ verdict: NodeVerdict, spec: PodSpec, waiting: WaitingPods
    ) -> SimulationOutcome.Standing {
        if !verdict.shouldRun { return .ineligible(verdict.eligibility.exclusions) }
        if !spec.schedulingGates.isEmpty { return .gated }
        if !waiting.isServed(schedulerName: spec.schedulerName) {
            return .unscheduled(schedulerName: spec.schedulerName)
        }
        if verdict.failures.isEmpty { return .placed }
        if case .victims? = verdict.preemption { return .placedByPreemption }
        return .blocked(verdict.failures, verdict.preemption)
    }
}
