import ClusterSnapshot
import ClusterWatching
import KubernetesModel
import Testing

extension ChangingCluster {
    static func pod(_ name: String, in namespace: String, node: String = "n1", labels: String = "") -> String {
        #"{"metadata":{"name":"\#(name)","namespace":"\#(namespace)","uid":"\#(namespace)-\#(name)","labels":{\#(labels)}},"#
            + #""spec":{"nodeName":"\#(node)","containers":[{"name":"c","image":"i"}]},"status":{"phase":"Running"}}"#
    }

    static func small() throws -> ChangingCluster {
        let cluster = try ChangingCluster()
        try cluster.put(
            .node,
            #"{"metadata":{"name":"n1","uid":"n1"},"status":{"allocatable":{"cpu":"4","memory":"8Gi","pods":"110"}}}"#)
        try cluster.put(
            .daemonSet,
            #"{"metadata":{"name":"agent","namespace":"logging","uid":"d1"},"spec":{"selector":{"matchLabels":{"app":"a"}},"#
                + #""template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}"#)
        try cluster.put(.namespace, #"{"metadata":{"name":"logging","uid":"ns"}}"#)
        try cluster.put(.pod, pod("agent-1", in: "logging"))
        return cluster
    }
}

/// What the collector reads, but for the moment, of which seconds may pass between two readings.
func expectSame(_ moment: WatchedMoment, as cluster: ChangingCluster) throws {
    var expected = try cluster.collected()
    #expect(abs(seconds(moment.snapshot.capturedAt) - seconds(expected.capturedAt)) <= 5)
    expected.capturedAt = moment.snapshot.capturedAt
    // To print two whole clusters would take for ever.
    #expect(moment.snapshot.differences(from: expected) == [])
    let isSame = moment.snapshot == expected
    #expect(isSame)
}

private func seconds(_ moment: Timestamp) -> Int { Int(clamping: Int64("\(moment.microseconds)") ?? 0) / 1_000_000 }

extension Snapshot {
    /// What is different in another snapshot, in a few words for each kind.
    fileprivate func differences(from other: Snapshot) -> [String] {
        func compare<Object: KubernetesObject>(_ left: [Object], _ right: [Object]) -> String? {
            if left == right { return nil }
            let names = (left.map(\.metadata.qualifiedName), right.map(\.metadata.qualifiedName))
            if names.0 == names.1 {
                let changed = zip(left, right).first { $0 != $1 }
                return "\(Object.kind) \(changed?.0.metadata.qualifiedName ?? "") differs"
            }
            let first = zip(names.0, names.1).first { $0 != $1 }
            return "\(Object.kind): \(left.count) and \(right.count), first \(first.map { "\($0)" } ?? "at the end")"
        }
        let kinds = [
            compare(nodes, other.nodes), compare(pods, other.pods), compare(daemonSets, other.daemonSets),
            compare(controllerRevisions, other.controllerRevisions), compare(events, other.events),
            compare(services, other.services), compare(endpointSlices, other.endpointSlices),
            compare(priorityClasses, other.priorityClasses), compare(namespaces, other.namespaces),
            compare(persistentVolumeClaims, other.persistentVolumeClaims), compare(csiNodes, other.csiNodes),
        ]
        let besides = [
            gaps == other.gaps ? nil : "gaps \(gaps.map(\.detail)) and \(other.gaps.map(\.detail))",
            logs == other.logs ? nil : "logs", source == other.source ? nil : "source",
            kubernetesVersion == other.kubernetesVersion ? nil : "version",
        ]
        return (kinds + besides).compactMap(\.self)
    }
}
