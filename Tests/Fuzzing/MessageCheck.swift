import ClusterSnapshot
import DiagnosisEngine
import KubernetesModel

/// What the cluster's programs say, in every place where rules read it.
///
/// The input's first line names the place, its second the reason, and the rest is the message.
func checkMessage(_ bytes: [UInt8]) {
    let parts = String(decoding: bytes, as: UTF8.self).split(
        separator: "\n", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return }
    let (reason, message) = (String(parts[1]), String(parts[2]))
    var cluster = MessageCluster()
    switch parts[0] {
    case "pod": cluster.tell(ofPod: reason, message)
    case "node": cluster.tell(ofNode: reason, message)
    case "daemonset": cluster.tell(ofDaemonSet: reason, message)
    case "status": cluster.end(reason, message)
    case "waiting": cluster.hold(.waiting(reason: reason, message: message))
    case "ended": cluster.hold(.terminated(cluster.termination(reason, message)))
    case "condition": cluster.refuse(reason, message)
    default: return
    }
    ReportCheck.run(cluster.snapshot)
}

/// A DaemonSet on two nodes, of which one is short of memory and disk, with a pod that waits for whatever is said of it.
private struct MessageCluster {
    private var cluster = ExampleCluster()

    init() {
        cluster.node("n1")
        cluster.node("n2") { node in
            for type in [Node.ConditionType.diskPressure, Node.ConditionType.memoryPressure] {
                node.conditions.append(Condition(type: type, status: .isTrue))
            }
        }
        cluster.container { container in
            container.resources.requests["memory"] = Quantity(units: 64 << 20)
            container.resources.limits["memory"] = Quantity(units: 128 << 20)
            container.resources.limits["ephemeral-storage"] = Quantity(units: 1 << 30)
            container.command = ["/bin/agent"]
            container.ports = [ContainerPort(containerPort: 2020, hostPort: 2020)]
        }
        cluster.template { spec in
            spec.volumes = [
                Volume(name: "scratch", source: .emptyDir(sizeLimit: Quantity(units: 500 << 20), isMemory: false))
            ]
        }
        cluster.daemonPod(on: "n1")
    }

    var snapshot: Snapshot {
        var snapshot = cluster.snapshot
        snapshot.daemonSets.insert(cluster.daemonSet, at: 0)
        return snapshot
    }

    /// An event of a pod that waits on the node that is short.
    mutating func tell(ofPod reason: String, _ message: String) {
        cluster.daemonPod(on: "n2") { $0.status.phase = .pending }
        let name = cluster.snapshot.pods.last?.name ?? ""
        cluster.event(reason, message, on: name, host: "n2")
        cluster.event(reason, message, on: "agent-gone1", host: "n2")
    }

    mutating func tell(ofNode reason: String, _ message: String) {
        cluster.waitingPod(on: "n2")
        cluster.nodeEvent(reason, message, on: "n2")
    }

    mutating func tell(ofDaemonSet reason: String, _ message: String) {
        cluster.event(reason, message, on: cluster.daemonSet.name, kind: DaemonSet.kind)
    }

    /// A pod that failed.
    mutating func end(_ reason: String, _ message: String) {
        cluster.daemonPod(on: "n2") { pod in
            pod.status.phase = .failed
            pod.status.reason = reason
            pod.status.message = message
        }
    }

    /// A container in this state, which was restarted before.
    mutating func hold(_ state: ContainerState) {
        cluster.daemonPod(on: "n2") { pod in
            guard !pod.status.containerStatuses.isEmpty else { return }
            pod.status.containerStatuses[0].state = state
            pod.status.containerStatuses[0].isReady = false
            pod.status.containerStatuses[0].restartCount = 5
        }
    }

    func termination(_ reason: String, _ message: String) -> ContainerTermination {
        var termination = ContainerTermination()
        termination.reason = reason
        termination.message = message
        termination.exitCode = 128
        termination.finishedAt = ExampleCluster.now
        return termination
    }

    /// What the scheduler says of a pod that waits for it.
    mutating func refuse(_ reason: String, _ message: String) {
        cluster.waitingPod(on: "n2", refused: message) { pod in
            if !pod.status.conditions.isEmpty { pod.status.conditions[0].reason = reason }
        }
    }
}
