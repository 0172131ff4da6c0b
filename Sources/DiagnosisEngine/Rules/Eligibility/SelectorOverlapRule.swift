import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

extension FindingCode {
    /// Another DaemonSet's selector means the same pods.
    public static let selectorOverlap = Self("selector-overlap")
}

/// Another DaemonSet's selector means the same pods.
struct SelectorOverlapRule: DaemonSetRule {
    static let code = FindingCode.selectorOverlap
    static let family = FindingFamily.eligibility
    static let needs: [SnapshotPart] = [.daemonSets, .daemonSetSpec]
    static let parameters: [ParameterDescription] = [.text("otherDaemonSet"), .text("selector")]
    static let documentation = RuleDocumentation(
        summary: "The selectors of two DaemonSets of one namespace match each other's pods.",
        explanation: """
            Owner references keep the pods apart as long as all is well; orphaned pods go to whichever adopts them first, \
            and Services or budgets with the same selector mean the pods of both.
            """)

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let own = situation.daemonSet
        let overlap = situation.cluster.selectors.overlap(with: own)
        let others = overlap.first.map { situation.snapshot.daemonSets[$0] }
        guard let first = others.first else { return [] }
        var parameters = Parameters.common(to: situation)
        parameters["otherDaemonSet"] = .text(first.name)
        parameters["selector"] = .text(own.selector.description)
        let names = Wording.list(others.map(\.name), of: overlap.count)
        return [
            Finding(
                code: Self.code, severity: .warning, title: "selector overlaps with \(names)",
                message: "The selector \(own.selector) and that of \(names) match each other's pods.",
                parameters: parameters,
                evidence: others.prefix(3).map {
                    Evidence(
                        kind: .spec, object: "DaemonSet \($0.metadata.qualifiedName)", text: "selector \($0.selector)")
                })
        ]
    }
}

extension SelectorOverlapRule {
    static var examples: [RuleExample] {
        [
            .firing("two DaemonSets of one namespace select the same pods", with: ["otherDaemonSet": "agent-copy"]) {
                cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.snapshot.daemonSets = [
                    ExampleObjects.daemonSet("agent-copy", namespace: "logging") { copy in
                        copy.selector = LabelSelector(matchLabels: ["app": "agent"])
                        copy.template.labels = ["app": "agent"]
                    }
                ]
            },
            .firing("many select the same pods: five are named", with: ["otherDaemonSet": "agent-1"]) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.snapshot.daemonSets = (1...8).map { number in
                    ExampleObjects.daemonSet("agent-\(number)", namespace: "logging") { copy in
                        copy.selector = LabelSelector(matchLabels: ["app": "agent"])
                        copy.template.labels = ["app": "agent"]
                    }
                }
            },
            .silent("the namesake is in another namespace") { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.snapshot.daemonSets = [ExampleObjects.daemonSet("agent", namespace: "tracing")]
            },
        ]
    }
}
