import KubernetesModel

/// Whether the pod fits, as a DaemonSet controller before 1.12 asks (`daemon.Predicates`): room and host ports, beside
/// what makes a node eligible. It knows no volumes, no pod affinity and no preemption.
struct ControllerPlacement {
    private let ports: NodePortsFilter?
    private let resources: NodeResourcesFitFilter?

    /// The least priority of pods that are not asked for room (`IsCriticalPod`).
    private static let criticalPriority: WholeNumber = 2_000_000_000

    init(_ pod: TestedPod) {
        ports = NodePortsFilter(pod)
        resources = pod.priority >= Self.criticalPriority ? nil : NodeResourcesFitFilter(pod)
    }

    /// Puts the controller's verdict on an eligible node beside the eligibility.
    func judge(_ view: NodeView, into verdict: inout NodeVerdict) {
        verdict.isPlacedByController = true
        verdict.failures = [ports?.failure(on: view), resources?.failure(on: view)].compactMap { $0 }
        if !verdict.failures.isEmpty { verdict.preemption = .controllerNeverEvicts }
        // A port that is taken takes the node out of the desired ones; a pod that is there would be deleted.
        if case .noFreePorts(let taken)? = verdict.failures.first?.reasons.first {
            verdict.eligibility = Eligibility(
                shouldRun: false, shouldContinueRunning: false, exclusions: [.takenHostPorts(taken)])
        }
    }
}
