import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// A fact that is searched for on the snapshot before playbooks are asked. Its file says everything about it.
///
/// It is searched for where a playbook for the finding's code mentions it and the code's findings carry what it needs: so
/// a new rule with its playbook has what it mentions, and a playbook of the user's too.
protocol FactSearch: Sendable {
    /// The facts that it gives, the most important first; each may be absent.
    var parameters: [ParameterDescription] { get }
    /// Further facts, by names that other searches give too. A playbook that mentions only these starts no search.
    var details: [ParameterDescription] { get }
    /// The parameters that a code's findings must have, by its rule's description: all of one of these lists.
    var needs: [[String]] { get }

    /// The facts for a finding; nothing if the finding gives no reason to search.
    func search(for subject: FactSubject) -> SearchedFacts
}

extension FactSearch {
    var details: [ParameterDescription] { [] }
}

/// The result of a search.
struct SearchedFacts {
    var parameters = Parameters()
    /// The facts that can't be had, a line each with the numbers.
    var inVain: [String] = []
}

/// The subject of a search: a finding with its nodes and its DaemonSet.
final class FactSubject: Sendable {
    let finding: Finding
    let simulator: Simulator
    /// All findings of the DaemonSet, this one among them: one may know what another needs.
    let others: [Finding]
    /// The verdicts on the DaemonSet; nil for a finding of the cluster.
    let placement: DaemonSetPlacement?
    /// The positions of the finding's nodes.
    let positions: [Int]
    /// What can be freed on the nodes' disks; nil where the finding has nothing to do with them.
    let diskRelief: DiskRelief?

    init(
        _ finding: Finding, placement: DaemonSetPlacement?, simulator: Simulator, among others: [Finding] = [],
        shortages: DiskShortages = DiskShortages()
    ) {
        self.finding = finding
        self.others = others
        self.placement = placement
        self.simulator = simulator
        positions = finding.nodes.compactMap { simulator.engine.index.nodeByName[$0] }
        diskRelief = DiskRelief(for: finding, in: simulator.engine.index, shortages)
    }

    var index: ClusterIndex { simulator.engine.index }
    var snapshot: Snapshot { _read { yield simulator.engine.snapshot } }

    /// The verdicts, where there is a DaemonSet and the finding names nodes of the snapshot.
    var placementOnNodes: DaemonSetPlacement? { positions.isEmpty ? nil : placement }

    /// The container that the finding names, as it stands in the template.
    var containerInTemplate: Container? {
        finding.parameters.text("container").flatMap { name in
            placement?.daemonSet.template.spec.allContainers.first { $0.name == name }
        }
    }
}
