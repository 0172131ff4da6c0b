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
    /// Whether the kubelet of each node is not heard of.
    let silentNodes: [Bool]

    /// Prepares simulations on the snapshot of `engine`: looks once at all pods that wait.
    public init(_ engine: PlacementEngine) {
        self.engine = engine
        waiting = WaitingPods(engine.cluster)
        landingOrder = LandingOrder(engine.cluster, waiting)
        priorities = PriorityLevels(engine.cluster, landingOrder)
        quotas = QuotaLedger.all(in: engine.snapshot)
        silentNodes = engine.snapshot.nodes.map(\.isSilent)
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
        let obstacle = Self.obstacle(of: placement.template.testedPod.spec, waiting)
        return placement.verdicts.indices.map { standing(at: $0, in: placement, obstacle: obstacle) }
    }

    /// How the DaemonSet stands on a node as it is.
    func standing(at position: Int, in placement: DaemonSetPlacement) -> SimulationOutcome.Standing {
        standing(
            at: position, in: placement, obstacle: Self.obstacle(of: placement.template.testedPod.spec, waiting))
    }

    /// How the DaemonSet stands on a node as it is.
    ///
    /// - Parameters:
    ///   - position: the node's position.
    ///   - placement: the verdicts on the DaemonSet.
    ///   - obstacle: what keeps pods of its template from every node.
    /// - Returns: how it stands there.
    func standing(
        at position: Int, in placement: DaemonSetPlacement, obstacle: SimulationOutcome.Standing?
    ) -> SimulationOutcome.Standing {
        if !placement.verdicts[position].shouldRun {
            return .ineligible(placement.verdicts[position].eligibility.exclusions)
        }
        for pod in placement.pods.onNode[position]
        where !engine.snapshot.pods[pod].nodeName.isEmpty && !engine.snapshot.pods[pod].isTerminal {
            return .placed
        }
        // A pod that waits has what its own spec says; admission may have changed it.
        if case .pod(let waitingPod) = placement.verdicts[position].testedPod {
            return Self.standing(
                placement.verdicts[position],
                obstacle: Self.obstacle(of: engine.snapshot.pods[waitingPod].spec, waiting))
        }
        return Self.standing(placement.verdicts[position], obstacle: obstacle)
    }

    /// The standing of a pod of this spec wherever it is to go; nil where that depends on the node.
    static func obstacle(of spec: PodSpec, _ waiting: WaitingPods) -> SimulationOutcome.Standing? {
        if !spec.schedulingGates.isEmpty { return .gated }
        return waiting.isServed(schedulerName: spec.schedulerName)
            ? nil : .unscheduled(schedulerName: spec.schedulerName)
    }

    /// The standing that a verdict comes to, with what keeps the pod from every node.
    static func standing(
        _ verdict: NodeVerdict, obstacle: SimulationOutcome.Standing?
    ) -> SimulationOutcome.Standing {
        if !verdict.shouldRun { return .ineligible(verdict.eligibility.exclusions) }
        if let obstacle { return obstacle }
        if verdict.failures.isEmpty { return .placed }
        if case .victims? = verdict.preemption { return .placedByPreemption }
        return .blocked(verdict.failures, verdict.preemption)
    }
}
