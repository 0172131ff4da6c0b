import ClusterSnapshot
import KubernetesModel

/// A container whose log may say why it fails.
package struct FailingContainer: Hashable, Sendable {
    package var namespace: String
    package var pod: String
    package var container: String
    /// Whether it has ended before, so that there is a log from then.
    var hasPrevious: Bool
    /// Whether it has run since, so that there is a present log.
    package var hasPresent: Bool
    /// The pod's UID and how often the container was started again: they change when there is another log.
    private let uid: String
    private let restartCount: WholeNumber

    init(_ metadata: ObjectMeta, _ status: ContainerStatus) {
        namespace = metadata.namespace
        pod = metadata.name
        container = status.name
        hasPrevious = status.lastState.isTerminated || status.restartCount > 0
        hasPresent = status.waiting == nil
        uid = metadata.uid
        restartCount = status.restartCount
    }
}

/// Picks containers whose logs are worth fetching: a few for each way in which a DaemonSet's container fails.
package struct FailingContainers {
    /// What makes two failures one: the logs of a few stand for all.
    private struct Cause: Hashable {
        var owner: String
        var container: String
        var reason: String
        var exitCode: WholeNumber
    }

    /// The containers, in the order of their pods' names.
    package private(set) var chosen: [FailingContainer] = []

    /// Looks at the pods of several lists.
    package init(podLists: [[Pod]], perCause: Int) {
        guard perCause > 0 else { return }
        var found: [Cause: [FailingContainer]] = [:]
        // By place: to copy every pod costs more than all of this.
        for pods in podLists {
            for place in pods.indices {
                guard let owner = pods[place].metadata.controller, owner.kind == DaemonSet.kind,
                    !pods[place].nodeName.isEmpty, pods[place].status.reason.isEmpty
                else { continue }
                let metadata = pods[place].metadata
                for status in pods[place].status.allContainerStatuses where status.hasFailed {
                    let cause = Cause(
                        owner: "\(metadata.namespace)/\(owner.name)", container: status.name,
                        reason: status.failureReason, exitCode: status.termination?.exitCode ?? 0)
                    found[cause, default: []].append(FailingContainer(metadata, status))
                }
            }
        }
        chosen = found.values.flatMap { $0.sorted { $0.pod < $1.pod }.prefix(perCause) }
            .sorted { ($0.namespace, $0.pod, $0.container) < ($1.namespace, $1.pod, $1.container) }
    }
}

extension ContainerStatus {
    /// Whether it has ended with an error, or runs without being ready: in both cases it may have said why.
    fileprivate var hasFailed: Bool {
        if let termination { return termination.exitCode != 0 || restartCount > 0 }
        if case .running = state { return !isReady }
        return false
    }

    fileprivate var failureReason: String {
        if let waiting { return waiting.reason }
        return termination?.reason ?? "running"
    }
}

extension ContainerState {
    fileprivate var isTerminated: Bool {
        if case .terminated = self { return true }
        return false
    }
}
