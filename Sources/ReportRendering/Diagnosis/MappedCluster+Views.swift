import KubernetesModel
import Wording

extension MappedCluster {
    /// The head of a page: the command, what the page is about, and the snapshots that it is made from.
    ///
    /// - Parameters:
    ///   - cluster: the cluster; nil where it is not known.
    ///   - view: the page's view.
    ///   - command: the command that was given.
    ///   - heading: the title; nil for the names of the snapshots.
    ///   - sides: what each snapshot is called on the page; none for one.
    static func setHead(
        of cluster: MappedCluster?, in view: inout HTMLView, command: String, heading: String? = nil,
        sides: [String] = []
    ) {
        let isLive = cluster?.isLive ?? false
        let snapshots = cluster?.snapshots ?? []
        view.set("command", command)
        view.set("heading", heading ?? cluster?.names.joined(separator: ", ") ?? "snapshot")
        view.set(
            "snapshots",
            snapshots.enumerated().map { position, snapshot in
                var row = HTMLView()
                row.set("side", sides.indices.contains(position) ? sides[position] : nil)
                row.set("snapshotName", isLive ? "live cluster" : snapshot.shortName)
                let isKnown = snapshot.capturedAt.microseconds != 0
                row.set("captured", isKnown ? minute(of: snapshot.capturedAt) : "at an unknown time")
                row.set("version", snapshot.kubernetesVersion.isEmpty ? nil : snapshot.kubernetesVersion)
                row.set("nodeCount", Wording.count(snapshot.nodes, "node"))
                row.set("podCount", Wording.count(snapshot.pods, "pod"))
                return row
            })
        let count = snapshots.count
        view.set("sources", isLive ? "a live cluster" : count > 1 ? "\(count) snapshots" : "one snapshot")
    }

    /// The names of the snapshots.
    var names: [String] { isLive ? ["live cluster"] : snapshots.map(\.shortName) }

    /// `2026-11-21 21:07 UTC`.
    private static func minute(of moment: Timestamp) -> String {
        let text = moment.description
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }
}
