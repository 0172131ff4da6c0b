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
        candidates = simulator.priorities.distinct(candidates, by: \.value)
        if candidates.count > Self.mostTried { return leastOfMany(candidates.map(\.name), at: positions) }
        var best: (name: String, served: Int)?
        for candidate in candidates {
            let served = served(with: candidate.name, at: positions)
            if served > best?.served ?? 0 { best = (candidate.name, served) }
            if served == positions.count { break }
        }
        return best?.name
    }

    /// How many classes are tried one after the other.
    private static let mostTried = 32

    /// The first of the classes, in the order of their priorities, that serves as many nodes as the last: found by
    /// halving, for who ranks higher may put off more.
    private func leastOfMany(_ names: [String], at positions: [Int]) -> String? {
        guard let last = names.last else { return nil }
        let most = served(with: last, at: positions)
        if most == 0 { return nil }
        return names[names.partitioningIndex { served(with: $0, at: positions) >= most }]
    }

    private func served(with name: String, at positions: [Int]) -> Int {
        guard let nodes = try? simulator.nodes(after: [.setPriorityClass(name)], for: placement) else { return 0 }
        let wanted = Set(positions)
        return nodes.count { wanted.contains($0.position) && $0.after.hasPlace }
    }
}
