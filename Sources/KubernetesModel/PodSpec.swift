/// What a pod is to run and where it may run: a pod's `spec`, or that of a template.
///
/// Pods of one template share one value: see ``Shared``. What differs from pod to pod stands in ``Pod``.
public struct PodSpec: Hashable, Sendable {
    public var containers: [Container] = []
    public var initContainers: [Container] = []
    public var volumes: [Volume] = []
    public var nodeSelector = Labels()
    /// Required node affinity. For a pod of a DaemonSet the controller replaces it: see ``Pod/pinnedNodeName``.
    public var requiredNodeAffinity: NodeSelector?
    public var requiredPodAffinity: [PodAffinityTerm] = []
    public var requiredPodAntiAffinity: [PodAffinityTerm] = []
    public var topologySpreadConstraints: [TopologySpreadConstraint] = []
    public var tolerations: [Toleration] = []
    public var schedulingGates: [String] = []
    public var schedulerName = "default-scheduler"
    public var priorityClassName = ""
    /// Nil before admission resolved the class.
    public var priority: Int32?
    public var neverPreempts = false
    public var runtimeClassName = ""
    public var overhead = ResourceList()
    /// Resources of the pod as a whole (`spec.resources`).
    public var resources = ResourceRequirements()
    public var serviceAccountName = ""
    public var isHostNetwork = false
    public var isHostPID = false
    public var restartPolicy = "Always"
    public var terminationGracePeriodSeconds: Int64?
    public var imagePullSecrets: [String] = []

    public init() {}

    /// Every container: init containers first, in the order they start.
    public var allContainers: [Container] { initContainers + containers }
}

/// A value that many objects hold in common, so that a pod costs a pointer and not a whole spec.
public final class Shared<Value: Equatable & Sendable>: Equatable, Sendable {
    public let value: Value

    @inlinable public init(_ value: Value) { self.value = value }

    public static func == (left: Shared, right: Shared) -> Bool { left === right || left.value == right.value }
}

extension Shared: Hashable where Value: Hashable {
    public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

/// A container of a pod.
public struct Container: Hashable, Sendable {
    public var name = ""
    public var image = ""
    public var imagePullPolicy = ""
    public var resources = ResourceRequirements()
    public var ports: [ContainerPort] = []
    /// For init containers: `Always` makes it a sidecar, which runs as long as the pod does.
    public var isRestartable = false
    public var livenessProbe: Probe?
    public var readinessProbe: Probe?
    public var startupProbe: Probe?
    public var command: [String] = []
    public var configReferences: [ConfigReference] = []
    public var volumeMounts: [VolumeMount] = []

    public init() {}
}

/// A port that a container names.
public struct ContainerPort: Hashable, Sendable {
    public var name: String
    public var containerPort: Int32
    /// The port of the node that leads to the container; zero for none.
    public var hostPort: Int32
    /// Empty for every address.
    public var hostIP: String
    public var networkProtocol: String

    public init(
        name: String = "", containerPort: Int32, hostPort: Int32 = 0, hostIP: String = "",
        networkProtocol: String = "TCP"
    ) {
        self.name = name
        self.containerPort = containerPort
        self.hostPort = hostPort
        self.hostIP = hostIP
        self.networkProtocol = networkProtocol
    }
}

/// How the kubelet asks a container whether it is well. Times are in seconds.
public struct Probe: Hashable, Sendable {
    /// What is asked: `http-get :8080/healthz`, `tcp-socket :9100`, `exec [cat /tmp/ok]`, `grpc :9000`.
    public var action = ""
    public var initialDelaySeconds: Int32 = 0
    public var periodSeconds: Int32 = 10
    public var timeoutSeconds: Int32 = 1
    public var failureThreshold: Int32 = 3

    public init() {}
}

/// A ConfigMap or a Secret that a container's environment is read from.
public struct ConfigReference: Hashable, Sendable {
    public var kind: String
    public var name: String
    /// Nil when the whole object is read.
    public var key: String?
    public var isOptional: Bool

    public init(kind: String, name: String, key: String? = nil, isOptional: Bool = false) {
        self.kind = kind
        self.name = name
        self.key = key
        self.isOptional = isOptional
    }
}

/// Where a container sees a volume.
public struct VolumeMount: Hashable, Sendable {
    public var name: String
    public var mountPath: String

    public init(name: String, mountPath: String) {
        self.name = name
        self.mountPath = mountPath
    }
}

/// A volume of a pod. Service account tokens, which every pod has, are left out.
public struct Volume: Hashable, Sendable {
    /// Where the volume's content comes from.
    public enum Source: Hashable, Sendable {
        case persistentVolumeClaim(name: String)
        /// A claim made for this pod alone, named after pod and volume.
        case ephemeral
        case hostPath(path: String, type: String)
        case emptyDir(sizeLimit: Quantity?, isMemory: Bool)
        case configMap(name: String, isOptional: Bool)
        case secret(name: String, isOptional: Bool)
        case csi(driver: String)
        case other(kind: String)
    }

    public var name: String
    public var source: Source

    public init(name: String, source: Source) {
        self.name = name
        self.source = source
    }
}
