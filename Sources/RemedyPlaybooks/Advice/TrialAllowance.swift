import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel

/// How many remedies of a DaemonSet are tried. It is counted and not timed: the same snapshot gives the same remedies.
///
/// Where thousands of nodes have a taint of their own, a DaemonSet has dozens of findings of one kind, and each trial
/// places its pods on all nodes. The first findings of each kind are always tried, unless DaemonSets times nodes are
/// millions; the others as long as there is no more to place than in any cluster that people have.
struct TrialAllowance {
    /// Why the last remedy is not tried, for whoever reads it.
    private(set) var reason = ""
    private static let tooManyFindings =
        "not tried: this DaemonSet has so many findings of this kind that only the first were tried; heal those and ask "
        + "again"
    private static let tooManyPairs =
        "not tried: the cluster has too many DaemonSets and nodes to try it for each of them in one run"

    /// How many findings of a kind are tried whatever it takes.
    private static let mostAlways = 4
    /// Beyond so many DaemonSets times nodes none is.
    private static let mostPairs = 2_000_000
    /// What all DaemonSets may take together beyond that: nodes, each as often as a trial looks at it.
    private static let least = 100_000
    /// Where every DaemonSet tries to open nodes to all, beyond so many DaemonSets times DaemonSets times nodes none does.
    private static let mostLandings = 20_000_000
    /// How many of the pods that come to opened nodes are as much work as a node that a trial looks at.
    private static let landingsOfNode = 8
    /// What each object of the cluster adds.
    private static let ofObject = 10

    private let ofTrial: Int
    private var left: Int
    private var begun: [FindingCode: Int] = [:]
    private var isAlwaysTried = true
    private let always: Int
    private let daemonSets: Int

    init(for daemonSet: DaemonSet, in snapshot: Snapshot) {
        let objects = snapshot.pods.count + snapshot.nodes.count
        left = (Self.least + objects * Self.ofObject) / max(1, snapshot.daemonSets.count)
        always = min(Self.mostAlways, Self.mostPairs / max(1, snapshot.daemonSets.count * snapshot.nodes.count))
        daemonSets = snapshot.daemonSets.count
        ofTrial = snapshot.nodes.count + 2 * daemonSet.template.spec.length
    }

    /// Goes on to the next finding.
    mutating func begin(_ finding: Finding) {
        begun[finding.code, default: 0] += 1
        isAlwaysTried = begun[finding.code, default: 0] <= always
    }

    /// Whether one more remedy of the finding is tried; else ``reason`` says why not.
    ///
    /// - Parameter opened: how many nodes it opens to all DaemonSets, whose pods then come there too.
    /// - Returns: whether it is tried.
    mutating func takeOne(opening opened: Int = 0) -> Bool {
        let landings = min(LandingOrder.most, daemonSets) * opened
        let isBounded = daemonSets * landings <= Self.mostLandings
        if isAlwaysTried, isBounded { return true }
        let opening = landings / Self.landingsOfNode
        guard left > (isBounded ? 0 : opening) else {
            reason = always == 0 || !isBounded ? Self.tooManyPairs : Self.tooManyFindings
            return false
        }
        left -= ofTrial + opening
        return true
    }
}

extension PodSpec {
    /// How many entries its lists have, of those that each trial goes through.
    package var length: Int {
        var length = tolerations.count + volumes.count + topologySpreadConstraints.count
        for container in initContainers + containers {
            length += 1 + container.ports.count + container.resources.requests.entries.count
        }
        return length + (requiredNodeAffinity?.terms.count ?? 0)
    }
}
