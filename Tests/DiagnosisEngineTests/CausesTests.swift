import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import SnapshotCollector
import TestBuilders
import Testing

@testable import DiagnosisEngine

/// One cause is told once, however many DaemonSets, nodes and pods it affects.
struct CausesTests {
    static let samples = Result {
        try ShippedSnapshot.allCases.map { sample in
            let snapshot = try SnapshotReader.read(path: sample.path)
            return DiagnosisEngine(PlacementEngine(ClusterIndex(snapshot))).diagnosis()
        }
    }

    private func mixed() throws -> ClusterDiagnosis { try MixedFaultsTests.diagnosis.get() }

    private func cause(of code: FindingCode, with daemonSet: String? = nil, in diagnosis: ClusterDiagnosis) throws
        -> Cause
    {
        try #require(
            diagnosis.causes.first { cause in
                cause.codes.contains(code)
                    && (daemonSet == nil || cause.daemonSets.contains { $0.name == daemonSet })
            })
    }

    @Test func `Every finding above a notice has exactly one cause`() throws {
        for diagnosis in try Self.samples.get() {
            let references = diagnosis.causes.flatMap(\.findings)
            var expected: [FindingReference] = []
            for daemonSet in diagnosis.daemonSets {
                for (index, finding) in daemonSet.findings.enumerated() where finding.severity > .notice {
                    expected.append(
                        FindingReference(daemonSet: "\(daemonSet.namespace)/\(daemonSet.name)", index: index))
                }
            }
            for (index, finding) in diagnosis.clusterFindings.enumerated() where finding.severity > .notice {
                expected.append(FindingReference(daemonSet: nil, index: index))
            }
            #expect(references.count == expected.count)
            #expect(Set(references) == Set(expected))
        }
    }

    @Test func `Causes are numbered by the pods that they cost, and a pod counts once`() throws {
        for diagnosis in try Self.samples.get() {
            #expect(diagnosis.causes.map(\.id) == Array(1..<diagnosis.causes.count + 1))
            let pods = diagnosis.causes.map(\.podsAffected)
            #expect(pods == pods.sorted(by: >))
            for daemonSet in diagnosis.daemonSets where daemonSet.counts.desired > 0 {
                let name = "\(daemonSet.namespace)/\(daemonSet.name)"
                let lost = diagnosis.causes.flatMap(\.daemonSets).filter { $0.name == name }.reduce(0) { $0 + $1.pods }
                let lacking = daemonSet.nodes.count { ![.available, .ineligible, .stale].contains($0.state) }
                #expect(lost <= lacking, "\(name)")
            }
        }
    }

    @Test func `A full pool is one cause for all DaemonSets that wait for it`() throws {
        let memory = try cause(of: .insufficientResource, with: "security/fat-init", in: mixed())
        #expect(memory.daemonSets.count == 6)
        #expect(memory.nodes == (1...6).map { "small-a-0\($0)" })
        #expect(memory.podsAffected == 36)
        #expect(memory.isShared)
        // The other pool lacks another resource.
        let cpu = try cause(of: .insufficientResource, with: "logging/cpu-hungry", in: mixed())
        #expect(cpu.id != memory.id)
        #expect(cpu.daemonSets.map(\.name) == ["logging/cpu-hungry"])
    }

    @Test func `A host port that two DaemonSets want, and a dead node, are one cause each`() throws {
        let port = try cause(of: .hostPortConflict, in: mixed())
        #expect(Set(port.daemonSets.map(\.name)) == ["monitoring/legacy-exporter", "monitoring/node-exporter"])
        let dead = try mixed().causes.filter { $0.codes.contains(.nodeUnreachable) }
        #expect(dead.map(\.nodes) == [["dead-a"]])
        #expect(dead[0].daemonSets.count == 9)
        #expect(dead[0].findings.contains { $0.daemonSet == nil })
    }

    @Test func `A rollout that stalls on its own image is the same cause`() throws {
        let image = try cause(of: .imagePullFailed, with: "logging/rolling", in: mixed())
        #expect(image.codes == [.imagePullFailed, .rolloutStalled])
        #expect(image.isConsequenceOf == nil)
    }

    @Test func `A selector that no node matches costs the pods that were meant`() throws {
        let typo = try cause(of: .noEligibleNode, with: "security/typo-selector", in: mixed())
        #expect(typo.podsAffected == 15)
        #expect(typo.title == "No node matches pool=generall")
    }

    @Test func `A rollout that stalls behind a dead node follows from it`() throws {
        let diagnosis = RuleExample.firing("") { cluster in
            cluster.node("n1") { $0.conditions[0].status = .unknown }
            cluster.node("n2")
            cluster.daemonPod(on: "n2")
            cluster.daemonPod(on: "n1") { $0.becomeUnready() }
            cluster.daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
        }.diagnosis()
        let dead = try cause(of: .nodeUnreachable, in: diagnosis)
        let stalled = try cause(of: .rolloutStalled, in: diagnosis)
        #expect(stalled.id != dead.id)
        #expect(stalled.isConsequenceOf == dead.id)
        #expect(dead.isConsequenceOf == nil)
    }

    @Test func `What one cause leads to in many DaemonSets is one consequence, and evictions are none`() throws {
        let pressure = try #require(
            try Self.samples.get().first { $0.causes.contains { $0.codes.contains(.evictedNodePressure) } })
        for diagnosis in try Self.samples.get() {
            let consequences = diagnosis.causes.filter { $0.isConsequenceOf != nil }
            let kinds = Set(consequences.map { "\($0.codes[0].rawValue) \($0.isConsequenceOf ?? 0)" })
            #expect(kinds.count == consequences.count)
            #expect(consequences.allSatisfy { !$0.codes.contains(.evictionLoop) })
        }
        let loop = try cause(of: .evictionLoop, with: "monitoring/cache-warmer", in: pressure)
        #expect(loop.codes.contains(.evictedNodePressure))
    }

    @Test func `Preemption belongs to the room that is short, and a misplaced pod to the taint that came`() throws {
        let memory = try cause(of: .insufficientResource, with: "logging/mem-hungry", in: mixed())
        #expect(memory.codes.contains(.evictedByPreemption))
        let taint = try cause(of: .podOnIneligibleNode, with: "logging/will-misschedule", in: mixed())
        #expect(taint.codes.contains(.taintNotTolerated))
    }

    @Test func `Causes are far fewer than findings`() throws {
        for diagnosis in try Self.samples.get() where diagnosis.causes.count > 1 {
            #expect(diagnosis.causes.count < diagnosis.causes.flatMap(\.findings).count)
        }
    }

    @Test func `A part keeps the numbers of the whole and tells of nothing else`() throws {
        let whole = try mixed()
        let part = whole.part(daemonSets: { $0.name == "fat-init" }, clusterFindings: { _ in false })
        #expect(
            part.causes.map(\.id) == [try cause(of: .insufficientResource, with: "security/fat-init", in: whole).id])
        #expect(part.causes[0].daemonSets.map(\.name) == ["security/fat-init"])
        #expect(part.causes[0].podsAffected == 6)
        #expect(part.causes[0].findings.allSatisfy { $0.daemonSet == "security/fat-init" })
    }
}
