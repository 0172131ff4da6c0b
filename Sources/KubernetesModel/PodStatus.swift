/// The state of a pod as the kubelet, the scheduler and controllers report it.
public struct PodStatus: Equatable, Sendable {
    /// Where the pod stands in its life.
    public enum Phase: String, Sendable {
        case pending = "Pending"
        case running = "Running"
        case succeeded = "Succeeded"
        case failed = "Failed"
        case unknown = "Unknown"

        /// Whether a pod has come to its end and holds no resources any more (`IsPodTerminal`).
        public var isTerminal: Bool { self == .failed || self == .succeeded }
    }

    /// The stage of life that the kubelet or the controllers wrote.
    public var phase = Phase.pending
    /// A word for why, for instance `Evicted`, `OutOfcpu`, `NodeAffinity`.
    public var reason = ""
    /// A sentence for people, beside ``reason``.
    public var message = ""
    /// The conditions that say something: `Ready`, and all that are not `True` or tell of disruption or resizing.
    public var conditions: [Condition] = []
    /// The status of each container.
    public var containerStatuses: [ContainerStatus] = []
    /// The status of each init container.
    public var initContainerStatuses: [ContainerStatus] = []
    /// The pod's first address (`podIP`), which is its node's for a pod on the host network; empty where it isn't said.
    public var address = ""
    /// The pod's address of the other family, in clusters with both; empty for none.
    public var otherAddress = ""
    /// The address of the pod's node as the kubelet knew it (`hostIP`); empty where it isn't said.
    public var hostAddress = ""
    /// When the kubelet took the pod up; nil before.
    public var startTime: Timestamp?
    /// The node on which preemption makes room for the pod; empty for none.
    public var nominatedNodeName = ""
    /// Resources of the pod as a whole, as they are in force; nil where that is not said.
    public var requests: ResourceList?
    /// Resources that the node has granted to the pod as a whole; nil where that is not said.
    public var allocatedResources: ResourceList?

    /// The status of a pod that nobody has looked at: pending.
    public init() {}

    /// The types of pod conditions (`v1.PodConditionType`).
    public enum ConditionType {
        /// All containers are ready, and the readiness gates hold.
        public static let ready = "Ready"
        /// The scheduler has found a node.
        public static let scheduled = "PodScheduled"
        /// The pod is about to be ended by preemption, eviction or a taint.
        public static let disruptionTarget = "DisruptionTarget"
        /// A resize was asked for and is not granted.
        public static let resizePending = "PodResizePending"
        /// A resize was granted and is being carried out.
        public static let resizeInProgress = "PodResizeInProgress"
    }

    /// Whether a resize was asked for that can never be (`IsPodResizeInfeasible`).
    public var isResizeInfeasible: Bool { conditions[ConditionType.resizePending]?.reason == "Infeasible" }

    /// The pod's addresses, the first one first.
    public var addresses: [String] { [address, otherAddress].filter { !$0.isEmpty } }

    /// Every container's status: init containers first.
    public var allContainerStatuses: JoinedArrays<ContainerStatus> {
        JoinedArrays(initContainerStatuses, containerStatuses)
    }
}

/// The state of a container as the kubelet reports it.
public struct ContainerStatus: Equatable, Sendable {
    /// The container's name in the spec.
    public var name = ""
    /// The image as the runtime names it, which need not be the spec's spelling.
    public var image = ""
    /// The image by digest, as the runtime names it.
    public var imageID = ""
    /// Whether the readiness probe succeeds, or there is none.
    public var isReady = false
    /// Whether the startup probe has succeeded, or there is none.
    public var hasStarted = false
    /// Restarts since the pod was made, as far as the kubelet remembers.
    public var restartCount: WholeNumber = 0
    /// The state now.
    public var state = ContainerState.none
    /// The state before the last restart.
    public var lastState = ContainerState.none
    /// The requests in force, nil where they are not said or equal the spec's.
    public var requests: ResourceList?
    /// The requests that the node has granted, nil where they are not said or equal the spec's.
    public var allocatedResources: ResourceList?

    /// A container that has not begun.
    public init() {}

    /// The end of the container that counts: the present one, else the one before.
    public var termination: ContainerTermination? {
        if case .terminated(let end) = state { return end }
        if case .terminated(let end) = lastState { return end }
        return nil
    }

    /// Why the container waits; nil when it does not.
    public var waiting: (reason: String, message: String)? {
        if case .waiting(let reason, let message) = state { return (reason, message) }
        return nil
    }
}

/// Waiting, running or terminated.
public enum ContainerState: Equatable, Sendable {
    case none
    case waiting(reason: String, message: String)
    case running(since: Timestamp?)
    indirect case terminated(ContainerTermination)
}

/// The end of a container's run.
public struct ContainerTermination: Equatable, Sendable {
    /// The process's exit code; 128 and more for a signal, by convention.
    public var exitCode: WholeNumber = 0
    /// The signal that ended it; zero for none.
    public var signal: WholeNumber = 0
    /// A word for why, for instance `OOMKilled` or `Error`.
    public var reason = ""
    /// The end of the termination message, or what the runtime said.
    public var message = ""
    /// When the run began.
    public var startedAt: Timestamp?
    /// When the run ended.
    public var finishedAt: Timestamp?

    /// An end with exit code 0.
    public init() {}

    /// Whether nobody saw the end: the container was there when its machine went down, or is gone without a trace.
    ///
    /// After a boot containerd tells of such a container as exit code 255 with reason `Unknown`; the kubelet writes
    /// `ContainerStatusUnknown` (137) of one that the runtime no longer knows (`convertToAPIContainerStatuses`).
    public var isLost: Bool { reason == "Unknown" && exitCode == 255 || reason == "ContainerStatusUnknown" }
}
