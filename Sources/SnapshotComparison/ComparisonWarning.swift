import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import Wording

/// Why the two snapshots may be no pair that can be compared.
package struct ComparisonWarning: Equatable, Sendable {
    /// A stable word for the reason.
    package enum Code: String, CaseIterable, Sendable {
        /// AFTER was taken before BEFORE.
        case afterIsOlder = "after-is-older"
        /// Both were taken at the same moment.
        case sameMoment = "same-moment"
        /// The namespace kube-system is not the same one.
        case otherCluster = "other-cluster"
        /// No node is in both.
        case noNodeInCommon = "no-node-in-common"
    }

    package var code: Code
    /// The reason in a sentence.
    package var detail: String

    /// All that speaks against comparing the two.
    static func all(_ before: DiagnosedSnapshot, _ after: DiagnosedSnapshot) -> [ComparisonWarning] {
        var warnings: [ComparisonWarning] = []
        let moments = BeforeAndAfter(before: before.snapshot.capturedAt, after: after.snapshot.capturedAt)
        let seconds = moments.after.seconds(since: moments.before)
        // Where nothing in a snapshot tells the time it is the zeroth second.
        let isKnown = moments.before.microseconds != 0 && moments.after.microseconds != 0
        if isKnown, seconds < 0 {
            warnings.append(
                ComparisonWarning(
                    code: .afterIsOlder,
                    detail: "AFTER was captured \(Wording.duration(seconds: -seconds)) before BEFORE: "
                        + "are they swapped?"))
        } else if isKnown, seconds == 0 {
            warnings.append(
                ComparisonWarning(
                    code: .sameMoment,
                    detail: "Both were captured at the same moment: is it the same snapshot twice?"))
        }
        let clusters = [before, after].map { $0.index.namespace(named: "kube-system")?.uid ?? "" }
        if !clusters[0].isEmpty, !clusters[1].isEmpty, clusters[0] != clusters[1] {
            warnings.append(
                ComparisonWarning(
                    code: .otherCluster,
                    detail: "Namespace kube-system has another UID: these are two different clusters."))
        }
        let common = Set(before.index.nodeByName.keys).intersection(after.index.nodeByName.keys)
        if common.isEmpty {
            warnings.append(
                ComparisonWarning(
                    code: .noNodeInCommon,
                    detail: "The snapshots have no node in common: are these two different clusters?"))
        }
        return warnings
    }
}
