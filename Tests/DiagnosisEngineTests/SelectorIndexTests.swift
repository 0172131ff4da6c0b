import KubernetesModel
import TestBuilders
import Testing

@testable import DiagnosisEngine

/// Finding the DaemonSets whose selectors overlap without asking every pair.
struct SelectorIndexTests {
    @Test(arguments: UInt64(1)...50)
    func `None is missed that asking every pair would find`(seed: UInt64) {
        var random = SeededRandom(seed)
        let daemonSets = (0..<40).map { number in Self.daemonSet(number, using: &random) }
        let index = SelectorIndex(daemonSets)
        for own in daemonSets {
            let expected = daemonSets.indices.filter { Self.overlap(own, daemonSets[$0]) }
                .sorted { daemonSets[$0].name < daemonSets[$1].name }
            let found = index.candidates(for: own).filter { Self.overlap(own, daemonSets[$0]) }
            #expect(found == expected, "\(own.selector)")
        }
    }

    @Test func `Only those are asked that can matter`() {
        let daemonSets = (0..<1_000).map { number in
            TestBuilders.daemonSet("agent-\(number)") { daemonSet in
                let labels: Labels = ["app": "agent-\(number)", "managed-by": "helm"]
                daemonSet.selector = LabelSelector(matchLabels: labels)
                daemonSet.template.labels = labels
            }
        }
        let index = SelectorIndex(daemonSets)
        #expect(daemonSets.indices.allSatisfy { index.candidates(for: daemonSets[$0]) == [$0] })
    }

    private static func overlap(_ own: DaemonSet, _ other: DaemonSet) -> Bool {
        own.namespace == other.namespace
            && (own.selector.matches(other.template.labels) || other.selector.matches(own.template.labels))
    }

    private static func daemonSet(_ number: Int, using random: inout SeededRandom) -> DaemonSet {
        func label(using random: inout SeededRandom) -> Labels.Pair {
            .init(key: random.happens(0.5) ? "app" : "tier", value: "\(random.next() % 4)")
        }
        return TestBuilders.daemonSet("agent-\(number)", namespace: random.happens(0.5) ? "a" : "b") { daemonSet in
            daemonSet.template.labels = Labels([label(using: &random), label(using: &random)])
            daemonSet.selector = LabelSelector(matchLabels: Labels(random.happens(0.8) ? [label(using: &random)] : []))
            if random.happens(0.3) {
                daemonSet.selector.matchExpressions = [
                    .init(key: "app", comparison: random.happens(0.5) ? .exists : .notIn, values: ["1"])
                ]
            }
        }
    }
}
