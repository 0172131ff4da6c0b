import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine
import TestBuilders
import Testing

@testable import RemedyPlaybooks

@Suite("A fact is searched for")
struct FactDemandTests {
    /// An agent that asks for more memory than is left beside others.
    private static let agent = daemonSet("agent", spec: podSpec([container("agent", requests: ["memory": "1Gi"])]))

    /// The pod that waits for the node, with the tolerations that the controller gives it.
    private static let waiting = daemonPod(of: agent, on: "n1", isBound: false) { pod in
        var spec = pod.spec
        spec.tolerations = DaemonPodTemplate.tolerations(of: spec)
        pod.sharedSpec = Shared(spec)
    }

    private static func advice(_ playbook: String) throws -> FindingAdvice {
        let cluster = snapshot(
            nodes: [node("n1", memory: "2Gi")],
            pods: [waiting, pod("other", on: "n1", spec: podSpec([container(requests: ["memory": "2000Mi"])]))],
            daemonSets: [agent])
        let engine = PlacementEngine(ClusterIndex(cluster))
        let diagnosis = try #require(DiagnosisEngine(engine).diagnosis().daemonSets.first)
        let position = try #require(diagnosis.findings.firstIndex { $0.code == .insufficientResource })
        let catalogue = try PlaybookCatalogue(files: [PlaybookFile(name: "own.yaml", text: playbook)])
        return RemedyAdvisor(engine, catalogue: catalogue).advice(for: diagnosis)[position]
    }

    private static func playbook(_ step: String) -> String {
        """
        id: own
        title: Ask for less
        order: 1
        appliesTo:
          - code: insufficient-resource
        steps:
          - "\(step)"
        """
    }

    @Test("where a playbook mentions it, and told under that playbook's name when it cannot be had")
    func mentioned() throws {
        let advice = try Self.advice(Self.playbook("Ask for {{suggestedContainerRequest}}."))
        #expect(advice.remedies == [])
        #expect(advice.inVain.count == 1)
        #expect(advice.inVain.first?.hasPrefix("own: the largest memory request of agent") ?? false)
    }

    @Test("nowhere else")
    func unmentioned() throws {
        let advice = try Self.advice(Self.playbook("Ask for less than {{requested}}."))
        #expect(advice.remedies.first?.steps == ["Ask for less than 1Gi."])
        #expect(advice.inVain == [])
    }

    @Test("for codes whose findings carry what it needs, and for no others")
    func needs() {
        func codes(_ fact: (some FactSearch).Type) -> Set<FindingCode> {
            Set(FindingCode.allCases.filter { FactCatalogue.searches(for: $0).contains { type(of: $0) == fact } })
        }
        #expect(codes(RequestFact.self) == [.insufficientResource, .requestExceedsNode])
        #expect(codes(NodeSizeFact.self) == [.insufficientResource, .requestExceedsNode, .nodePodLimitReached])
        #expect(
            codes(ClaimFact.self) == [
                .volumeClaimMissing, .volumeClaimUnbound, .volumeClaimInUse, .volumeNodeConflict,
            ])
        #expect(codes(DiskReliefFact.self) == [.evictedNodePressure, .evictionLoop, .nodeUnderPressure])
        #expect(codes(RolloutBudgetFact.self) == [.rolloutStalled])
    }

    @Test("by names that no other fact for the same findings has, but for details", arguments: FindingCode.allCases)
    func names(code: FindingCode) {
        let names = FactCatalogue.searches(for: code).flatMap(\.parameters).map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test("and each one for some built-in playbook", arguments: FactCatalogue.all.map { "\(type(of: $0))" })
    func needed(name: String) throws {
        let fact = try #require(FactCatalogue.all.first { "\(type(of: $0))" == name })
        let isMentioned = PlaybookCatalogue.embedded.playbooks.contains { playbook in
            playbook.codes.contains { code in
                let mentioned = playbook.mentionedNames(for: code)
                return FactCatalogue.searches(for: code).contains { type(of: $0) == type(of: fact) }
                    && fact.parameters.contains { mentioned.contains($0.name) }
            }
        }
        // What a user's own playbook may want: raise-request counts with what the pods have, and ways back are derived.
        #expect(isMentioned != ["RaisedLimitFact", "TemplateResourcesFact"].contains(name))
    }
}
