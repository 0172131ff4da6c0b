import ClusterSnapshot
import DiagnosisEngine
import LogSignatureFiles
import PlacementEngine
import RemedyPlaybooks
import SnapshotCollector

/// Measures what the whole catalogue costs beside reading the snapshot and beside the verdicts on placement, and what
/// it costs to try every remedy beside the diagnosis.
@main
struct DiagnosisBenchmark {
    private static let rounds = 5

    static func main() throws {
        let paths = CommandLine.arguments.dropFirst()
        if paths.isEmpty { print("usage: DiagnosisBenchmark SNAPSHOT...") }
        for path in paths { try measure(path) }
    }

    private static func measure(_ path: String) throws {
        var (load, index, placement, diagnosis, remedies) = (Times(), Times(), Times(), Times(), Times())
        // Reading the playbooks costs the same whatever the cluster.
        let catalogue = PlaybookCatalogue.embedded
        var snapshot = Snapshot()
        var counted = ""
        var tried = ""
        for _ in 0..<rounds {
            snapshot = try load.take { try SnapshotReader.read(path: path) }
            let indexed = index.take { PlacementEngine(ClusterIndex(snapshot)) }
            placement.take { for daemonSet in snapshot.daemonSets { _ = indexed.placement(of: daemonSet) } }
            let found = diagnosis.take { DiagnosisEngine(indexed, logSignatures: .embedded).diagnosis() }
            let findings = found.daemonSets.reduce(0) { $0 + $1.findings.count } + found.clusterFindings.count
            let advice = remedies.take {
                let advisor = RemedyAdvisor(indexed, catalogue: catalogue)
                return found.daemonSets.flatMap { advisor.advice(for: $0) }
            }
            let offered = advice.flatMap(\.remedies)
            let proven = offered.count { $0.simulation?.status == .proven }
            tried = "\(offered.count) remedies, \(proven) proven"
            counted = "\(found.daemonSets.count) DaemonSets, \(findings) findings"
        }
        print(
            """
            \(path): \(snapshot.nodes.count) nodes, \(snapshot.pods.count) pods, \(snapshot.events.count) events; \
            the best of \(rounds) rounds
              load       \(load)
              index      \(index), \(index.share(of: load)) of loading
              placement  \(placement), \(placement.share(of: load))
              diagnosis  \(diagnosis), \(diagnosis.share(of: load)), its own placement included: \(counted)
              remedies   \(remedies), \(remedies.share(of: diagnosis)) of the diagnosis: \(tried)
            """)
    }

    /// The shortest time of several.
    private struct Times: CustomStringConvertible {
        private var best = Duration.seconds(1_000)

        mutating func take<Result>(_ work: () throws -> Result) rethrows -> Result {
            let clock = ContinuousClock()
            let begun = clock.now
            let result = try work()
            best = min(best, begun.duration(to: clock.now))
            return result
        }

        var description: String {
            let tenths = Int64(best / .microseconds(100))
            return "\(tenths / 10).\(tenths % 10) ms"
        }

        func share(of other: Times) -> String { "\(Int64(best / other.best * 100)) %" }
    }
}
