import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import PlacementEngine

/// The space that can be freed on the disks of a finding's nodes, and the nodes where that ends the pressure.
struct DiskRelief: Sendable {
    /// The nodes under disk pressure, in the finding's order.
    let reclaims: [DiskReclaim]
    let reports: [String: DiskShortageReport]
    let index: ClusterIndex

    /// Nil where the finding has nothing to do with disks.
    init?(for finding: Finding, in index: ClusterIndex, _ shortages: DiskShortages) {
        guard Self.isOfDisk(finding) else { return nil }
        self.init(nodes: finding.nodes, in: index, shortages)
    }

    private init(nodes: [String], in index: ClusterIndex, _ shortages: DiskShortages) {
        self.index = index
        let pressed = nodes.filter {
            index.node(named: $0)?.conditions[Node.ConditionType.diskPressure]?.status == .isTrue
        }
        let reports = shortages.reports(of: nodes, in: index)
        self.reports = reports
        reclaims = pressed.compactMap { name in
            index.nodeByName[name].map { position in
                let report = reports[name]
                return DiskReclaim(
                    at: position, in: index,
                    told: .init(
                        threshold: report?.isOfInodes == true ? nil : report?.threshold,
                        available: report?.isOfInodes == true
                            ? nil : Self.measured(on: name, in: index.snapshot) ?? report?.available,
                        isOfInodes: report?.isOfInodes ?? false))
            }
        }
    }

    /// The kubelet's current measurement, which is better than the message of its last eviction. With two disks nothing
    /// tells which of them is short.
    private static func measured(on node: String, in snapshot: Snapshot) -> WholeNumber? {
        guard let summary = snapshot.kubeletSummaries.first(where: { $0.node == node }), summary.hasOneDisk else {
            return nil
        }
        return summary.nodeFileSystem?.available
    }

    private static func isOfDisk(_ finding: Finding) -> Bool {
        if let condition = finding.parameters.text("condition") { return condition == Node.ConditionType.diskPressure }
        let words = ["ephemeral-storage", "inodes", "nodefs", "imagefs", "containerfs"]
        return finding.parameters.text("resource").map(words.contains) ?? false
    }

    /// The names of the nodes on which the pressure ends.
    var relieved: [String] { reclaims.filter { $0.verdict == .enough }.map(\.node) }

    var snapshot: Snapshot { index.snapshot }

    static func amount(_ bytes: WholeNumber) -> Parameters.Value {
        .quantity(Quantity(units: bytes, format: .binarySI), .readable(ResourceName.ephemeralStorage))
    }

    static func bytes(_ amount: WholeNumber) -> String {
        Quantity(units: amount, format: .binarySI).readable(for: ResourceName.ephemeralStorage)
    }
}
