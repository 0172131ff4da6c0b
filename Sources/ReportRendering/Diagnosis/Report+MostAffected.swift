import DiagnosisEngine

extension Report {
    /// The DaemonSets that causes affect, those that lose most first, with the ids of the causes.
    var mostAffected: [(daemonSet: DaemonSetReport, causes: [Int])] {
        var causes: [String: [Int]] = [:]
        var lost: [String: Int] = [:]
        for cause in self.causes.map(\.cause) {
            for daemonSet in cause.daemonSets {
                causes[daemonSet.name, default: []].append(cause.id)
                lost[daemonSet.name, default: 0] += daemonSet.pods
            }
        }
        return daemonSets.filter { causes[$0.name] != nil }.sorted { left, right in
            // A DaemonSet that no node admits lacks the pods that were meant.
            let (one, other) = (
                max(left.unavailable, lost[left.name] ?? 0), max(right.unavailable, lost[right.name] ?? 0)
            )
            if one != other { return one > other }
            if left.runsNowhere != right.runsNowhere { return left.runsNowhere }
            return (left.diagnosis.verdict.rank, left.name) < (right.diagnosis.verdict.rank, right.name)
        }.map { ($0, causes[$0.name] ?? []) }
    }
}
