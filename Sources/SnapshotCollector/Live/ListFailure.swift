import ClusterSnapshot
import KubernetesClient
import KubernetesModel
import ObjectDecoding
import Wording

/// Kinds that could not be read for one reason, which is told once.
struct ListFailure {
    private var kinds: [ObjectKind]
    private let error: ClientError

    /// Adds a kind to those that failed alike. Few clusters without a metrics server miss it.
    static func add(_ kind: ObjectKind, _ error: ClientError, to failures: inout [ListFailure]) {
        if kind == .podMetrics { return }
        if let index = failures.firstIndex(where: { $0.error.isLike(error) }) {
            failures[index].kinds.append(kind)
        } else {
            failures.append(ListFailure(kinds: [kind], error: error))
        }
    }

    /// What is missing, and the reason of the first of them.
    var gap: Gap {
        let names = kinds.map(\.inSentences).named(atMost: 4).capitalizedFirst
        return Gap(
            code: .collectorError, detail: "\(names) are missing: \(error)".escapedForOneLine,
            missing: kinds.map(SnapshotPart.objects))
    }
}

extension ClientError {
    /// Whether both are one trouble, be it with different lists.
    fileprivate func isLike(_ other: ClientError) -> Bool {
        if case .refused(_, let status, _) = self, case .refused(_, let otherStatus, _) = other {
            return status == otherStatus
        }
        return code == other.code
    }
}
