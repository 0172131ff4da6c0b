import ClusterSnapshot
import PlacementEngine

/// Measures how fast the verdicts are, at 1,000, 5,000 and 10,000 nodes, and with a quarter of the DaemonSets.
@main
struct PlacementBenchmark {
    private static let daemonSets = 40
    private static let rounds = 5

    static func main() {
        print("40 DaemonSets, \(SyntheticCluster.podsPerNode) pods a node; the best of \(rounds) rounds, one thread")
        let small = measure(nodes: 1_000, daemonSets: daemonSets)
        let large = measure(nodes: 5_000, daemonSets: daemonSets)
        let larger = measure(nodes: 10_000, daemonSets: daemonSets)
        let fewer = measure(nodes: 5_000, daemonSets: daemonSets / 4)
        print("5 times the nodes take \(ratio(large.total, small.total)) times as long")
        print("10 times the nodes take \(ratio(larger.total, small.total)) times as long")
        print("4 times the DaemonSets take \(ratio(large.verdicts, fewer.verdicts)) times as long, indexing apart")
    }

    private struct Measurement {
        var index = Duration.seconds(1_000)
        var verdicts = Duration.seconds(1_000)

        var total: Duration { index + verdicts }
    }

    private static func measure(nodes: Int, daemonSets: Int) -> Measurement {
        let snapshot = SyntheticCluster(nodes: nodes, daemonSets: daemonSets, seed: 42).snapshot
        let clock = ContinuousClock()
        var best = Measurement()
        var tally = Tally()
        for _ in 0..<rounds {
            let start = clock.now
            let engine = PlacementEngine(ClusterIndex(snapshot))
            let indexed = clock.now
            tally = Tally()
            for daemonSet in snapshot.daemonSets { tally.add(engine.placement(of: daemonSet)) }
            best.verdicts = min(best.verdicts, indexed.duration(to: clock.now))
            best.index = min(best.index, start.duration(to: indexed))
        }
        print(
            """

            \(nodes) nodes, \(snapshot.pods.count) pods, \(daemonSets) DaemonSets: \(tally.pairs) verdicts
              index     \(milliseconds(best.index))
              verdicts  \(milliseconds(best.verdicts)), \(nanoseconds(best.verdicts, each: tally.pairs)) each
              together  \(milliseconds(best.total))
              \(tally)
            """)
        return best
    }

    private static func milliseconds(_ duration: Duration) -> String {
        "\(duration.components.attoseconds / 1_000_000_000_000_000 + duration.components.seconds * 1_000) ms"
    }

    private static func nanoseconds(_ duration: Duration, each count: Int) -> String {
        let all = duration.components.attoseconds / 1_000_000_000 + duration.components.seconds * 1_000_000_000
        return "\(all / Int64(max(count, 1))) ns"
    }

    private static func ratio(_ left: Duration, _ right: Duration) -> String {
        let tenths = Int(left / right * 10 + 0.5)
        return "\(tenths / 10).\(tenths % 10)"
    }
}

/// What the verdicts were, so that a change of the results shows beside a change of the times.
struct Tally: CustomStringConvertible {
    var pairs = 0
    private var notEligible = 0
    private var fitting = 0
    private var refusalsByPlugin: [FilterPlugin: Int] = [:]
    private var preempting = 0
    private var victims = 0

    mutating func add(_ placement: DaemonSetPlacement) {
        for verdict in placement.verdicts {
            pairs += 1
            if !verdict.shouldRun { notEligible += 1 }
            if verdict.fits { fitting += 1 }
            for failure in verdict.failures { refusalsByPlugin[failure.plugin, default: 0] += 1 }
            if case .victims(let pods, _)? = verdict.preemption {
                preempting += 1
                victims += pods.count
            }
        }
    }

    var description: String {
        let refusals = FilterPlugin.allCases.compactMap { plugin in
            refusalsByPlugin[plugin].map { "\(plugin.rawValue) \($0)" }
        }
        return """
            \(fitting) fit, \(notEligible) are not eligible, \(preempting) would preempt \(victims) pods; \
            refusals: \(refusals.joined(separator: ", "))
            """
    }
}
