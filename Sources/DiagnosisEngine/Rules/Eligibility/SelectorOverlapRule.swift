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
    static let parameters: [ParameterDescription] = [
        .text("otherDaemonSet"), .text("selector"), .truth("matchesOther"), .truth("isMatchedByOther"),
    ]
    static let documentation = RuleDocumentation(
        summary: "The DaemonSet's selector matches the pods of another DaemonSet in its namespace.",
        explanation: """
            Owner references keep the pods apart while all is well. Orphaned pods go to whichever DaemonSet adopts \
            them first, and Services or PodDisruptionBudgets with the same selector cover the pods of both.
            """)

    static func scope(of finding: Finding) -> CauseScope {
        let text = { (name: String) in finding.parameters.text(name) ?? "" }
        let pair = [text("daemonSet"), text("otherDaemonSet")].sorted().joined(separator: " ")
        return .object("selectors", pair, namespace: text("namespace"))
    }

    func findings(in situation: DaemonSetSituation) -> [Finding] {
        let own = situation.daemonSet
        let overlap = situation.cluster.selectors.overlap(with: own)
        let others = overlap.first.map { situation.snapshot.daemonSets[$0] }
        guard let first = others.first else { return [] }
        var parameters = Parameters.common(to: situation)
        parameters["otherDaemonSet"] = .text(first.name)
        parameters["selector"] = .text(own.selector.description)
        let names = Wording.list(others.map(\.name), of: overlap.count)
        // One direction is enough to be confused, and it need not be both.
        let matches = others.contains { own.selector.matches($0.template.labels) }
        let isMatched = others.contains { $0.selector.matches(own.template.labels) }
        parameters["matchesOther"] = .truth(matches)
        parameters["isMatchedByOther"] = .truth(isMatched)
        return [
            Finding(
                code: Self.code, severity: .warning, title: "selector overlaps with \(names)",
                message: Self.sentence(own.selector, names, matches: matches, isMatched: isMatched),
                parameters: parameters,
                evidence: others.prefix(3).map {
                    Evidence(
                        kind: .spec, object: "DaemonSet \($0.metadata.qualifiedName)", text: "selector \($0.selector)")
                })
        ]
    }
}

extension SelectorOverlapRule {
    private static func sentence(
        _ selector: LabelSelector, _ names: String, matches: Bool, isMatched: Bool
    ) -> String {
        if matches, isMatched { return "The selector \(selector) and that of \(names) match each other's pods." }
        return matches
            ? "The selector \(selector) also matches the pods of \(names), whose own selector does not match this "
                + "DaemonSet's pods."
            : "The selector of \(names) also matches this DaemonSet's pods; its own selector \(selector) does not match "
                + "theirs."
    }

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
            .firing(
                "only this one's selector matches the other's pods",
                with: ["matchesOther": true, "isMatchedByOther": false]
            ) { cluster in
                cluster.node("n1")
                cluster.daemonPod(on: "n1")
                cluster.snapshot.daemonSets = [
                    ExampleObjects.daemonSet("agent-win", namespace: "logging") { other in
                        other.selector = LabelSelector(matchLabels: ["app": "agent", "os": "win"])
                        other.template.labels = ["app": "agent", "os": "win"]
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
