import ClusterSimulation
import KubernetesModel

/// The risk of a remedy. It is computed from what the remedy does, never written in a playbook.
public enum Risk: String, CaseIterable, Sendable, Comparable {
    /// Nothing but the DaemonSet's own pods is touched, a few at a time.
    case low
    /// Other pods move, others get in, or many of the DaemonSet's pods are down at once.
    case medium
    /// Other workloads lose pods, budgets are broken, or nodes lose a pod that serves.
    case high

    /// Orders risks from low to high.
    public static func < (left: Risk, right: Risk) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .low: return 0
        case .medium: return 1
        case .high: return 2
        }
    }
}

extension Risk {
    /// The risk of a remedy whose effects are known.
    init(of simulation: Simulation) {
        let losesPods = simulation.evicts.contains { $0.fate != .moves || $0.violatesBudget != nil }
        let losesService = simulation.loses.count > simulation.removes.count
        if losesPods || losesService {
            self = .high
        } else if !simulation.evicts.isEmpty || !simulation.admits.isEmpty || !simulation.removes.isEmpty
            || simulation.restarts > 1 && simulation.restarts == simulation.atOnce
        {
            self = .medium
        } else {
            self = .low
        }
    }

    /// The risk of the changes themselves, whoever gets a place: a request that is halved leaves the program short
    /// once the node is, and a node without its taint takes every pod. A request above what a container is known to use
    /// is none too small.
    init(
        ofChanging spec: PodSpec, to changed: PodSpec, by changes: [Change],
        usage: (_ container: String, _ resource: String) -> Quantity? = { _, _ in nil }
    ) {
        let others = Dictionary(firstOf: changed.allContainers) { $0.name }
        let cuts = spec.allContainers.contains { container in
            guard let new = others[container.name] else { return false }
            return [ResourceName.cpu, ResourceName.memory, ResourceName.ephemeralStorage].contains { resource in
                guard let old = container.resources.requests[resource] else { return false }
                guard let new = new.resources.requests[resource] else { return true }
                guard old > new, new <= old / 2 else { return false }
                return usage(container.name, resource).map { new < $0 } ?? true
            }
        }
        self = cuts || changes.contains(where: \.opensNodes) ? .medium : .low
    }

    /// The risk of a remedy of which only the commands are known.
    init(ofCommands commands: [[String]], changesTemplate: Bool) {
        let effects = commands.map(CommandEffect.init)
        if effects.contains(.disrupts) {
            self = .high
        } else if changesTemplate || effects.contains(.changes) {
            self = .medium
        } else {
            self = .low
        }
    }
}
