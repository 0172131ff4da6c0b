import ClusterSnapshot
import KubernetesModel

/// A small cluster in which a rule fires, or in which it is silent though it might seem to apply.
///
/// Examples are tests and documentation at once: one suite runs those of all rules. A release build keeps their names, which
/// `explain` prints, and leaves the clusters out: they are a quarter of the module, and nothing runs them there.
public struct RuleExample: Sendable {
    /// The cluster, described in a sentence.
    public let name: String
    /// Whether the rule finds something.
    public let fires: Bool
    /// The nodes that the findings name in all, sorted; nil where that does not matter.
    public let nodes: [String]?
    /// Facts that one of the findings carries.
    public let parameters: Parameters
    #if DEBUG
        private let build: @Sendable (inout ExampleCluster) -> Void
    #endif

    @inline(__always)
    private init(
        name: String, fires: Bool, nodes: [String]?, parameters: Parameters,
        build: @escaping @Sendable (inout ExampleCluster) -> Void
    ) {
        self.name = name
        self.fires = fires
        self.nodes = nodes
        self.parameters = parameters
        #if DEBUG
            self.build = build
        #endif
    }

    /// An example in which the rule fires: on `nodes` where they are named, and with `parameters` among its facts.
    @inline(__always)
    package static func firing(
        _ name: String, on nodes: [String]? = nil, with parameters: Parameters = Parameters(),
        _ build: @escaping @Sendable (inout ExampleCluster) -> Void
    ) -> RuleExample {
        RuleExample(name: name, fires: true, nodes: nodes, parameters: parameters, build: build)
    }

    /// An example in which the rule finds nothing.
    @inline(__always)
    package static func silent(
        _ name: String, _ build: @escaping @Sendable (inout ExampleCluster) -> Void
    ) -> RuleExample {
        RuleExample(name: name, fires: false, nodes: nil, parameters: Parameters(), build: build)
    }

    #if DEBUG
        /// The cluster.
        package var snapshot: Snapshot {
            var cluster = ExampleCluster()
            build(&cluster)
            return cluster.finished
        }
    #endif
}
