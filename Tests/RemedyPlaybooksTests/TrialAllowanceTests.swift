import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import TestBuilders
import Testing

@testable import RemedyPlaybooks

struct TrialAllowanceTests {
    private static func finding(_ code: FindingCode) -> Finding {
        Finding(code: code, severity: .warning, title: "", message: "")
    }

    /// How many of `count` findings of each code are tried, with two remedies each.
    private static func tried(_ codes: [FindingCode], _ count: Int, nodes: Int, daemonSets: Int = 1) -> Int {
        var snapshot = Snapshot()
        snapshot.nodes = (0..<nodes).map { node("n\($0)") }
        snapshot.daemonSets = (0..<daemonSets).map { daemonSet("d\($0)") }
        var allowance = TrialAllowance(for: snapshot.daemonSets[0], in: snapshot)
        var tried = 0
        for code in codes {
            for _ in 0..<count {
                allowance.begin(finding(code))
                for _ in 0..<2 where allowance.takeOne() { tried += 1 }
            }
        }
        return tried
    }

    @Test func `In a cluster as people have them every remedy is tried`() {
        #expect(Self.tried([.taintNotTolerated], 64, nodes: 40, daemonSets: 10) == 128)
        #expect(Self.tried([.taintNotTolerated, .insufficientResource], 6, nodes: 5_000) == 24)
    }

    @Test func `Of dozens of findings of one kind, each of thousands of nodes, the first are tried`() {
        let tried = Self.tried([.taintNotTolerated], 64, nodes: 6_000)
        #expect(tried >= 8 && tried < 64, "\(tried)")
        #expect(tried == Self.tried([.taintNotTolerated], 64, nodes: 6_000))
    }

    @Test func `Each kind of finding has its first ones tried`() {
        let one = Self.tried([.taintNotTolerated], 64, nodes: 6_000)
        #expect(Self.tried([.taintNotTolerated, .insufficientResource], 64, nodes: 6_000) == one + 8)
    }

    /// Whether a remedy that opens so many nodes is tried first, and what is said where it is not.
    private static func opens(_ opened: Int, nodes: Int, daemonSets: Int) -> (isTried: Bool, reason: String) {
        var snapshot = Snapshot()
        snapshot.nodes = (0..<nodes).map { node("n\($0)") }
        snapshot.daemonSets = (0..<daemonSets).map { daemonSet("d\($0)") }
        var allowance = TrialAllowance(for: snapshot.daemonSets[0], in: snapshot)
        allowance.begin(finding(.taintNotTolerated))
        return (allowance.takeOne(opening: opened), allowance.reason)
    }

    @Test func `Nodes are opened to all DaemonSets of a large cluster, but not for each of hundreds`() {
        #expect(Self.opens(5_000, nodes: 5_000, daemonSets: 50).isTried)
        #expect(Self.opens(500, nodes: 1_000, daemonSets: 120).isTried)
        let many = Self.opens(600, nodes: 4_000, daemonSets: 300)
        #expect(!many.isTried)
        #expect(many.reason.contains("too many DaemonSets and nodes"))
    }
}
