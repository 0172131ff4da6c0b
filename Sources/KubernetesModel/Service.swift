/// A name and an address for a set of pods.
public struct Service: KubernetesObject {
    public static let kind = "Service"
    public var metadata = ObjectMeta()
    /// Nil when the Service has no selector, and its endpoints are kept by hand.
    public var selector: Labels?
    public var type = "ClusterIP"
    public var clusterIP = ""
    public var ports: [ServicePort] = []
    public var isInternalTrafficLocal = false
    public var isExternalTrafficLocal = false
    public var publishesNotReadyAddresses = false

    public init() {}

    /// Whether the Service has no address of its own, and names lead to the pods.
    public var isHeadless: Bool { clusterIP == "None" }
}

/// A port of a Service.
public struct ServicePort: Hashable, Sendable {
    public var name = ""
    public var port: Int32 = 0
    public var networkProtocol = "TCP"
    /// The number or name of the container's port.
    public var targetPort = ""

    public init() {}
}

/// The pods behind a Service, as the endpoint controller sees them.
public struct EndpointSlice: KubernetesObject {
    public static let kind = "EndpointSlice"
    public var metadata = ObjectMeta()
    public var endpoints: [Endpoint] = []

    public init() {}

    /// The label that names the Service.
    public static let serviceNameLabel = "kubernetes.io/service-name"
}

/// One address behind a Service.
public struct Endpoint: Hashable, Sendable {
    public var nodeName = ""
    public var podName = ""
    public var isReady = true

    public init() {}
}

extension ObjectKind {
    /// The kind of ``Service``.
    public static let service = ObjectKind(Service.kind, inSentences: "Services")
    /// Before Kubernetes 1.21 only `v1beta1` is served.
    public static let endpointSlice = ObjectKind(
        EndpointSlice.kind, group: "discovery.k8s.io", versions: ["v1", "v1beta1"])
}
