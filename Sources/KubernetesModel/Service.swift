/// A name and an address for a set of pods.
public struct Service: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "Service"
    /// Name, namespace, labels.
    public var metadata = ObjectMeta()
    /// Nil when the Service has no selector, and its endpoints are kept by hand.
    public var selector: Labels?
    /// `ClusterIP`, `NodePort`, `LoadBalancer` or `ExternalName`.
    public var type = "ClusterIP"
    /// The address inside the cluster; `None` for a headless Service, empty while it has none.
    public var clusterIP = ""
    /// The ports that the Service offers.
    public var ports: [ServicePort] = []
    /// Whether pods of the same node alone are used from inside the cluster (`internalTrafficPolicy: Local`).
    public var isInternalTrafficLocal = false
    /// Whether pods of the same node alone are used from outside (`externalTrafficPolicy: Local`).
    public var isExternalTrafficLocal = false
    /// Whether pods that are not ready are published too.
    public var publishesNotReadyAddresses = false

    /// A Service without ports.
    public init() {}

    /// Whether the Service has no address of its own, and names lead to the pods.
    public var isHeadless: Bool { clusterIP == "None" }
}

/// A port of a Service.
public struct ServicePort: Hashable, Sendable {
    /// The port's name; empty where there is only one.
    public var name = ""
    /// The port at which the Service is reached.
    public var port: WholeNumber = 0
    /// `TCP`, `UDP` or `SCTP`.
    public var networkProtocol = "TCP"
    /// The number or name of the container's port.
    public var targetPort = ""

    /// A port of TCP.
    public init() {}
}

/// The pods behind a Service, as the endpoint controller sees them.
public struct EndpointSlice: KubernetesObject {
    /// The kind as the API spells it.
    public static let kind = "EndpointSlice"
    /// Name, and the label that names the Service.
    public var metadata = ObjectMeta()
    /// The addresses, one a pod.
    public var endpoints: [Endpoint] = []

    /// A slice without endpoints.
    public init() {}
}

/// One address behind a Service.
public struct Endpoint: Hashable, Sendable {
    /// The node that the pod is on; empty where it is not said.
    public var nodeName = ""
    /// The pod; empty where the endpoint is no pod.
    public var podName = ""
    /// Whether the Service sends traffic there.
    public var isReady = true

    /// An endpoint that is ready.
    public init() {}
}

extension ObjectKind {
    /// The kind of ``Service``.
    public static let service = ObjectKind(Service.kind, inSentences: "Services")
    /// Before Kubernetes 1.21 only `v1beta1` is served.
    public static let endpointSlice = ObjectKind(
        EndpointSlice.kind, group: "discovery.k8s.io", versions: ["v1", "v1beta1"])
}
