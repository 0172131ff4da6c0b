import ClusterSnapshot
import KubernetesModel

/// A small cluster in which a rule fires, or in which it is silent though it might seem to apply.
///
/// Examples are tests and documentation at once: one suite runs those of all rules.
public struct RuleExample: Sendable {
    /// The cluster, described in a sentence.
    public let name: String
    /// Whether the rule finds something.
    public let fires: Bool
    /// The nodes that the findings name in all, sorted; nil where that does not matter.
    public let nodes: [String]?
    /// Facts that one of the findings carries.
    public let parameters: Parameters
    private let build: @Sendable (inout ExampleCluster) -> Void

    /// An example in which the rule fires: on `nodes` where they are named, and with `parameters` among its facts.
    public static func firing(
        _ name: String, on nodes: [String]? = nil, with parameters: Parameters = Parameters(),
        _ build: @escaping @Sendable (inout ExampleCluster) -> Void
    ) -> RuleExample {
        RuleExample(name: name, fires: true, nodes: nodes, parameters: parameters, build: build)
    }

    /// An example in which the rule finds nothing.
    public static func silent(
        _ name: String, _ build: @escaping @Sendable (inout ExampleCluster) -> Void
    ) -> RuleExample {
        RuleExample(name: name, fires: false, nodes: nil, parameters: Parameters(), build: build)
    }

    /// The cluster.
    public var snapshot: Snapshot {
        var cluster = ExampleCluster()
        build(&cluster)
        return cluster.finished
    }
}
