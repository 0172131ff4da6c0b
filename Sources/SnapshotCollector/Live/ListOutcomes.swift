import ClusterSnapshot
import KubernetesClient
import KubernetesModel
import ObjectDecoding
import Wording

/// What kept a kind from being listed whole.
package enum ListOutcome: Sendable {
    /// Only these namespaces could be asked for.
    case namespacesOnly
    case notServed
    case forbidden(namespace: String?, message: String)
    case failed(ClientError)
}

/// What kept kinds from being listed whole; kinds that were are not among them.
package struct ListOutcomes: Sendable {
    package var byKind: [ObjectKind: ListOutcome] = [:]
    /// The namespaces that are asked for one by one where not all may be read.
    private let namespaces: [String]

    package init(namespaces: [String]) { self.namespaces = namespaces }

    /// The kinds of which there is nothing more to say: the cluster has none, or a gap says why.
    package var settledKinds: Set<String> { Set(byKind.keys.map(\.rawValue) + [ObjectKind.podMetrics.rawValue]) }

    /// What could not be read.
    package var gaps: [Gap] {
        var gaps: [Gap] = []
        var failures: [ListFailure] = []
        for kind in ObjectKind.allCases {
            // Most clusters have none of the others, and few ask for what they would tell.
            guard kind.liveUse == .always, let outcome = byKind[kind] else { continue }
            if case .failed(let error) = outcome {
                ListFailure.add(kind, error, to: &failures)
            } else if let gap = gap(kind, outcome) {
                gaps.append(gap)
            }
        }
        return gaps + failures.map(\.gap)
    }

    private func gap(_ kind: ObjectKind, _ outcome: ListOutcome) -> Gap? {
        let missing = [SnapshotPart.objects(kind)]
        let named = kind.inSentences.capitalizedFirst
        switch outcome {
        case .notServed: return nil
        case .namespacesOnly:
            let names = namespaces.joined(separator: ", ")
            let usage = kind == .pod ? " Nodes may be fuller than shown." : ""
            let detail =
                "\(named) outside namespace \(names) may not be read.\(usage) Grant the right to "
                + kind.listRule.phrase(namespace: nil) + "."
            // Where DaemonSets are read of the same namespaces only, none of them has pods elsewhere.
            let isOfOthers = kind == .pod && arePartial(.daemonSet)
            return Gap(
                code: .namespacesPartial, detail: detail.escapedForOneLine,
                missing: isOfOthers ? [.podsOfOtherNamespaces] : missing)
        case .forbidden(let namespace, let message):
            let detail =
                "\(named) may not be read: \(message.withoutEnd). Grant the right to "
                + kind.listRule.phrase(namespace: kind == .podMetrics ? nil : namespace) + "."
            return Gap(
                code: .accessForbidden, detail: detail.escapedForOneLine, missing: missing,
                isDoubtful: kind == .podMetrics)
        case .failed: return nil
        }
    }

    /// Whether only some namespaces could be asked for objects of a kind.
    private func arePartial(_ kind: ObjectKind) -> Bool {
        if case .namespacesOnly? = byKind[kind] { return true }
        return false
    }
}

extension String {
    /// The sentence without its full stop.
    fileprivate var withoutEnd: Substring { hasSuffix(".") ? dropLast() : self[...] }
}
