import KubernetesModel
import Preflight

/// The results of a preflight besides the verdicts on nodes.
package struct PreflightReport: Equatable, Sendable {
    /// The problems of the manifest that belong to none of its DaemonSets.
    package var problems: [PreflightProblem] = []
    /// Workloads of the manifest that are no DaemonSets.
    package var notJudged: [UnjudgedObject] = []
    /// The clusters by name, in order; one without a name where only one was asked about.
    package var clusters: [String] = [""]
    /// When the clusters were captured, in their order.
    package var capturedAt: [Timestamp] = []
    /// Whether gaps of the snapshot are accepted.
    package var allowsGaps = false

    package init() {}

    /// An object that is not judged.
    package struct UnjudgedObject: Equatable, Sendable {
        package var kind: String
        /// Empty for objects outside of namespaces.
        package var namespace: String
        package var name: String
        package var place: ManifestPlace

        package init(kind: String, namespace: String, name: String, place: ManifestPlace) {
            self.kind = kind
            self.namespace = namespace
            self.name = name
            self.place = place
        }

        var qualifiedName: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }
    }
}

/// The results of a preflight for one DaemonSet in one cluster.
package struct DaemonSetPreflight: Equatable, Sendable {
    /// The cluster's name; empty where only one was asked about.
    package var cluster: String
    /// Where the DaemonSet stands in the manifest.
    package var place: ManifestPlace
    /// In the order in which they came up.
    package var problems: [PreflightProblem]
    /// In what the pods differ from the template once admission is through with them.
    package var changes: [String] = []
    /// How its pods would be replaced; nil where there are none yet.
    package var rollout: RolloutReport?

    /// How a pod would stand on a fresh node of each pool.
    package var pools: [PoolReport] = []

    /// A pod on a fresh node of a pool.
    package struct PoolReport: Equatable, Sendable {
        package var pool: String
        /// Whether Karpenter's NodePool tells what its nodes are; otherwise its nodes do.
        package var isNodePool: Bool
        package var nodeCount: Int
        /// How many machines are asked for that are no nodes yet.
        package var comingCount: Int
        /// The machine's type; nil where no machine was seen that the pool may use.
        package var machineType: String?
        package var isEligible: Bool
        /// Nil where the machine's size is not known, and nothing else refuses the pod.
        package var fits: Bool?
        /// The reasons that refuse the pod.
        package var reasons: [String]
        /// Per cent of the node that a pod asks for, one digit behind the point: `cpu 2.5 %`. Amounts, where the size is not
        /// known: `cpu 100m`.
        package var shares: [String]
        /// The same of the pods of all DaemonSets.
        package var allShares: [String]
        /// DaemonSets that have no place there beside this one's pod.
        package var displaced: [Displaced] = []
        /// How many types of machines of the cluster were not tried, being too many.
        package var untriedCount = 0
        /// The largest of those shares, in thousandths.
        var fullness = 0
        /// Taints that keep the pod off until somebody takes them off a new node.
        package var startupTaints: [String]
        /// The type of the smallest machine seen that has room for the pods of all DaemonSets.
        package var smallest: String?
        /// What they leave of it: `memory 5Gi`.
        package var left: [String]
        /// Why no smallest machine is named; nil where one is, or none is asked for.
        package var smallestUnknown: String?

        /// A DaemonSet that has no place beside the one asked about, and why.
        package struct Displaced: Hashable, Sendable {
            package var daemonSet: String
            package var reasons: [String]
        }
    }

    package init(cluster: String, place: ManifestPlace, problems: [PreflightProblem]) {
        self.cluster = cluster
        self.place = place
        self.problems = problems
    }

    /// A rollout in numbers.
    package struct RolloutReport: Equatable, Sendable {
        /// Whether pods are replaced at all.
        package var replacesPods: Bool
        /// How many ready pods are deleted.
        package var restarts = 0
        /// How often the controller takes pods out of service; nil where each is deleted by hand.
        package var rounds: Int?
        /// How many at most at once; nil where each is deleted by hand.
        package var atOnce: Int?
        /// Nodes that keep an older template.
        package var staleNodes: [String] = []
        /// Nodes that end without an available pod of the newest template, and why.
        package var holdups: [(node: String, reason: String)] = []
        /// The rollout in sentences.
        package var sentences: [String] = []

        package static func == (left: Self, right: Self) -> Bool {
            left.replacesPods == right.replacesPods && left.restarts == right.restarts && left.rounds == right.rounds
                && left.atOnce == right.atOnce && left.staleNodes == right.staleNodes
                && left.sentences == right.sentences
        }
    }
}

extension PlacementReport {
    /// The verdict on one DaemonSet; nil without a preflight.
    func verdict(of daemonSet: DaemonSetPlacementReport) -> PreflightVerdict? {
        daemonSet.preflight.map { PreflightVerdict($0.problems, allowsGaps: preflight?.allowsGaps ?? false) }
    }

    /// All problems, those of the manifest first.
    package var problems: [PreflightProblem] {
        (preflight?.problems ?? []) + daemonSets.flatMap { $0.preflight?.problems ?? [] }
    }

    /// The verdict on everything; nil without a preflight.
    package var verdict: PreflightVerdict? {
        preflight.map { PreflightVerdict(problems, allowsGaps: $0.allowsGaps) }
    }
}
