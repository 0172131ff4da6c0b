import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import SnapshotComparison
import TestBuilders

@testable import DiagnosisEngine
@testable import ReportRendering

/// Two moments of a hand-made cluster in which something of everything became of its DaemonSets.
enum SampleComparison {
    static let report: DiffReport = {
        let (before, after) = (cluster(isAfter: false), cluster(isAfter: true))
        let (old, new) = (diagnosed(before), diagnosed(after))
        var report = DiffReport(
            before: SnapshotSummary(before), after: SnapshotSummary(after), comparison: ClusterComparison(old, new))
        report.picture = DiffPicture(old, new)
        return report
    }()

    private static func diagnosed(_ snapshot: Snapshot) -> DiagnosedSnapshot {
        DiagnosedSnapshot(snapshot, DiagnosisEngine(PlacementEngine(ClusterIndex(snapshot))).diagnosis())
    }

    /// How a DaemonSet's pod is on a node.
    private typealias State = @Sendable (inout Pod) -> Void

    private static let crashing: State = { $0.crash(exitCode: 1) }
    private static let pulling: State = { $0.hold("ImagePullBackOff", "manifest unknown") }

    private static let serving: State = { _ in }
    private static let replaced: State = { $0.metadata.uid += "2" }

    /// DaemonSets of one pool each: how their pods are in BEFORE and in AFTER; nil where there is no such DaemonSet.
    private static let pooled: [(name: String, pool: String, before: State?, after: State?)] = [
        ("steady", "web", serving, serving), ("broken", "web", serving, crashing), ("stuck", "db", crashing, crashing),
        ("other-cause", "db", pulling, crashing), ("looping", "db", crashing, restarted),
        ("twin-a", "db", crashing, replaced), ("twin-b", "db", crashing, replaced),
        ("\u{1B}[2Jhostile", "db", serving, crashing), ("deleted", "db", serving, nil),
        ("newcomer", "db", nil, serving),
    ]

    private static func cluster(isAfter: Bool) -> Snapshot {
        var cluster = snapshot(nodes: nodes(isAfter: isAfter))
        cluster.source = isAfter ? "after.json" : "before.json"
        cluster.capturedAt = Timestamp(seconds: isAfter ? 11_980 : 10_000)
        if !isAfter {
            cluster.gaps = [
                Gap(code: .eventsMissing, detail: "The snapshot has no events.", savedCodes: ["eviction-loop"])
            ]
        }
        add(memoryHungry(isAfter: isAfter), to: &cluster)
        for one in pooled {
            guard let state = isAfter ? one.after : one.before else { continue }
            add(pooled(one.name, one.pool, isAfter: isAfter, state), to: &cluster)
        }
        return cluster
    }

    /// Twelve web nodes, of which two are replaced by others, and a node for databases that is tainted.
    private static func nodes(isAfter: Bool) -> [Node] {
        let web = (isAfter ? 3...14 : 1...12).map { number in
            node(
                "web-\(number < 10 ? "0" : "")\(number)", memory: isAfter && number < 7 ? "16Gi" : "8Gi",
                labels: ["pool": "web"])
        }
        return web + [
            node("db-a", labels: ["pool": "db"], taints: isAfter ? [taint("dedicated=db:PreferNoSchedule")] : [])
        ]
    }

    /// Its request was too much for six nodes; the new template asks for less and is on its way.
    private static func memoryHungry(isAfter: Bool) -> (DaemonSet, [Pod]) {
        let spec = podSpec([
            container(
                "agent", image: "registry.example/agent:\(isAfter ? 2 : 1)",
                requests: ["memory": isAfter ? "2Gi" : "12Gi"])
        ]) { spec in
            spec.nodeSelector = ["pool": "web"]
            if isAfter { spec.tolerations = [Toleration(key: "dedicated", value: "db", effect: .noSchedule)] }
        }
        let agent = daemonSet("memory-hungry", namespace: "logging", spec: spec) { agent in
            agent.metadata.annotations = [Annotation.templateGeneration: isAfter ? "2" : "1"]
        }
        let numbers = isAfter ? Array(3...12) : Array(1...12)
        return (
            agent,
            numbers.map { number in
                daemonPod(of: agent, on: "web-\(number < 10 ? "0" : "")\(number)", isBound: isAfter)
            }
        )
    }

    /// A DaemonSet for nodes of a pool, with a pod on each.
    private static func pooled(
        _ name: String, _ pool: String, isAfter: Bool, _ state: @escaping State
    ) -> (DaemonSet, [Pod]) {
        let owner = daemonSet(name, namespace: "apps", spec: podSpec { $0.nodeSelector = labels(["pool": pool]) })
        let places = nodes(isAfter: isAfter).filter { $0.metadata.labels["pool"] == pool }
        return (owner, places.map { daemonPod(of: owner, on: $0.name, edit: state) })
    }

    /// Serves at this moment, 25 seconds after its ninth end.
    private static let restarted: State = { pod in
        pod.change { status in
            status.restartCount = 9
            status.state = .running(since: Timestamp(seconds: 11_955))
        }
    }

    /// Adds a DaemonSet whose controller has written what is so.
    private static func add(_ daemonSet: (DaemonSet, [Pod]), to snapshot: inout Snapshot) {
        snapshot.daemonSets.append(daemonSet.0)
        snapshot.pods += daemonSet.1
        let last = snapshot.daemonSets.count - 1
        let counts = diagnosed(snapshot).diagnosis.daemonSets.first { $0.name == daemonSet.0.name }?.counts
        guard let counts else { return }
        snapshot.daemonSets[last].status.desiredNumberScheduled = WholeNumber(counts.desired)
        snapshot.daemonSets[last].status.currentNumberScheduled = WholeNumber(counts.current)
        snapshot.daemonSets[last].status.numberReady = WholeNumber(counts.ready)
        snapshot.daemonSets[last].status.numberAvailable = WholeNumber(counts.available)
        snapshot.daemonSets[last].status.updatedNumberScheduled = WholeNumber(counts.updated)
        snapshot.daemonSets[last].status.numberMisscheduled = WholeNumber(counts.misscheduled)
    }
}
