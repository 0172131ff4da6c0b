import KubernetesModel
import Testing

@Suite("Node selectors arranged for many nodes")
struct PreparedNodeSelectorTests {
    private struct Dice {
        var state: UInt64

        mutating func roll(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
    }

    private static func requirement(_ dice: inout Dice) -> NodeSelectorRequirement {
        let comparisons: [NodeSelectorRequirement.Operator?] = [
            .isIn, .isIn, .notIn, .exists, .doesNotExist, .greaterThan, .lessThan, nil,
        ]
        let comparison = comparisons[dice.roll(comparisons.count)]
        let counts = [0, 1, 1, 2, 12]
        let values = (0..<counts[dice.roll(counts.count)]).map { _ in
            dice.roll(20) == 0 ? "no value" : "\(dice.roll(6))"
        }
        return NodeSelectorRequirement(
            key: dice.roll(30) == 0 ? "no key" : "k\(dice.roll(4))", comparison: comparison, values: values)
    }

    private static func term(_ dice: inout Dice) -> NodeSelectorTerm {
        let expressions = (0..<dice.roll(3)).map { _ in requirement(&dice) }
        let fields = (0..<(dice.roll(4) == 0 ? 1 : 0)).map { _ in
            NodeSelectorRequirement(
                key: dice.roll(5) == 0 ? "metadata.uid" : NodeSelectorRequirement.nameField,
                comparison: [.isIn, .isIn, .notIn, .exists][dice.roll(4)],
                values: (0..<[1, 1, 1, 2][dice.roll(4)]).map { _ in "n\(dice.roll(3))" })
        }
        return NodeSelectorTerm(matchExpressions: expressions, matchFields: fields)
    }

    @Test("They say the same as the selector, whatever its terms", arguments: 0..<40)
    func sameAnswers(seed: Int) {
        var dice = Dice(state: UInt64(seed))
        for _ in 0..<50 {
            let selector = NodeSelector(terms: (0..<dice.roll(5)).map { _ in Self.term(&dice) })
            let prepared = PreparedNodeSelector(selector)
            for _ in 0..<20 {
                let labels = Labels(
                    (0..<dice.roll(4)).map { _ in .init(key: "k\(dice.roll(4))", value: "\(dice.roll(6))") })
                let name = "n\(dice.roll(3))"
                #expect(
                    prepared.matches(nodeName: name, labels: labels)
                        == selector.matches(nodeName: name, labels: labels), "\(selector) on \(name) \(labels)")
            }
        }
    }

    @Test("Thousands of values and terms are told briefly")
    func brief() {
        let requirement = NodeSelectorRequirement(
            key: "pool", comparison: .isIn, values: (0..<1_000).map { "pool-\($0)" })
        #expect(requirement.description.hasSuffix("pool-49 and 950 more)"))
        let short = NodeSelectorRequirement(key: "pool", comparison: .isIn, values: ["a", "b"])
        #expect(short.description == "pool in (a, b)")
    }
}
