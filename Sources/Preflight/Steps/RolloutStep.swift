import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import RemedyPlaybooks

/// Follows the rollouts of DaemonSets that exist already.
struct RolloutStep {
    private let engine: PlacementEngine
    private let simulator: Simulator

    /// - Parameter snapshot: the cluster with the DaemonSets as they are now.
    init(_ snapshot: Snapshot) {
        engine = PlacementEngine(ClusterIndex(snapshot))
        simulator = Simulator(engine)
    }

    func forecast(from old: DaemonSet, to applied: AppliedDaemonSet, isRefused: Bool) -> RolloutForecast {
        guard applied.changesTemplate else { return RolloutForecast(course: .none) }
        let diagnosis = DiagnosisEngine(engine).diagnosis(of: old)
        let placement = diagnosis.placement ?? engine.placement(of: old)
        if isRefused {
            return RolloutForecast(course: .refused(deleted: Self.budget(applied.daemonSet, placement)))
        }
        var outlook = diagnosis.outlook(placement, in: engine.index)
        // The new template may mend whatever makes them fail.
        outlook.newPodsFail = false
        do throws(SimulationError) {
            let change = Change.setSpec(applied.daemonSet, replacesPods: true)
            let outcome = try simulator.outcome(of: [change], for: placement, outlook: outlook)
            return RolloutForecast(course: outcome.rollout.map { .simulated($0) } ?? .none)
        } catch {
            return RolloutForecast(course: .unknown("\(error)"))
        }
    }

    /// How many old pods go before the first new one has come.
    private static func budget(_ daemonSet: DaemonSet, _ placement: DaemonSetPlacement) -> Int {
        guard case .rollingUpdate(let unavailable, let surge) = daemonSet.updateStrategy else { return 0 }
        let desired = placement.verdicts.count(where: \.shouldRun)
        return surge.scaled(of: desired) > 0 ? 0 : min(desired, max(1, unavailable.scaled(of: desired)))
    }
}
