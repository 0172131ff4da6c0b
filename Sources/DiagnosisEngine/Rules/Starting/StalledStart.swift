import KubernetesModel

extension [LocatedSymptom<StartStep>] {
    /// How long the longest of the waits lasts.
    func longest(until now: Timestamp) -> WholeNumber { map { $0.detail.seconds(until: now) }.max() ?? 0 }

    /// Critical where a pod is missing for it, a warning where the old pod serves meanwhile.
    var severity: Severity { allSatisfy { $0.node.isServed } ? .warning : .critical }
}
