import ClusterSnapshot
import KubernetesModel
import RolloutGate
import TestBuilders
import Testing

@testable import DiagnosisEngine

/// A rollout of `logging/agent` in the making: each moment is judged as it comes.
struct Rolling {
    var daemonSet = TestBuilders.daemonSet("agent", namespace: "logging")
    var nodes: [Node]
    /// The DaemonSet's pods; with surge a node has two.
    var pods: [Pod] = []
    var others: [Pod] = []
    var events: [Event] = []
    var revisions: [ControllerRevision] = []
    var judge: RolloutJudge
    /// Seconds.
    private(set) var time: WholeNumber = 10_000
    var isGone = false
    var hasAllNodes = false
    var edit: (inout Snapshot) -> Void = { _ in }

    /// Old pods serve on `n1` to `nN`, and the template has just been changed.
    init(nodes count: Int, maxUnavailable: WholeNumber = 1, options: RolloutOptions = RolloutOptions()) {
        nodes = (1...count).map { node("n\($0)") }
        judge = RolloutJudge(namespace: "logging", name: "agent", options: options)
        daemonSet.updateStrategy = .rollingUpdate(maxUnavailable: .number(maxUnavailable), maxSurge: .number(0))
        note(revision: 1)
        for node in nodes { place(on: node.name) }
        apply()
    }

    /// Changes the template, and the controller sees it at once.
    mutating func apply(_ change: (inout DaemonSet) -> Void = { _ in }) {
        let generation = (daemonSet.templateGeneration ?? 1) + 1
        daemonSet.metadata.annotations = [Annotation.templateGeneration: "\(generation)"]
        daemonSet.metadata.generation = generation
        daemonSet.status.observedGeneration = generation
        change(&daemonSet)
        note(revision: generation)
    }

    private mutating func note(revision: WholeNumber) {
        var entry = ControllerRevision()
        entry.metadata = ObjectMeta(name: "agent-h\(revision)", namespace: "logging", uid: "uid-h\(revision)")
        entry.metadata.labels = [ControllerRevision.Label.hash: "h\(revision)"]
        entry.metadata.ownerReferences = [
            OwnerReference(kind: DaemonSet.kind, name: "agent", uid: daemonSet.uid, isController: true)
        ]
        entry.revision = revision
        revisions.append(entry)
    }

    /// Puts a pod of the newest template on a node, beside what is there: served, until `edit` says otherwise.
    mutating func place(on node: String, isBound: Bool = true, edit: (inout Pod) -> Void = { _ in }) {
        let generation = daemonSet.templateGeneration ?? 1
        pods.append(
            daemonPod(of: daemonSet, on: node, isBound: isBound) { pod in
                pod.metadata.name = "agent-\(node)-\(generation)"
                pod.metadata.uid = "uid-\(node)-\(generation)"
                pod.metadata.labels = Labels(
                    pod.metadata.labels.pairs + [.init(key: ControllerRevision.Label.hash, value: "h\(generation)")])
                edit(&pod)
            })
    }

    /// Puts a new pod in the place of what is there.
    mutating func replace(on node: String, isBound: Bool = true, edit: (inout Pod) -> Void = { _ in }) {
        remove(on: node)
        place(on: node, isBound: isBound, edit: edit)
    }

    mutating func remove(on node: String) { pods.removeAll { $0.nodeName == node || $0.pinnedNodeName == node } }

    /// Changes what is on a node.
    mutating func change(on node: String, _ edit: (inout Pod) -> Void) {
        for position in pods.indices where pods[position].pinnedNodeName == node { edit(&pods[position]) }
    }

    mutating func change(node name: String, _ edit: (inout Node) -> Void) {
        for position in nodes.indices where nodes[position].name == name { edit(&nodes[position]) }
    }

    /// The judgement after so many seconds.
    @discardableResult
    mutating func moment(after seconds: WholeNumber = 1, trouble: String? = nil, isComplete: Bool = true)
        -> RolloutState
    {
        time = time + seconds
        var cluster = snapshot(nodes: nodes, pods: pods + others, daemonSets: isGone ? [] : [daemonSet]) { snapshot in
            snapshot.capturedAt = Timestamp(seconds: time)
            snapshot.controllerRevisions = revisions
            snapshot.events = events
        }
        edit(&cluster)
        return judge.observe(
            RolloutMoment(
                cluster, namespace: "logging", name: "agent", isComplete: isComplete, trouble: trouble,
                hasAllNodes: hasAllNodes))
    }

    /// Judges moment after moment, until there is a decision; nil after `limit` seconds without.
    mutating func wait(atMost limit: Int) -> (decision: RolloutDecision, after: Int)? {
        // Long waits take longer steps.
        let step = limit > 120 ? 5 : 1
        for second in stride(from: step, through: limit, by: step) {
            if let decision = moment(after: WholeNumber(step)).decision { return (decision, second) }
        }
        return nil
    }

    /// The decision, which has to come within so many seconds.
    mutating func end(atMost limit: Int) throws -> (decision: RolloutDecision, after: Int) {
        let end = wait(atMost: limit)
        return try #require(end)
    }

    var now: Timestamp { Timestamp(seconds: time) }
}

extension Pod {
    /// Has the pod be new and its containers not up.
    mutating func start(at seconds: WholeNumber) { hold("ContainerCreating", since: seconds) }
}
