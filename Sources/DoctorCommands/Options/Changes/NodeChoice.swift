import ArgumentParser
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import Wording

/// The nodes that a change is about: names with commas between them, a label selector, or `*` for all.
enum NodeChoice: Equatable {
    case all
    case names([String])
    case selected(String)

    init?(_ text: some StringProtocol) {
        if text == "*" {
            self = .all
        } else if text.contains("=") || text.contains("!") || text.contains(" ") {
            guard LabelSelector(parsing: String(text)) != nil else { return nil }
            self = .selected(String(text))
        } else {
            let names = String(text).split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
            guard names.allSatisfy({ !$0.isEmpty }) else { return nil }
            self = .names(names)
        }
    }

    /// The nodes' names.
    ///
    /// - Throws: ``CommandError/nodeNotFound(_:nearest:)`` and ``CommandError/noNodeSelected(_:)``.
    func names(in snapshot: Snapshot) throws -> [String] {
        switch self {
        case .all: return snapshot.nodes.map(\.name)
        case .names(let names):
            let known = Set(snapshot.nodes.map(\.name))
            for name in names where !known.contains(name) {
                throw CommandError.nodeNotFound(name, nearest: NearestName.of(name, among: known.sorted()))
            }
            return names
        case .selected(let text):
            guard let selector = LabelSelector(parsing: text) else { throw CommandError.noNodeSelected(text) }
            let names = snapshot.nodes.filter { selector.matches($0.metadata.labels) }.map(\.name)
            if names.isEmpty { throw CommandError.noNodeSelected(text) }
            return names
        }
    }
}

/// A new allocatable amount of nodes: `NODES:RESOURCE=QUANTITY`.
struct NodeAmount: ExpressibleByArgument {
    var nodes: NodeChoice
    var resource: String
    var quantity: Quantity

    init?(argument: String) {
        // The last colon: a selector's values hold none, nor do resources.
        guard let colon = argument.lastIndex(of: ":"), let nodes = NodeChoice(argument[..<colon]),
            let amount = ContainerAmount(argument: String(argument[argument.index(after: colon)...])),
            amount.container == nil
        else { return nil }
        self.nodes = nodes
        resource = amount.resource
        quantity = amount.quantity
    }
}

/// Nodes to add: `NODE` or `NODE=COUNT`.
struct AddedNodes: ExpressibleByArgument {
    var like: String
    var count: Int

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let like = parts.first, !like.isEmpty, let count = parts.count == 2 ? Int(parts[1]) : 1, count > 0 else {
            return nil
        }
        self.like = like
        self.count = count
    }
}
