import ClusterSnapshot
import DiagnosisEngine
import Synchronization

/// What kubelets have told of their disks, node by node: a node's events are read once, however many DaemonSets it evicts.
final class DiskShortages: Sendable {
    private let known = Mutex<[String: DiskShortageReport?]>([:])

    /// What the kubelets of these nodes have told, by node.
    func reports(of nodes: [String], in index: ClusterIndex) -> [String: DiskShortageReport] {
        var reports: [String: DiskShortageReport] = [:]
        for node in nodes where reports[node] == nil { reports[node] = report(of: node, in: index) }
        return reports
    }

    private func report(of node: String, in index: ClusterIndex) -> DiskShortageReport? {
        if let report = known.withLock({ $0[node] }) { return report }
        let report = DiskShortageReport.reports(of: [node], in: index)[node]
        known.withLock { $0[node] = .some(report) }
        return report
    }
}
