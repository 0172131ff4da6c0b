import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import SnapshotCollector
import TestBuilders
import Testing

@testable import RemedyPlaybooks

@Suite("A proven remedy keeps its promise")
struct RemedyPromiseTests {
    @Test(
        "What it unblocks and evicts is so in a snapshot that was really changed", arguments: ShippedSnapshot.allCases)
    func provenRemedies(sample: ShippedSnapshot) throws {
        let snapshot = try SnapshotReader.read(path: sample.path)
        let simulator = Simulator(PlacementEngine(ClusterIndex(snapshot)))
        let diagnosis = DiagnosisEngine(simulator.engine).diagnosis()
        var checked = 0
        var opening = 0
        for diagnosis in diagnosis.daemonSets {
            let daemonSet = try #require(
                snapshot.daemonSets.first { $0.name == diagnosis.name && $0.namespace == diagnosis.namespace })
            let placement = simulator.engine.placement(of: daemonSet)
            for finding in diagnosis.findings {
                let subject = FactSubject(finding, placement: placement, simulator: simulator)
                for (remedy, changes) in drafts(for: subject, of: daemonSet) {
                    let trials = DaemonSetTrials(daemonSet, diagnosis: diagnosis, simulator: simulator)
                    let tried = trials.tried(remedy, changes, for: subject).remedy
                    guard let promise = tried.simulation, promise.status == .proven else { continue }
                    let outcome = try simulator.outcome(of: changes, for: placement)
                    let name = "\(tried.playbook) for \(finding.code.rawValue) of \(daemonSet.metadata.qualifiedName)"
                    try check(promise, outcome, changes, daemonSet, in: snapshot, name: name)
                    if finding.nodes.isEmpty {
                        let opened = outcome.newlyEligible.filter(\.after.hasPlace).map(\.name)
                        #expect(promise.opens.sorted() == opened.sorted(), "\(name)")
                        #expect(promise.opens.count == promise.unblocks, "\(name)")
                        opening += 1
                    }
                    checked += 1
                }
            }
        }
        #expect(checked >= (sample == .mixedFaults ? 40 : 0))
        #expect(opening >= (sample == .mixedFaults ? 2 : 0))
    }

    private func drafts(for subject: FactSubject, of daemonSet: DaemonSet) -> [(RemedyDraft, [Change])] {
        let context = RemedyContext(of: daemonSet, revisionCount: nil)
        let facts = FactDemand(PlaybookCatalogue.embedded.playbooks).facts(for: subject)
        let view = TemplateView(subject.finding, in: context, searched: facts.parameters)
        return PlaybookCatalogue.embedded.drafts(for: subject.finding, in: view).compactMap { draft in
            draft.changes.map { (draft, $0) }
        }
    }

    private func check(
        _ promise: Simulation, _ outcome: SimulationOutcome, _ changes: [Change], _ daemonSet: DaemonSet,
        in snapshot: Snapshot, name: String
    ) throws {
        var changed = try ReallyChanged(snapshot, changes, for: daemonSet, outcome: outcome)
        let verdicts = changed.verdicts()
        let evicted = Set(promise.evicts.map(\.pod))
        #expect(evicted == Set(outcome.evictions.map(\.pod)), "\(name)")
        var violations = 0
        for node in outcome.nodes {
            guard let (verdict, engine) = verdicts[node.name] else {
                Issue.record("\(name): no node \(node.name)")
                continue
            }
            let victims = Set(outcome.evictions.filter { $0.isPreemption && $0.node == node.name }.map(\.pod))
            var wanted: Set<String> = []
            if case .victims(let positions, let count)? = verdict.preemption {
                wanted = Set(positions.map { engine.snapshot.pods[$0].metadata.qualifiedName })
                violations += node.after == .placedByPreemption ? count : 0
            }
            switch node.after {
            case .ineligible: #expect(!verdict.shouldRun, "\(name) on \(node.name)")
            case .placed: #expect(verdict.fits, "\(name) on \(node.name): \(verdict.failures)")
            case .placedByPreemption: #expect(!verdict.fits && wanted == victims, "\(name) on \(node.name)")
            case .blocked: #expect(verdict.shouldRun && !verdict.fits && wanted.isEmpty, "\(name) on \(node.name)")
            case .contested, .gated, .unscheduled, .refusedByQuota:
                #expect(verdict.shouldRun, "\(name) on \(node.name)")
            }
        }
        // A budget may be spent from node to node, so that more is violated than each node by itself tells.
        #expect(promise.evicts.count { $0.violatesBudget != nil } >= violations, "\(name)")

        // Now all of it happens: victims go, the DaemonSet's pods come, and who moves is where it was said.
        changed.remove(Array(evicted))
        let after = changed.verdicts()
        let served = outcome.nodes.filter(\.after.hasPlace).map(\.name)
        for node in served { #expect(after[node]?.verdict.fits == true, "\(name) on \(node), afterwards") }
        try settle(&changed, outcome, served: served, in: snapshot, name: name)
    }

    /// Nobody is given room twice.
    private func settle(
        _ changed: inout ReallyChanged, _ outcome: SimulationOutcome, served: [String], in snapshot: Snapshot,
        name: String
    ) throws {
        let own = DaemonPods(of: changed.daemonSet, in: ClusterIndex(snapshot)).onNode.joined()
        changed.remove(own.map { snapshot.pods[$0].metadata.qualifiedName })
        let empty = PlacementEngine(ClusterIndex(changed.snapshot))
        let pod = TemplateTrial(changed.daemonSet, in: empty.cluster).pod(of: changed.daemonSet)
        for node in served { changed.put(pod, on: node) }
        for eviction in outcome.evictions {
            if case .moves(let node) = eviction.fate { changed.put(snapshot.pods[eviction.position], on: node) }
        }
        let full = PlacementEngine(ClusterIndex(changed.snapshot))
        for (position, node) in changed.snapshot.nodes.enumerated() {
            let (usage, before) = (full.cluster.usage[position], empty.cluster.usage[position])
            let grew = usage.pods.count > before.pods.count
            let fits =
                usage.requested.memory <= usage.allocatable.memory
                && usage.requested.milliCPU <= usage.allocatable.milliCPU
                && WholeNumber(usage.pods.count) <= usage.allowedPodNumber
            #expect(!grew || fits, "\(name): too much on \(node.name)")
        }
    }
}
