import KubernetesModel
import PlacementEngine

/// Finds the least priority class with which a DaemonSet's pods get room by preemption.
public struct PrioritySearch: Sendable {
    private let simulator: Simulator
    private let placement: DaemonSetPlacement

    /// A search for the pods of the placed DaemonSet.
    public init(_ simulator: Simulator, for placement: DaemonSetPlacement) {
        self.simulator = simulator
        self.placement = placement
    }

    /// The class of the lowest priority that gives room on as many of these nodes as any class does.
    ///
    /// Classes of the cluster's own come before the system's two, which rank above all others.
    ///
    /// - Returns: the class; nil where none gives room anywhere.
    public func leastClass(at positions: [Int]) -> String? {
        let floor = placement.template.testedPod.priority
        let snapshot = simulator.engine.snapshot
        if placement.daemonSet.template.spec.neverPreempts { return nil }
        var candidates = snapshot.priorityClasses
            .filter { $0.value > floor && !$0.neverPreempts && !$0.name.hasPrefix("system-") }
            .map { (name: $0.name, value: $0.value) }
        candidates.sort { ($0.value, $0.name) < ($1.value, $1.name) }
        candidates += PriorityClass.builtIn.filter { $0.value > floor }.sorted { $0.value < $1.value }
            .map { (name: $0.key, value: $0.value) }
        var best: (name: String, served: Int)?
        var tried: Int32?
        for candidate in candidates where candidate.value != tried {
            tried = candidate.value
            let served = served(with: candidate.name, at: positions)
            if served > best?.served ?? 0 { best = (candidate.name, served) }
            if served == positions.count { break }
        }
        return best?.name
    }

    private func served(with name: String, at positions: [Int]) -> Int {
        guard let outcome = try? simulator.outcome(of: [.setPriorityClass(name)], for: placement) else { return 0 }
        let wanted = Set(positions)
        return outcome.nodes.count { wanted.contains($0.position) && $0.after.hasPlace }
    }
}
