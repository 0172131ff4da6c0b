/// The containers of a pod and the rules for its node: the `spec` of a pod or a template.
///
/// Pods of one template share one value: see ``Shared``. What differs from pod to pod stands in ``Pod``.
public struct PodSpec: Hashable, Sendable {
    /// The scheduler of pods that name none.
    public static let defaultSchedulerName = "default-scheduler"

    /// The containers that run side by side.
    public var containers: [Container] = []
    /// The containers that run before, one after another; restartable ones (sidecars) stay.
    public var initContainers: [Container] = []
    /// The volumes that containers can mount.
    public var volumes: [Volume] = []
    /// Labels that a node must have, all of them.
    public var nodeSelector = Labels()
    /// Required node affinity. For a pod of a DaemonSet the controller replaces it: see ``Pod/pinnedNodeName``.
    public var requiredNodeAffinity: NodeSelector?
    /// Pods to be near to, all terms.
    public var requiredPodAffinity: [PodAffinityTerm] = []
    /// Pods to keep away from, each term.
    public var requiredPodAntiAffinity: [PodAffinityTerm] = []
    /// How evenly pods must lie over domains.
    public var topologySpreadConstraints: [TopologySpreadConstraint] = []
    /// The taints that do not keep the pod off.
    public var tolerations: [Toleration] = []
    /// The gates that hold the pod back from the scheduler, by name; none once it may be scheduled.
    public var schedulingGates: [String] = []
    /// The scheduler that places the pod.
    public var schedulerName = defaultSchedulerName
    /// The PriorityClass by name; empty for the cluster's default.
    public var priorityClassName = ""
    /// Nil before admission resolved the class.
    public var priority: WholeNumber?
    /// Whether the pod evicts nobody to get room (`preemptionPolicy: Never`).
    public var neverPreempts = false
    /// The RuntimeClass by name; empty for the node's default runtime.
    public var runtimeClassName = ""
    /// Resources that the pod costs beside its containers.
    public var overhead = ResourceList()
    /// Resources of the pod as a whole (`spec.resources`).
    public var resources = ResourceRequirements()
    /// The ServiceAccount that the pod acts as; empty for `default`.
    public var serviceAccountName = ""
    /// Whether the pod uses the node's network, so that container ports are the node's.
    public var isHostNetwork = false
    /// Whether the pod sees the node's processes.
    public var isHostPID = false
    /// How the pod resolves names; empty for the API server's default, `ClusterFirst`.
    public var dnsPolicy = ""
    /// As whom the containers run that do not say otherwise.
    public var securityContext = SecurityContext()
    /// `Always`, `OnFailure` or `Never`.
    public var restartPolicy = "Always"
    /// Seconds between the signal to end and the kill; nil for the default of 30.
    public var terminationGracePeriodSeconds: WholeNumber?
    /// Names of the Secrets with registries' credentials.
    public var imagePullSecrets: [String] = []
    /// The operating system that the pod is for (`os.name`): `linux` or `windows`; empty where it says none.
    public var operatingSystem = ""

    /// A spec without containers, with the API's defaults.
    public init() {}

    /// Every container: init containers first, in the order they start.
    public var allContainers: JoinedArrays<Container> { JoinedArrays(initContainers, containers) }

    /// The volumes by name.
    public var volumesByName: [String: Volume] { Dictionary(firstOf: volumes) { $0.name } }
}

/// A value that many objects hold in common, so that a pod costs a pointer and not a whole spec.
public final class Shared<Value: Equatable & Sendable>: Equatable, Sendable {
    /// The value that is shared.
    public let value: Value

    /// Makes a value shareable.
    @inlinable public init(_ value: Value) { self.value = value }

    /// Compares the objects first: shared values are mostly the same one.
    public static func == (left: Shared, right: Shared) -> Bool { left === right || left.value == right.value }
}

extension Shared: Hashable where Value: Hashable {
    /// Hashes the value, as equality asks for it.
    public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

/// A container of a pod.
public struct Container: Hashable, Sendable {
    /// The name, unique in the pod.
    public var name = ""
    /// The image as the spec names it.
    public var image = ""
    /// `Always`, `IfNotPresent` or `Never`; empty where the API server's default applies.
    public var imagePullPolicy = ""
    /// Requests and limits.
    public var resources = ResourceRequirements()
    /// The ports that the container names.
    public var ports: [ContainerPort] = []
    /// For init containers: `Always` makes it a sidecar, which runs as long as the pod does.
    public var isRestartable = false
    /// Restarts the container when it fails.
    public var livenessProbe: Probe?
    /// Takes the pod out of Services while it fails.
    public var readinessProbe: Probe?
    /// Holds the other probes back until it has succeeded once.
    public var startupProbe: Probe?
    /// What the kubelet does right after it has started the container (`lifecycle.postStart`), worded as
    /// ``Probe/action``; empty for nothing.
    public var postStartAction = ""
    /// The entry point; empty for the image's own.
    public var command: [String] = []
    /// The entry point's arguments; empty for the image's own.
    public var args: [String] = []
    /// The environment variables whose values stand in the spec.
    public var plainVariables: [EnvironmentVariable] = []
    /// As whom and with which rights the container runs, where it says so itself.
    public var securityContext = SecurityContext()
    /// The ConfigMaps and Secrets that the environment is read from.
    public var configReferences: [ConfigReference] = []
    /// The volumes that the container sees.
    public var volumeMounts: [VolumeMount] = []

    /// A container without image, requests and probes.
    public init() {}
}

/// A port that a container names.
public struct ContainerPort: Hashable, Sendable {
    /// The port's name, which Services can refer to; empty for none.
    public var name: String
    /// The port inside the container.
    public var containerPort: WholeNumber
    /// The port of the node that leads to the container; zero for none.
    public var hostPort: WholeNumber
    /// Empty for every address.
    public var hostIP: String
    /// `TCP`, `UDP` or `SCTP`.
    public var networkProtocol: String

    /// A port, of TCP and without a port of the node unless told otherwise.
    public init(
        name: String = "", containerPort: WholeNumber, hostPort: WholeNumber = 0, hostIP: String = "",
        networkProtocol: String = "TCP"
    ) {
        self.name = name
        self.containerPort = containerPort
        self.hostPort = hostPort
        self.hostIP = hostIP
        self.networkProtocol = networkProtocol
    }
}

/// A check that the kubelet makes on a container.
public struct Probe: Hashable, Sendable {
    /// The check, as `kubectl describe` shows it: `http-get :8080/healthz`, `tcp-socket :9100`, `exec [cat /tmp/ok]`,
    /// `grpc :9000`.
    public var action = ""
    /// Seconds from the container's start to the first probe.
    public var initialDelaySeconds: WholeNumber = 0
    /// Seconds between probes.
    public var periodSeconds: WholeNumber = 10
    /// Seconds that an answer may take.
    public var timeoutSeconds: WholeNumber = 1
    /// Failures in a row that count as failure.
    public var failureThreshold: WholeNumber = 3

    /// A probe without an action, with the API's defaults.
    public init() {}
}

/// A ConfigMap or a Secret that a container's environment is read from.
public struct ConfigReference: Hashable, Sendable {
    /// `ConfigMap` or `Secret`.
    public var kind: String
    /// The object's name, in the pod's namespace.
    public var name: String
    /// Nil when the whole object is read.
    public var key: String?
    /// Whether the container starts also when the object or key is missing.
    public var isOptional: Bool

    /// A reference to a whole object or to one key of it.
    public init(kind: String, name: String, key: String? = nil, isOptional: Bool = false) {
        self.kind = kind
        self.name = name
        self.key = key
        self.isOptional = isOptional
    }
}

/// Where a container sees a volume.
public struct VolumeMount: Hashable, Sendable {
    /// The volume's name in the pod.
    public var name: String
    /// The path inside the container.
    public var mountPath: String
    /// The path inside the volume; empty for its root.
    public var subPath = ""
    /// `None`, `HostToContainer` or `Bidirectional`; empty for the default, `None`.
    public var mountPropagation = ""
    /// Whether the container may only read there.
    public var isReadOnly = false

    /// A volume, mounted at a path.
    public init(name: String, mountPath: String) {
        self.name = name
        self.mountPath = mountPath
    }
}

/// An environment variable whose value stands in the spec.
public struct EnvironmentVariable: Hashable, Sendable {
    /// The variable's name.
    public var name: String
    /// The value as the spec has it, references such as `$(NAME)` included.
    public var value: String

    /// A variable with a value.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// As whom and with which rights a container runs: of a container, or of a pod for all containers that do not say so.
public struct SecurityContext: Hashable, Sendable {
    /// Whether the container has the node's devices and all capabilities. Containers only.
    public var isPrivileged = false
    /// The user's number; nil for the image's own user.
    public var runAsUser: WholeNumber?
    /// Whether the kubelet refuses to start the container as user 0.
    public var mustRunAsNonRoot = false
    /// Whether the container's own file system is read-only. Containers only.
    public var isRootFileSystemReadOnly = false
    /// Whether a program may gain more rights than the one that starts it, as setuid programs and those with capabilities of
    /// their own do; nil where nothing is said, which allows it. Containers only.
    public var allowsPrivilegeEscalation: Bool?
    /// The capabilities beyond the runtime's default, without `CAP_`. Containers only.
    public var addedCapabilities: [String] = []
    /// The SELinux type to run with (`seLinuxOptions.type`), for instance `spc_t`; empty for the runtime's.
    public var seLinuxType = ""

    /// Nothing said.
    public init() {}
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

    /// The name by which containers mount it.
    public var name: String
    /// The source of the content.
    public var source: Source

    /// A volume of the pod.
    public init(name: String, source: Source) {
        self.name = name
        self.source = source
    }
}
