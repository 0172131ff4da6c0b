import ClusterSimulation
import RemedyPlaybooks

/// What a step does to the cluster as the steps before it leave it.
struct StepEffect {
    let daemonSet: Int
    let trial: RemedyTrial
    var simulation: Simulation
    var risk: Risk
    let outcome: SimulationOutcome
    /// Whether the DaemonSet's pod is available then, by position of the node.
    var available: [Bool]
    /// Other DaemonSets that gain or lose pods.
    var others: [Int: OtherChange] = [:]
    /// How many pods a rollout that stalls may take beside those that are counted.
    var atRisk = 0
    /// Nodes on which the pod becomes available only if no pod that an earlier step has moved takes the room.
    var uncertain: [Int] = []
    /// How many more pods are available.
    var gain = 0

    /// Positions of nodes on which the DaemonSet's pod becomes available.
    ///
    /// - Parameter was: whether it was before, by position of the node; nodes may have come since.
    /// - Returns: the positions, ascending.
    func gained(over was: [Bool]) -> [Int] {
        available.indices.filter { available[$0] && !($0 < was.count && was[$0]) }
    }

    /// Positions of nodes on which a DaemonSet gains or loses its pod.
    struct OtherChange {
        var gained: [Int] = []
        var lost: [Int] = []
    }
}
