/// What has become of a pod.
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

    public var phase = Phase.pending
    /// A word for why, for instance `Evicted`, `OutOfcpu`, `NodeAffinity`.
    public var reason = ""
    public var message = ""
    /// The conditions that say something: `Ready`, and all that are not `True` or tell of disruption or resizing.
    public var conditions: [Condition] = []
    public var containerStatuses: [ContainerStatus] = []
    public var initContainerStatuses: [ContainerStatus] = []
    public var startTime: Timestamp?
    public var nominatedNodeName = ""
    /// Resources of the pod as a whole, as they are in force; nil where that is not said.
    public var requests: ResourceList?
    public var allocatedResources: ResourceList?

    public init() {}

    /// The types of pod conditions (`v1.PodConditionType`).
    public enum ConditionType {
        public static let ready = "Ready"
        public static let scheduled = "PodScheduled"
        public static let initialized = "Initialized"
        public static let containersReady = "ContainersReady"
        public static let disruptionTarget = "DisruptionTarget"
        public static let resizePending = "PodResizePending"
        public static let resizeInProgress = "PodResizeInProgress"
    }

    /// Whether a resize was asked for that can never be (`IsPodResizeInfeasible`).
    public var isResizeInfeasible: Bool { conditions[ConditionType.resizePending]?.reason == "Infeasible" }

    /// Every container's status: init containers first.
    public var allContainerStatuses: [ContainerStatus] { initContainerStatuses + containerStatuses }
}

/// What has become of a container.
public struct ContainerStatus: Equatable, Sendable {
    public var name = ""
    public var image = ""
    public var imageID = ""
    public var isReady = false
    public var hasStarted = false
    public var restartCount: Int32 = 0
    public var state = ContainerState.none
    public var lastState = ContainerState.none
    /// The requests in force, nil where they are not said or equal the spec's.
    public var requests: ResourceList?
    /// The requests that the node has granted, nil where they are not said or equal the spec's.
    public var allocatedResources: ResourceList?

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

/// What a container is doing.
public enum ContainerState: Equatable, Sendable {
    case none
    case waiting(reason: String, message: String)
    case running(since: Timestamp?)
    indirect case terminated(ContainerTermination)
}

/// How a container ended.
public struct ContainerTermination: Equatable, Sendable {
    public var exitCode: Int32 = 0
    public var signal: Int32 = 0
    public var reason = ""
    public var message = ""
    public var startedAt: Timestamp?
    public var finishedAt: Timestamp?

    public init() {}
}
