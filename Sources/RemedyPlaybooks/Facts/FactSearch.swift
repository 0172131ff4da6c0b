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
    /// What it gives, the most important first; all of it may be absent.
    var parameters: [ParameterDescription] { get }
    /// What it tells beside that by names that other facts have too. Mentioning only these has nothing searched for.
    var details: [ParameterDescription] { get }
    /// What a code's findings must carry, by the description of its rule: all of one of these lists.
    var needs: [[String]] { get }

    /// What there is for a finding; nothing where the finding gives no cause to search.
    func search(for subject: FactSubject) -> SearchedFacts
}

extension FactSearch {
    var details: [ParameterDescription] { [] }
}

/// What searching came to.
struct SearchedFacts {
    var parameters = Parameters()
    /// What was looked for and cannot be had, a line each with the numbers.
    var inVain: [String] = []
}

/// What facts are searched for: a finding with the nodes and the DaemonSet that it is about.
final class FactSubject {
    let finding: Finding
    let simulator: Simulator
    /// All findings of the DaemonSet, this one among them: one may know what another needs.
    let others: [Finding]
    /// The verdicts on the DaemonSet; nil for a finding of the cluster.
    let placement: DaemonSetPlacement?
    /// The positions of the finding's nodes.
    let positions: [Int]
    /// What can be freed on the nodes' disks; nil where the finding has nothing to do with them.
    private(set) lazy var diskRelief = DiskRelief(for: finding, in: index)

    init(_ finding: Finding, placement: DaemonSetPlacement?, simulator: Simulator, among others: [Finding] = []) {
        self.finding = finding
        self.others = others
        self.placement = placement
        self.simulator = simulator
        positions = finding.nodes.compactMap { simulator.engine.index.nodeByName[$0] }
    }

    var index: ClusterIndex { simulator.engine.index }
    var snapshot: Snapshot { simulator.engine.snapshot }

    /// The verdicts, where there is a DaemonSet and the finding names nodes of the snapshot.
    var placementOnNodes: DaemonSetPlacement? { positions.isEmpty ? nil : placement }

    /// The container that the finding names, as it stands in the template.
    var containerInTemplate: Container? {
        finding.parameters.text("container").flatMap { name in
            placement?.daemonSet.template.spec.allContainers.first { $0.name == name }
        }
    }
}
