import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// A small cluster in which a rule fires, or in which it is silent though it might seem to apply.
///
/// Examples are tests and documentation at once: one suite runs those of all rules.
public struct RuleExample: Sendable {
    /// What the cluster is like, in a sentence.
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

    /// The diagnosis of the cluster, by all rules.
    public func diagnosis() -> ClusterDiagnosis { diagnosis(of: snapshot) }

    /// The diagnosis of a snapshot, with the log signatures that examples know.
    func diagnosis(of snapshot: Snapshot) -> ClusterDiagnosis {
        DiagnosisEngine(
            PlacementEngine(ClusterIndex(snapshot)), logSignatures: Self.logSignatures, givesAdvice: true
        ).diagnosis()
    }

    /// Those that the logs of examples show.
    private static let logSignatures = LogSignatures([
        LogSignature(name: "address-in-use", phrases: ["address already in use"]),
        LogSignature(name: "permission-denied", phrases: ["permission denied"]),
    ])

    /// Everything that all rules find in the cluster.
    public func findings() -> [Finding] { diagnosis().findings }
}

extension ClusterDiagnosis {
    /// The findings about DaemonSets and those about the cluster.
    public var findings: [Finding] { daemonSets.flatMap(\.findings) + clusterFindings }
}
