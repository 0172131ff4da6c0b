import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel

/// The nodes healed and broken and the changes between two snapshots of a cluster: a pure function of both.
package struct ClusterComparison: Equatable, Sendable {
    /// From BEFORE to AFTER, in seconds; negative when AFTER is the older one.
    package var secondsBetween: WholeNumber
    /// The doubts about comparing the two.
    package var warnings: [ComparisonWarning]
    /// The gaps that only one of the snapshots has.
    package var gaps: GapDifferences
    /// Every DaemonSet of either diagnosis, sorted by namespace and name.
    package var daemonSets: [DaemonSetComparison]
    package var nodes: ClusterNodeChanges
    /// The findings that belong to no DaemonSet.
    package var clusterFindings: [FindingChange]
    /// How bad what got worse for the nodes is; nil when nothing did.
    package var harm: Severity?
    /// The same, or the severity of a new finding where that is greater.
    package var worst: Severity?

    /// Compares what two diagnoses say; they may be of some of the DaemonSets only.
    package init(_ before: DiagnosedSnapshot, _ after: DiagnosedSnapshot) {
        secondsBetween = after.snapshot.capturedAt.seconds(since: before.snapshot.capturedAt)
        warnings = ComparisonWarning.all(before, after)
        let gaps = GapDifferences(before.snapshot.gaps, after.snapshot.gaps)
        self.gaps = gaps
        let moments = BeforeAndAfter(before: before.moments, after: after.moments)
        daemonSets = Set(moments.before.keys).union(moments.after.keys).sorted().compactMap { name in
            switch (moments.before[name], moments.after[name]) {
            case (let old?, let new?): return DaemonSetComparison(old, new, gaps: gaps)
            case (nil, let new?):
                return DaemonSetComparison(
                    only: new, in: .after, isCertain: !before.mayHideDaemonSets(of: name.namespace), gaps: gaps)
            case (let old?, nil):
                return DaemonSetComparison(
                    only: old, in: .before, isCertain: !after.mayHideDaemonSets(of: name.namespace), gaps: gaps)
            case (nil, nil): return nil
            }
        }
        let all = Array(moments.before.values) + Array(moments.after.values)
        let isEverything = before.isEntire && after.isEntire
        let concerned = Set(all.flatMap { $0.diagnosis.nodes.filter { $0.state != .ineligible }.map(\.node) })
        nodes = ClusterNodeChanges(
            before, after, labels: ClusterNodeChanges.labels(namedBy: all.map(\.daemonSet))
        ) { isEverything || concerned.contains($0) }
        let findings = (before.diagnosis.clusterFindings, after.diagnosis.clusterFindings)
        clusterFindings = FindingChange.all(findings.0, findings.1, transitions: [], gaps: gaps)
        let worsening = Worsening(findings, clusterFindings)
        harm = (daemonSets.map(\.harm) + [worsening.harm]).compactMap(\.self).max()
        worst = (daemonSets.map(\.worst) + [worsening.worst]).compactMap(\.self).max()
    }

    /// Whether every DaemonSet that is there in AFTER is healthy there.
    package var isWell: Bool { daemonSets.allSatisfy(\.isWell) }
}

/// A DaemonSet's namespace and name.
struct DaemonSetKey: Hashable, Comparable {
    var namespace: String
    var name: String

    static func < (left: DaemonSetKey, right: DaemonSetKey) -> Bool {
        (left.namespace, left.name) < (right.namespace, right.name)
    }
}

extension DiagnosedSnapshot {
    /// Whether every DaemonSet of the snapshot was diagnosed.
    fileprivate var isEntire: Bool { diagnosis.daemonSets.count == snapshot.daemonSets.count }

    fileprivate var moments: [DaemonSetKey: DaemonSetMoment] {
        let objects = Dictionary(
            snapshot.daemonSets.map { (DaemonSetKey(namespace: $0.namespace, name: $0.name), $0) },
            uniquingKeysWith: { first, _ in first })
        var moments: [DaemonSetKey: DaemonSetMoment] = [:]
        for diagnosis in diagnosis.daemonSets {
            let key = DaemonSetKey(namespace: diagnosis.namespace, name: diagnosis.name)
            if let object = objects[key] { moments[key] = DaemonSetMoment(object, diagnosis, in: self) }
        }
        return moments
    }
}
