import ClusterSnapshot
import KubernetesModel
import PlacementCases
import PlacementEngine
import SnapshotCollector
import TestBuilders
import Testing

@Suite("A changed cluster, put over the snapshot's")
struct OverlayTests {
    /// What a run looked at.
    struct Figures: CustomStringConvertible {
        var clusters = 0
        var edits = 0
        var verdicts = 0
        var places = 0

        var description: String {
            "\(clusters) clusters, \(edits) edits, \(verdicts) verdicts on daemon pods, \(places) on other pods"
        }
    }

    @Test(
        "It is as if the snapshot had really changed: random clusters", .takes(atMostMinutes: 10), arguments: [1, 2, 3])
    func casesAgree(seed: UInt64) throws {
        var figures = Figures()
        for (number, placementCase) in try PlacementCaseFile.cases(at: PlacementCaseFile.shipped).enumerated() {
            let snapshot = try SnapshotReader.read(bytes: placementCase.list, name: placementCase.id)
            var random = SeededRandom(seed &* 1_000 &+ UInt64(number))
            compare(snapshot, name: "\(placementCase.id), seed \(seed)", edits: 2, &figures, using: &random)
        }
        #expect(figures.verdicts > 2_000, "\(figures)")
    }

    @Test(
        "It is as if the snapshot had really changed: clusters that run", .takes(atMostMinutes: 10),
        arguments: ShippedSnapshot.allCases)
    func shippedSnapshotsAgree(sample: ShippedSnapshot) throws {
        var figures = Figures()
        let snapshot = try SnapshotReader.read(path: sample.path)
        var random = SeededRandom(7)
        compare(snapshot, name: "\(sample), seed 7", edits: 3, &figures, using: &random)
        #expect(figures.verdicts > 300, "\(figures)")
    }

    @Test("A claim for one pod is free once that pod has left, and taken where one comes")
    func claimsAreCounted() {
        let claim = PersistentVolumeClaim(exclusive: "data")
        let user = podSpec { $0.volumes = [Volume(name: "data", source: .persistentVolumeClaim(name: "data"))] }
        let agent = daemonSet("agent", spec: user)
        let cluster = snapshot(nodes: [node("n1"), node("n2")], pods: [pod("web", on: "n1", spec: user)]) {
            $0.persistentVolumeClaims = [claim]
        }
        let engine = PlacementEngine(ClusterIndex(cluster))
        func restricts(_ cluster: PlacementCluster) -> Bool {
            TemplateTrial(agent, in: cluster).verdict(at: 1, replacing: [])
                .failures.contains { $0.plugin == .volumeRestrictions }
        }
        #expect(restricts(engine.cluster))
        var leaving = ClusterEdit()
        leaving.removedPods = [0]
        let left = PlacementCluster(engine.cluster, applying: leaving)
        #expect(!restricts(left))
        var coming = ClusterEdit()
        coming.placedPods = [(0, 1)]
        #expect(restricts(PlacementCluster(left, applying: coming)))
    }

    private func compare(
        _ snapshot: Snapshot, name: String, edits: Int, _ figures: inout Figures, using random: inout SeededRandom
    ) {
        figures.clusters += 1
        let index = ClusterIndex(snapshot)
        let engine = PlacementEngine(index)
        let own = Set(
            snapshot.daemonSets.count == 1
                ? Array(DaemonPods(of: snapshot.daemonSets[0], in: index).onNode.joined()) : [])
        for _ in 0..<edits {
            let drawn = DrawnEdit(of: index, besides: own, using: &random)
            figures.edits += 1
            var overlay = engine.cluster
            for edit in drawn.edits { overlay = PlacementCluster(overlay, applying: edit) }
            let rebuilt = PlacementEngine(ClusterIndex(drawn.changed))
            let comparison = ClusterComparison(
                original: engine, overlay: overlay,
                overlayPods: snapshot.pods + drawn.edits.flatMap { $0.addedPods.map(\.pod) }, rebuilt: rebuilt,
                name: "\(name), \(drawn)")
            for daemonSet in snapshot.daemonSets {
                figures.verdicts += comparison.compareVerdicts(on: daemonSet)
            }
            figures.places += comparison.comparePlaces(of: drawn.changed.pods)
        }
    }
}

/// Holds a changed cluster against one that was built from a changed snapshot.
struct ClusterComparison {
    let original: PlacementEngine
    let overlay: PlacementCluster
    /// The snapshot's pods, and those that the edits add.
    let overlayPods: [Pod]
    let rebuilt: PlacementEngine
    let name: String

    /// Compares every node's verdict on a DaemonSet's pods; gives how many there are.
    func compareVerdicts(on daemonSet: DaemonSet) -> Int {
        let trial = TemplateTrial(daemonSet, in: overlay)
        let own = DaemonPods(of: daemonSet, in: original.index).onNode
        let wanted = rebuilt.placement(of: daemonSet, isApplied: false)
        var count = 0
        for (position, expected) in wanted.verdicts.enumerated() {
            // Pods of the DaemonSet that are put elsewhere than they belong are no longer in their own way there.
            let ownHere = wanted.pods.onNode[position].map { rebuilt.snapshot.pods[$0].metadata.qualifiedName }
            let before = position < own.count ? own[position] : []
            let now = before.filter { ownHere.contains(original.snapshot.pods[$0].metadata.qualifiedName) }
            guard now.count == ownHere.count else { continue }
            count += 1
            let came = trial.verdict(at: position, replacing: now)
            let place = "\(daemonSet.metadata.qualifiedName) on \(overlay.name(ofNodeAt: position)): \(name)"
            if came.eligibility != expected.eligibility { Issue.record("eligibility of \(place)") }
            if came.failures != expected.failures {
                Issue.record("failures of \(place): \(came.failures) instead of \(expected.failures)")
            }
            let (outcome, wantedOutcome) = (
                words(came.preemption, in: overlayPods), words(expected.preemption, in: rebuilt.snapshot.pods)
            )
            if outcome != wantedOutcome {
                Issue.record("preemption for \(place): \(outcome) instead of \(wantedOutcome)")
            }
        }
        return count
    }

    /// Compares where pods that wait may go; gives how many answers there are.
    func comparePlaces(of pods: [Pod]) -> Int {
        var count = 0
        let positions = Dictionary(
            original.snapshot.pods.indices.map { (original.snapshot.pods[$0].metadata.qualifiedName, $0) },
            uniquingKeysWith: { first, _ in first })
        for (position, pod) in pods.enumerated() where pod.nodeName.isEmpty && !pod.isTerminal {
            guard let before = positions[pod.metadata.qualifiedName] else { continue }
            let (came, expected) = (
                PodTrial(podAt: before, in: overlay), PodTrial(podAt: position, in: rebuilt.cluster)
            )
            for node in 0..<overlay.nodeCount where came.fits(at: node) != expected.fits(at: node) {
                let place = "\(pod.metadata.qualifiedName) on \(overlay.name(ofNodeAt: node))"
                Issue.record("place of \(place): \(came.fits(at: node)), \(name)")
            }
            count += overlay.nodeCount
        }
        return count
    }

    private func words(_ preemption: Preemption?, in pods: [Pod]) -> String {
        guard case .victims(let victims, let violations)? = preemption else { return preemption?.outcome ?? "none" }
        return "\(victims.map { pods[$0].metadata.qualifiedName }) against \(violations) budgets"
    }
}

extension PersistentVolumeClaim {
    /// A claim that one pod may use.
    fileprivate init(exclusive name: String) {
        self.init()
        metadata = ObjectMeta(name: name, namespace: "default")
        accessModes = [PersistentVolumeClaim.readWriteOncePod]
    }
}
