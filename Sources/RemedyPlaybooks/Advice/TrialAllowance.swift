import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel

/// How many remedies of a DaemonSet are tried. It is counted and not timed: the same snapshot gives the same remedies.
///
/// Where thousands of nodes have a taint of their own, a DaemonSet has dozens of findings of one kind, and each trial
/// places its pods on all nodes. The first findings of each kind are always tried, unless DaemonSets times nodes are
/// millions; the others as long as there is no more to place than in any cluster that people have.
struct TrialAllowance {
    /// Why a remedy is not tried, for whoever reads it.
    static let reason =
        "not tried: this DaemonSet has so many findings of this kind that only the first were tried; heal those and ask "
        + "again"

    /// How many findings of a kind are tried whatever it takes.
    private static let mostAlways = 4
    /// Beyond so many DaemonSets times nodes none is.
    private static let mostPairs = 2_000_000
    /// What all DaemonSets may take together beyond that: nodes, each as often as a trial looks at it.
    private static let least = 100_000
    /// What each object of the cluster adds.
    private static let ofObject = 10

    private let ofTrial: Int
    private var left: Int
    private var begun: [FindingCode: Int] = [:]
    private var isAlwaysTried = true
    private let always: Int

    init(for daemonSet: DaemonSet, in snapshot: Snapshot) {
        let objects = snapshot.pods.count + snapshot.nodes.count
        left = (Self.least + objects * Self.ofObject) / max(1, snapshot.daemonSets.count)
        always = min(Self.mostAlways, Self.mostPairs / max(1, snapshot.daemonSets.count * snapshot.nodes.count))
        ofTrial = snapshot.nodes.count + 2 * daemonSet.template.spec.length
    }

    /// Goes on to the next finding.
    mutating func begin(_ finding: Finding) {
        begun[finding.code, default: 0] += 1
        isAlwaysTried = begun[finding.code, default: 0] <= always
    }

    /// Whether one more remedy of the finding is tried.
    mutating func takeOne() -> Bool {
        if isAlwaysTried { return true }
        guard left > 0 else { return false }
        left -= ofTrial
        return true
    }
}

extension PodSpec {
    /// How many entries its lists have, of those that each trial goes through.
    fileprivate var length: Int {
        var length = tolerations.count + volumes.count + topologySpreadConstraints.count
        for container in initContainers + containers {
            length += 1 + container.ports.count + container.resources.requests.entries.count
        }
        return length + (requiredNodeAffinity?.terms.count ?? 0)
    }
}
