import ClusterSnapshot
import KubernetesModel

/// A small cluster in the making: the DaemonSet `logging/agent`, and what an example puts beside it.
///
/// It is taken at second 10,000. Its nodes, pods and the DaemonSet are well until an example says otherwise.
public struct ExampleCluster: Sendable {
    /// The moment at which the cluster is looked at.
    public static let now = Timestamp(seconds: 10_000)

    /// The objects in the cluster besides the DaemonSet itself.
    public var snapshot = Snapshot()
    /// The DaemonSet that the example is about. Pods are made from its template as it is at that moment.
    public var daemonSet = ExampleObjects.daemonSet(
        "agent", namespace: "logging",
        spec: ExampleObjects.podSpec([ExampleObjects.container("agent", image: "registry.example/agent:1")]))

    /// A cluster without nodes.
    public init() {
        snapshot.source = "example"
        snapshot.capturedAt = Self.now
    }

    /// The snapshot, with the DaemonSet in it.
    var finished: Snapshot {
        var finished = snapshot
        finished.daemonSets.insert(daemonSet, at: 0)
        return finished
    }

    /// Changes the spec of the DaemonSet's template.
    public mutating func template(_ edit: (inout PodSpec) -> Void) {
        var spec = daemonSet.template.spec
        edit(&spec)
        daemonSet.template.sharedSpec = Shared(spec)
    }

    /// Changes the first container of the DaemonSet's template.
    public mutating func container(_ edit: (inout Container) -> Void) {
        template { edit(&$0.containers[0]) }
    }

    /// Adds a ready node.
    @inline(never)
    public mutating func node(
        _ name: String, cpu: String = "4", memory: String = "8Gi", pods: String = "110",
        labels: [String: String] = [:], taints: [String] = [], edit: (inout Node) -> Void = { _ in }
    ) {
        var node = ExampleObjects.node(
            name, cpu: cpu, memory: memory, pods: pods, labels: labels, taints: taints.map(ExampleObjects.taint))
        edit(&node)
        snapshot.nodes.append(node)
    }

    /// Adds a pod of the DaemonSet that serves on `node`, until `edit` says otherwise.
    public mutating func daemonPod(on node: String, edit: (inout Pod) -> Void = { _ in }) {
        snapshot.pods.append(ExampleObjects.daemonPod(of: daemonSet, on: node, edit: edit))
    }

    /// Adds a pod of the DaemonSet that waits for the scheduler, which has refused it in these words; empty ones mean
    /// that no scheduler has looked at it.
    public mutating func waitingPod(
        on node: String, refused message: String = "0/1 nodes are available.", edit: (inout Pod) -> Void = { _ in }
    ) {
        let waiting = ExampleObjects.daemonPod(of: daemonSet, on: node, isBound: false) { pod in
            if !message.isEmpty {
                pod.status.conditions = [
                    Condition(
                        type: PodStatus.ConditionType.scheduled, status: .isFalse, reason: "Unschedulable",
                        message: message)
                ]
            }
            edit(&pod)
        }
        snapshot.pods.append(waiting)
    }

    /// Adds a pod of another workload that runs on `node`; `owner` is the Deployment's ReplicaSet that it belongs to.
    @inline(never)
    public mutating func pod(
        _ name: String, namespace: String = "apps", on node: String, labels: [String: String] = [:],
        priority: WholeNumber = 0, requests: [String: String] = [:], hostPort: WholeNumber = 0,
        owner: String = "ReplicaSet",
        edit: (inout Pod) -> Void = { _ in }
    ) {
        let spec = ExampleObjects.podSpec([ExampleObjects.container(requests: requests, hostPort: hostPort)])
        let other = ExampleObjects.pod(
            name, namespace: namespace, on: node, labels: labels, priority: priority, spec: spec
        ) { pod in
            let workload = name.split(separator: "-").dropLast().joined(separator: "-")
            pod.metadata.ownerReferences = [
                OwnerReference(kind: owner, name: workload, uid: "uid-\(workload)", isController: true)
            ]
            edit(&pod)
        }
        snapshot.pods.append(other)
    }

    /// Adds an event about an object, a warning unless told otherwise: about a pod of the DaemonSet unless another kind
    /// is named.
    @inline(never)
    public mutating func event(
        _ reason: String, _ message: String, on name: String, kind: String = Pod.kind, host: String = "",
        fieldPath: String = "", secondsAgo: WholeNumber = 60, isWarning: Bool = true, count: WholeNumber = 1
    ) {
        var event = Event()
        event.count = count
        let position = snapshot.events.count
        event.metadata = ObjectMeta(name: "\(name).\(position)", namespace: daemonSet.namespace)
        event.regarding = ObjectReference(kind: kind, namespace: daemonSet.namespace, name: name)
        event.regarding.fieldPath = fieldPath
        event.reason = reason
        event.message = message
        event.isWarning = isWarning
        event.host = host
        let time = Timestamp(seconds: Self.now.microseconds / 1_000_000 - secondsAgo)
        event.firstTimestamp = time
        event.lastTimestamp = time
        snapshot.events.append(event)
    }

    /// Makes the last event one of another namespace's object.
    mutating func moveLastEvent(to namespace: String) {
        guard !snapshot.events.isEmpty else { return }
        snapshot.events[snapshot.events.count - 1].metadata.namespace = namespace
        snapshot.events[snapshot.events.count - 1].regarding.namespace = namespace
    }

    /// Has the DaemonSet surge with a host port in its template, and an old pod serve on node `n1`.
    mutating func surgeWithPort(edit: (inout Pod) -> Void = { _ in }) {
        container { $0.ports = [ContainerPort(containerPort: 9_100, hostPort: 9_100)] }
        daemonSet.updateStrategy = .rollingUpdate(maxUnavailable: .number(0), maxSurge: .number(1))
        daemonPod(on: "n1", edit: edit)
        daemonSet.metadata.annotations = [Annotation.templateGeneration: "2"]
    }

    /// Adds an event of a node, as the kubelet records them: in namespace `default`.
    public mutating func nodeEvent(_ reason: String, _ message: String, on node: String, secondsAgo: WholeNumber = 60) {
        event(reason, message, on: node, kind: Node.kind, host: node, secondsAgo: secondsAgo)
        snapshot.events[snapshot.events.count - 1].metadata.namespace = "default"
        snapshot.events[snapshot.events.count - 1].regarding.namespace = ""
    }

    /// Adds what the container of a pod of the DaemonSet wrote before its last end.
    @inline(never)
    public mutating func log(_ lines: String..., of pod: String, container: String = "agent") {
        snapshot.logs.append(
            ContainerLog(
                namespace: daemonSet.namespace, pod: pod, container: container, isPrevious: true, lines: lines))
    }
}
