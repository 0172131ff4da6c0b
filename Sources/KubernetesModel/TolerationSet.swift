/// Tolerations arranged by key: to ask about thousands of taints takes no more than to go through both lists.
package struct TolerationSet: Sendable {
    private let tolerations: [Toleration]
    /// By key, those of every key under the empty one; nil where there are so few that going through them is faster.
    private let byKey: [String: [Toleration]]?

    private static let few = 32

    package init(_ tolerations: [Toleration]) {
        self.tolerations = tolerations
        byKey = tolerations.count > Self.few ? Dictionary(grouping: tolerations, by: \.key) : nil
    }

    /// Whether any of them covers `taint`.
    package func tolerate(_ taint: Taint) -> Bool {
        guard let byKey else { return tolerations.tolerate(taint) }
        return byKey[taint.key]?.tolerate(taint) ?? false || byKey[""]?.tolerate(taint) ?? false
    }
}
