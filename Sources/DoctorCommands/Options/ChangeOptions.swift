import ArgumentParser
import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import Wording

/// The changes to simulate, all together.
struct ChangeOptions: ParsableArguments {
    @Option(
        name: .customLong("set-request"),
        help: ArgumentHelp("Set a container's request.", valueName: "[container:]resource=quantity"))
    var requests: [ContainerAmount] = []

    @Option(
        name: .customLong("set-limit"),
        help: ArgumentHelp("Set a container's limit.", valueName: "[container:]resource=quantity"))
    var limits: [ContainerAmount] = []

    @Option(
        name: .customLong("tolerate"),
        help: ArgumentHelp("Add a toleration; * for every taint.", valueName: "key[=value][:effect]"))
    var tolerations: [TolerationArgument] = []

    @Option(
        name: .customLong("remove-taint"),
        help: ArgumentHelp(
            "Remove a taint from all nodes, or from these.", valueName: "key[=value][:effect][@nodes]"))
    var taints: [TaintArgument] = []

    @Option(name: .customLong("priority-class"), help: ArgumentHelp("Set the priority class.", valueName: "name"))
    var priorityClass: String?

    @Option(
        name: .customLong("node-selector"),
        help: ArgumentHelp("Require a node label; key- removes the requirement.", valueName: "key=value"))
    var nodeSelectors: [NodeSelectorArgument] = []

    @Option(
        name: .customLong("evict"),
        help: ArgumentHelp("Evict a pod; its owner recreates it.", valueName: "namespace/pod"))
    var evictions: [String] = []

    @Option(
        name: .customLong("node-allocatable"),
        help: ArgumentHelp(
            "Set the allocatable of nodes: comma-separated names, a label selector, or *.",
            valueName: "nodes:resource=quantity"))
    var allocatable: [NodeAmount] = []

    @Option(
        name: .customLong("add-node"),
        help: ArgumentHelp("Add nodes like this one.", valueName: "node[=count]"))
    var addedNodes: [AddedNodes] = []

    @Option(
        name: .customLong("patch"),
        help: ArgumentHelp(
            "Apply a patch (strategic or JSON) or a whole manifest first.",
            valueName: "file"),
        completion: .file())
    var patch: String?

    /// Whether nothing is to be tried.
    var isEmpty: Bool {
        patch == nil && requests.isEmpty && limits.isEmpty && tolerations.isEmpty && taints.isEmpty
            && priorityClass == nil && nodeSelectors.isEmpty && evictions.isEmpty && allocatable.isEmpty
            && addedNodes.isEmpty
    }

    /// The changes, with the nodes of this snapshot.
    ///
    /// - Throws: ``CommandError`` where no node is what is asked for.
    func changes(in snapshot: Snapshot) throws -> [Change] {
        var changes: [Change] = requests.map {
            .setRequest(container: $0.container, resource: $0.resource, quantity: $0.quantity)
        }
        changes += limits.map { .setLimit(container: $0.container, resource: $0.resource, quantity: $0.quantity) }
        changes += tolerations.map { .addToleration($0.toleration) }
        changes += try taints.map { try $0.change(in: snapshot) }
        if let priorityClass { changes.append(.setPriorityClass(priorityClass)) }
        changes += nodeSelectors.map { .setNodeSelector(key: $0.key, value: $0.value) }
        changes += try allocatable.map {
            .setAllocatable(
                nodes: try $0.nodes.names(in: snapshot), resource: $0.resource, quantity: $0.quantity)
        }
        changes += addedNodes.map { .addNodes(like: $0.like, count: $0.count) }
        if !evictions.isEmpty { changes.append(.evict(pods: evictions)) }
        return changes
    }
}

extension TaintArgument {
    fileprivate func change(in snapshot: Snapshot) throws -> Change {
        let chosen = Set(try nodes.names(in: snapshot))
        let tainted = snapshot.nodes.filter { node in
            chosen.contains(node.name)
                && node.taints.contains {
                    $0.key == key && (value == nil || $0.value == value) && (effect == nil || $0.effect == effect)
                }
        }
        guard !tainted.isEmpty else {
            let keys = Set(snapshot.nodes.flatMap(\.taints).map(\.key)).sorted()
            throw CommandError.taintNotFound(key, nearest: NearestName.of(key, among: keys.filter { $0 != key }))
        }
        return .removeTaint(key: key, effect: effect, nodes: tainted.map(\.name))
    }
}
