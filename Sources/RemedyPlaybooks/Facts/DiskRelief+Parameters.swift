import ClusterSimulation
import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel
import Wording

/// The parameters for playbooks.
extension DiskRelief {
    /// How many workloads are named, and how many nodes of a group.
    private static let mostConsumers = 5
    private static let mostNodeNames = 4

    static let descriptions: [ParameterDescription] = [
        .objects(
            "reclaims",
            [.text("where"), .texts("reclaimNodes"), .number("count"), .text("images"), .text("means"), .text("need")]),
        .texts("reclaimNodes", .optional), .texts("dockerReclaimNodes", .optional),
        .texts("criReclaimNodes", .optional), .text("reclaimableImages", .optional),
        .objects("finished", [.text("podNamespace"), .texts("podNames")]), .number("finishedPods", .optional),
        .objects("diskConsumers", [.text("workload"), .text("told")]),
        .truth("isImageListCut", .optional),
    ]

    var parameters: Parameters {
        var parameters = Parameters()
        let finished = reclaims.flatMap(\.finishedPods).map { snapshot.pods[$0] }
        parameters["reclaims"] = .list(groups)
        let withImages = reclaims.filter { $0.reclaimable > 0 }
        // Where a list is missing or cut off there may be more than it tells.
        let worthwhile = reclaims.filter { $0.reclaimable > 0 || $0.imageCount == 0 || $0.isImageListCut }
        parameters["reclaimNodes"] = .texts(worthwhile.map(\.node))
        // Elsewhere there is no shell to remove them in.
        let nodes = worthwhile.map { snapshot.nodes[$0.position] }.filter { $0.shell == .debug || $0.shell == .ssh }
        parameters["dockerReclaimNodes"] = .texts(nodes.filter(\.isOfDocker).map(\.name))
        parameters["criReclaimNodes"] = .texts(nodes.filter { !$0.isOfDocker }.map(\.name))
        let reclaimable = withImages.reduce(0) { $0 + $1.reclaimable }
        parameters["reclaimableImages"] = reclaimable > 0 ? Self.amount(reclaimable) : .absent
        parameters["finishedPods"] = .number(WholeNumber(finished.count))
        parameters["finished"] = .list(
            Dictionary(grouping: finished, by: \.namespace).sorted { $0.key < $1.key }.map { namespace, pods in
                .object(["podNamespace": .text(namespace), "podNames": .texts(pods.map(\.name).sorted())])
            })
        parameters["diskConsumers"] = .list(consumers)
        parameters["isImageListCut"] = .truth(reclaims.contains(where: \.isImageListCut))
        return parameters
    }

    /// The nodes with what can be freed and what must be, those alike in one element.
    private var groups: [Parameters.Value] {
        struct Group {
            var nodes: [String]
            var images: Parameters.Value
            var means: String
            var need: String
        }
        var groups: [Group] = []
        for reclaim in reclaims {
            let group = Group(
                nodes: [reclaim.node], images: Self.amount(reclaim.reclaimable), means: means(reclaim),
                need: need(reclaim))
            if let place = groups.firstIndex(where: { $0.means == group.means && $0.need == group.need }) {
                groups[place].nodes.append(reclaim.node)
            } else {
                groups.append(group)
            }
        }
        return groups.map { group in
            .object([
                "where": .text(Self.names(group.nodes)), "reclaimNodes": .texts(group.nodes),
                "count": .number(WholeNumber(group.nodes.count)), "images": group.images, "means": .text(group.means),
                "need": .text(group.need),
            ])
        }
    }

    /// `images 1.2Gi (7 of 31 unused), 3 finished pods`.
    private func means(_ reclaim: DiskReclaim) -> String {
        var parts: [String] = []
        if reclaim.imageCount == 0 {
            parts.append("the node lists no images")
        } else {
            parts.append(
                reclaim.unusedImages.isEmpty
                    ? "all images are in use"
                    : "images \(Self.bytes(reclaim.reclaimable)) (\(reclaim.unusedImages.count) of "
                        + "\(reclaim.imageCount) unused)")
        }
        if !reclaim.finishedPods.isEmpty { parts.append(Wording.count(reclaim.finishedPods.count, "finished pod")) }
        return parts.joined(separator: ", ")
    }

    /// `3.4Gi needed (threshold 10Gi, 6.6Gi available)`.
    private func need(_ reclaim: DiskReclaim) -> String {
        if reports[reclaim.node]?.isOfInodes == true { return "inodes are short, not bytes" }
        guard let threshold = reclaim.threshold, let needed = reclaim.needed else {
            return "needed amount unknown"
        }
        let source: String
        switch reclaim.thresholdSource {
        case .told: source = "threshold \(Self.bytes(threshold))"
        case .heldBack: source = "threshold at most \(Self.bytes(threshold)), the node's reserve"
        case .byDefault: source = "threshold 15 % of the disk by default"
        }
        if let available = reclaim.available {
            return "\(Self.bytes(needed)) needed (\(source), \(Self.bytes(available)) available)"
        }
        return "at most \(Self.bytes(needed)) needed (\(source); free space unknown)"
    }

    /// Who takes most: what kubelets measured where they told it, else what pods ask for.
    private var consumers: [Parameters.Value] {
        var used: [String: WholeNumber] = [:]
        for report in reports.values where !report.isOfInodes {
            for (workload, amount) in report.usages { used[workload, default: 0] += amount }
        }
        var asked: [String: (amount: WholeNumber, pods: Int, emptyDirs: Int)] = [:]
        for position in reclaims.flatMap({ index.podsByNode[$0.position] }) where !snapshot.pods[position].isTerminal {
            let pod = snapshot.pods[position]
            var entry = asked[Workload.name(of: pod)] ?? (0, 0, 0)
            entry.amount += pod.spec.containers.reduce(0) {
                $0 + ($1.resources.requests[ResourceName.ephemeralStorage]?.units ?? 0)
            }
            entry.pods += 1
            entry.emptyDirs += pod.spec.volumes.count(where: \.isOnDisk)
            asked[Workload.name(of: pod)] = entry
        }
        var lines = used.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .map { (workload: $0.key, told: "used \(Self.bytes($0.value))") }
        for (workload, entry) in asked.sorted(by: {
            ($1.value.amount, $1.value.emptyDirs, $0.key) < ($0.value.amount, $0.value.emptyDirs, $1.key)
        }) where used[workload] == nil && (entry.amount > 0 || entry.emptyDirs > 0) {
            var told: [String] = []
            if entry.amount > 0 { told.append("requests \(Self.bytes(entry.amount))") }
            if entry.emptyDirs > 0 { told.append(Wording.count(entry.emptyDirs, "emptyDir")) }
            lines.append((workload, told.joined(separator: ", ")))
        }
        return lines.prefix(Self.mostConsumers).map {
            .object(["workload": .text($0.workload), "told": .text($0.told)])
        }
    }

    private static func names(_ nodes: [String]) -> String { nodes.named(atMost: mostNodeNames) }
}

extension Volume {
    /// Whether it takes room on the node's disk.
    fileprivate var isOnDisk: Bool { if case .emptyDir(_, isMemory: false) = source { true } else { false } }
}
