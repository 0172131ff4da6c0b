import KubernetesModel
import TestBuilders
import Testing

@testable import DiagnosisEngine

/// Finding the DaemonSets whose selectors overlap without asking every pair.
struct SelectorIndexTests {
    @Test(arguments: UInt64(1)...50)
    func `As many are found as asking every pair would find`(seed: UInt64) {
        var random = SeededRandom(seed)
        let daemonSets = (0..<120).map { number in Self.daemonSet(number, using: &random) }
        let index = SelectorIndex(daemonSets)
        for own in daemonSets {
            let expected = daemonSets.indices.filter { Self.overlap(own, daemonSets[$0]) }
                .sorted { daemonSets[$0].name < daemonSets[$1].name }
            let overlap = index.overlap(with: own)
            #expect(overlap.count == expected.count, "\(own.selector)")
            #expect(overlap.first == Array(expected.prefix(SelectorIndex.Overlap.most)), "\(own.selector)")
        }
    }

    @Test(.takes(atMostMinutes: 1))
    func `Thousands that share a selector are counted, and not asked pair by pair`() {
        let daemonSets = (0..<5_000).map { number in
            TestBuilders.daemonSet("agent-\(number)") { daemonSet in
                daemonSet.selector = LabelSelector(matchLabels: ["app": "agent"])
                daemonSet.template.labels = ["app": "agent", "instance": "\(number)"]
            }
        }
        let index = SelectorIndex(daemonSets)
        #expect(daemonSets.allSatisfy { index.overlap(with: $0).count == 4_999 })
    }

    private static func overlap(_ own: DaemonSet, _ other: DaemonSet) -> Bool {
        own.namespace == other.namespace && own.name != other.name
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
