import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import RemedyPlaybooks
import Wording

/// The effects of changes on a DaemonSet, before they have a form.
package struct SimulationReport: Equatable, Sendable {
    package var namespace: String
    package var name: String
    /// The changes in a few words each.
    package var changes: [String]
    package var before: Counts
    package var after: Counts
    /// Every node, sorted by name; added ones last.
    package var nodes: [Node]
    package var evictions: [Simulation.Eviction]
    package var admissions: [Simulation.Admission]
    package var rollout: RolloutCost?
    /// Fields of a patch that have no bearing on where pods go, a line each.
    package var ignored: [String] = []
    /// Whether people get each pod that loses its place.
    package var isVerbose = false
    /// Missing data of the cluster, as far as it bears on where pods go.
    package var gaps: [Gap] = []
    /// What pages draw; nil where nobody asked for a page.
    package var cluster: MappedCluster?

    /// How many nodes there are of each kind.
    package struct Counts: Equatable, Sendable {
        /// Those that the DaemonSet's template admits.
        package var eligible = 0
        /// Those on which the pod is, fits, or gets room by preemption.
        package var placed = 0
        /// Those on which the pod serves; of the pods yet to come it is taken that they will.
        package var served = 0
    }

    /// How the DaemonSet stands on a node, before and after.
    package struct Node: Equatable, Sendable {
        package var name: String
        package var before: Standing
        package var after: Standing
        /// Why there is no place afterwards, in words; nil where there is one.
        package var reason: String?
        /// Whether the changes add the node.
        package var isAdded: Bool
    }

    /// How a DaemonSet's pod stands on a node, in a word.
    package enum Standing: String, CaseIterable, Sendable {
        case ineligible
        case served
        /// The pod has a place, and does not serve.
        case failing
        /// The pod gets a place.
        case placed
        /// The pod gets a place by preemption.
        case placedByPreemption = "placed-by-preemption"
        case blocked
        /// Others may take the room first.
        case contested
        case gated
        case unscheduled
    }

    /// - Parameters:
    ///   - outcome: what the simulator found.
    ///   - changes: the changes.
    ///   - diagnosis: how the DaemonSet is now.
    ///   - snapshot: the snapshot.
    package init(
        _ outcome: SimulationOutcome, of changes: [Change], diagnosis: DaemonSetDiagnosis, in snapshot: Snapshot
    ) {
        namespace = outcome.daemonSet.namespace
        name = outcome.daemonSet.name
        self.changes = changes.map(\.description)
        let states = Dictionary(diagnosis.nodes.map { ($0.node, $0.state) }) { first, _ in first }
        nodes = outcome.nodes.map { node in
            let state = states[node.name] ?? .ineligible
            return Node(
                name: node.name, before: Standing(node.before, state: state), after: Standing(node.after, state: state),
                reason: node.after.hasPlace ? nil : StandingWording.reason(node.after, in: snapshot),
                isAdded: node.isAdded)
        }.sorted {
            $0.isAdded != $1.isAdded ? $1.isAdded : NaturalOrder.precedes($0.name, $1.name)
        }
        evictions = outcome.evictions.map(Simulation.Eviction.init)
        admissions = outcome.landings.map { Simulation.Admission($0, in: snapshot) }
        rollout = outcome.rollout
        before = Counts(nodes.filter { !$0.isAdded }.map(\.before))
        after = Counts(nodes.map(\.after))
    }

    /// Whether every eligible node is served afterwards, and there is one.
    package var isEveryNodeServed: Bool { after.eligible > 0 && after.served == after.eligible }
}

extension SimulationReport.Counts {
    init(_ standings: [SimulationReport.Standing]) {
        eligible = standings.count { $0 != .ineligible }
        placed = standings.count { $0.hasPlace }
        served = standings.count { $0.hasPlace && $0 != .failing }
    }
}

extension SimulationReport.Standing {
    /// - Parameters:
    ///   - standing: where the pod can go.
    ///   - state: how the pod gets on now.
    init(_ standing: SimulationOutcome.Standing, state: NodeState) {
        switch standing {
        case .ineligible: self = .ineligible
        case .blocked, .refusedByQuota: self = .blocked
        case .contested: self = .contested
        case .gated: self = .gated
        case .unscheduled: self = .unscheduled
        case .placedByPreemption: self = .placedByPreemption
        case .placed:
            switch state {
            case .available, .stale, .misplaced, .duplicate: self = .served
            case .notReady, .starting, .failing, .evicted, .terminating: self = .failing
            case .pending, .missing, .ineligible: self = .placed
            case .unknown: self = .served
            }
        }
    }

    /// Whether the pod is on the node or can go there.
    package var hasPlace: Bool {
        switch self {
        case .served, .failing, .placed, .placedByPreemption: return true
        case .ineligible, .blocked, .contested, .gated, .unscheduled: return false
        }
    }
}

extension SimulationReport: RenderableReport {
    package static let formats: [ReportFormat<SimulationReport>] =
        [ReportFormat(SimulationTextRenderer.self)] + documentFormats + [
            ReportFormat(SimulationMarkdownRenderer.self), ReportFormat(SimulationHTMLRenderer.self),
        ]
}
