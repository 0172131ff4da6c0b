import ClusterSnapshot
import KubernetesModel
import Wording

/// The gaps in the snapshot's data on its DaemonSets' pods and nodes.
struct CoverageGaps {
    /// DaemonSets and nodes that are named one by one.
    private static let mostNamed = 5

    private let daemonSets: [DaemonSetDiagnosis]
    /// How many were asked about.
    private let count: Int
    private let snapshot: Snapshot

    init(_ daemonSets: [DaemonSetDiagnosis], in snapshot: Snapshot) {
        self.daemonSets = daemonSets.filter(\.coverage.isPartial)
        count = daemonSets.count
        self.snapshot = snapshot
    }

    /// The gaps; none where everything that the controller has counted is there.
    var gaps: [Gap] { pods + nodes + leftOut }

    private var leftOut: [Gap] {
        let names = daemonSets.filter(\.coverage.isLeftOut).map { "\($0.namespace)/\($0.name)" }
        return [Gap(notLookedAt: names, of: count, nodes: snapshot.nodes.count)].compactMap(\.self)
    }

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

extension Gap {
    /// The DaemonSets that a run did not get to; nil for none.
    ///
    /// - Parameters:
    ///   - names: of those, as `namespace/name`.
    ///   - count: how many were asked about.
    ///   - nodes: how many nodes there are.
    package init?(notLookedAt names: [String], of count: Int, nodes: Int) {
        if names.isEmpty { return nil }
        self.init(
            code: .daemonSetsNotLookedAt,
            detail: ("\(names.count) of \(count) DaemonSets were not looked at: with \(nodes) nodes, and the pods and "
                + "Services that they select, they are more than one run takes. Ask for some by name, or for one "
                + "namespace. Left out: " + names.sorted().named(atMost: 5) + ".").escapedForOneLine)
    }
}
