import ClusterSnapshot
import KubernetesModel
import Wording

/// The gaps in the snapshot's data on its DaemonSets' pods and nodes.
struct CoverageGaps {
    /// DaemonSets and nodes that are named one by one.
    private static let mostNamed = 5

    private let daemonSets: [DaemonSetDiagnosis]
    private let snapshot: Snapshot

    init(_ daemonSets: [DaemonSetDiagnosis], in snapshot: Snapshot) {
        self.daemonSets = daemonSets.filter(\.coverage.isPartial)
        self.snapshot = snapshot
    }

    /// The gaps; none where everything that the controller has counted is there.
    var gaps: [Gap] { pods + nodes }

    private var pods: [Gap] {
        let concerned = daemonSets.filter { $0.coverage.unseenPods > 0 && !$0.coverage.isEligibilityUnknown }
        if concerned.isEmpty || snapshot.hasGap(.podsMissing) { return [] }
        let count = concerned.reduce(0) { $0 + $1.coverage.unseenPods }
        let names = concerned.map { "\($0.namespace)/\($0.name) (\($0.coverage.unseenPods))" }
        let detail =
            "The snapshot lacks \(Wording.count(count, "pod")) that the controller counts: "
            + names.named(atMost: Self.mostNamed) + "."
        return [
            Gap(
                code: .podsPartial, detail: detail.escapedForOneLine,
                missing: [.pods, .podsOfOtherNamespaces])
        ]
    }

    private var nodes: [Gap] {
        let concerned = daemonSets.filter { $0.coverage.unseenNodes > 0 }
        if concerned.isEmpty { return [] }
        let unrecorded = snapshot.nodes.filter { !$0.isRecorded }.map(\.name)
        let isWithoutNodes = unrecorded.count == snapshot.nodes.count
        let count = max(unrecorded.count, concerned.map(\.coverage.unseenNodes).max() ?? 0)
        let of =
            concerned.count == 1
            ? "DaemonSet \(concerned[0].namespace)/\(concerned[0].name)" : Wording.count(concerned.count, "DaemonSet")
        let named =
            unrecorded.isEmpty ? "" : ": " + NodeNameFolding(unrecorded).text(columns: 100)
        let detail =
            (isWithoutNodes
                ? "The snapshot has no nodes, so node problems and placement are unknown. Pods of "
                    + "\(of) run on \(Wording.count(count, "node"))\(named)."
                : "The snapshot lacks up to \(Wording.count(count, "node")) that \(of) "
                    + "\(concerned.count == 1 ? "counts" : "count")\(named). Only their pods are known.")
        return [Gap(code: .nodesPartial, detail: detail.escapedForOneLine, missing: [.nodes])]
    }
}
