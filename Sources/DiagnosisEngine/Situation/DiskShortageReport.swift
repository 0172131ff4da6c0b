import ClusterSnapshot
import KubernetesModel

/// A kubelet's figures about its disk shortage, from the messages of its evictions.
public struct DiskShortageReport: Equatable, Sendable {
    /// `ephemeral-storage`, `inodes`; older: `nodefs`, `imagefs`.
    public var resource: String
    /// The amount below which it evicts: bytes, or inodes.
    public var threshold: WholeNumber?
    /// The amount that was left when it last evicted.
    public var available: WholeNumber?
    /// When the kubelet last told of it; nil where no message has a time.
    public var time: Timestamp?
    /// The usage of containers, by workload (`namespace/name` of the pod if it is gone), the greatest amount of each.
    public var usages: [String: WholeNumber]

    /// Whether it is inodes that are short.
    public var isOfInodes: Bool { resource.hasSuffix("inodes") || resource.hasSuffix("inodesFree") }

    /// Messages from before the pressure that there is now, in seconds: they tell the threshold, not what is left.
    private static let earlier: WholeNumber = 600

    /// The figures of these nodes' kubelets, by node.
    public static func reports(of nodes: [String], in index: ClusterIndex) -> [String: DiskShortageReport] {
        let snapshot = index.snapshot
        var reports: [String: DiskShortageReport] = [:]
        func note(_ text: String, node: String, time: Timestamp?, workload: String) {
            guard case .nodePressure(let pressure)? = EvictionMessage(text),
                NodeShortage(of: pressure.resource) == .disk
            else { return }
            reports[node, default: DiskShortageReport(resource: pressure.resource, usages: [:])]
                .note(pressure, time: time, workload: workload, on: index.node(named: node))
        }
        for event in Set(nodes).flatMap({ index.evictionsByHost[$0] ?? [] }).map({ snapshot.events[$0] })
        where event.regarding.kind == Pod.kind {
            note(
                event.message, node: event.host, time: event.lastTimestamp ?? event.firstTimestamp,
                workload: Self.workload(of: event.regarding, in: index))
        }
        for position in nodes.compactMap({ index.nodeByName[$0] }).flatMap({ index.podsByNode[$0] }) {
            let pod = snapshot.pods[position]
            guard pod.status.phase == .failed, pod.status.reason == "Evicted" else { continue }
            let time = pod.status.containerStatuses.compactMap { $0.termination?.finishedAt }.max()
            note(
                pod.status.message, node: pod.nodeName, time: time ?? pod.status.startTime,
                workload: Workload.name(of: pod))
        }
        for (name, report) in reports { reports[name] = report.limited(to: index.node(named: name)) }
        return reports
    }

    /// Whose pod an event is about: the DaemonSet's of which its name is made, else the pod's itself, which may be gone.
    private static func workload(of pod: ObjectReference, in index: ClusterIndex) -> String {
        let parts = pod.name.split(separator: "-")
        let owner = parts.dropLast().joined(separator: "-")
        let key = ClusterIndex.ObjectKey(kind: DaemonSet.kind, namespace: pod.namespace, name: owner)
        let isDaemonPod = parts.last?.count == 5 && index.daemonSetByName[key] != nil
        return "\(pod.namespace)/\(isDaemonPod ? owner : pod.name)"
    }

    private mutating func note(
        _ pressure: EvictionMessage.Pressure, time: Timestamp?, workload: String, on node: Node?
    ) {
        let used = pressure.usages.compactMap { (try? Quantity(parsing: $0.usage))?.units }.reduce(0, +)
        if used > 0 { usages[workload] = max(used, usages[workload] ?? 0) }
        let isNewer = (time ?? .distantPast) >= (self.time ?? .distantPast)
        guard isNewer || threshold == nil else { return }
        let capacity = node?.capacity[ResourceName.ephemeralStorage]?.units
        resource = pressure.resource
        threshold = pressure.threshold.flatMap { Self.amount($0, of: capacity) } ?? threshold
        available = pressure.available.flatMap { Self.amount($0, of: capacity) }
        self.time = time ?? self.time
    }

    /// An amount, or a percentage of the disk.
    static func amount(_ text: String, of capacity: WholeNumber?) -> WholeNumber? {
        if text.hasSuffix("%") { return capacity.flatMap { Percentage(text)?.of($0) } }
        return (try? Quantity(parsing: text))?.units
    }

    /// Without what was left before the pressure of now began.
    private func limited(to node: Node?) -> DiskShortageReport {
        var report = self
        if let time, let began = node?.conditions[Node.ConditionType.diskPressure]?.lastTransitionTime,
            began.seconds(since: time) > Self.earlier
        {
            report.available = nil
        }
        return report
    }
}
