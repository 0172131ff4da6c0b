import KubernetesModel
import Testing

struct TemplateRefusalTests {
    /// A DaemonSet that the API server takes.
    private static func sound(_ edit: (inout PodSpec) -> Void = { _ in }) -> DaemonSet {
        var daemonSet = DaemonSet()
        daemonSet.selector.matchLabels = ["app": "agent"]
        daemonSet.template.labels = ["app": "agent"]
        var spec = PodSpec()
        spec.containers = [container("agent"), container("side")]
        edit(&spec)
        daemonSet.template.sharedSpec = Shared(spec)
        return daemonSet
    }

    private static func container(_ name: String) -> Container {
        var container = Container()
        container.name = name
        container.image = "image"
        return container
    }

    private static func quantity(_ units: WholeNumber) -> Quantity { Quantity(units: units) }

    @Test func `A sound DaemonSet is not refused`() {
        #expect(Self.sound().refusals == [])
    }

    static let cases: [(name: String, place: String, edit: @Sendable (inout PodSpec) -> Void)] = [
        ("no container", "containers", { $0.containers = [] }),
        ("two of a name", "containers[agent]", { $0.containers[1].name = "agent" }),
        ("no image", "containers[side]", { $0.containers[1].image = "" }),
        (
            "a request above the limit", "containers[agent].resources.requests.memory",
            {
                $0.containers[0].resources.requests["memory"] = quantity(2)
                $0.containers[0].resources.limits["memory"] = quantity(1)
            }
        ),
        (
            "a device whose limit differs", "containers[agent].resources.requests.example.com/gpu",
            {
                $0.containers[0].resources.requests["example.com/gpu"] = quantity(1)
                $0.containers[0].resources.limits["example.com/gpu"] = quantity(2)
            }
        ),
        (
            "huge pages without a limit", "containers[agent].resources.requests.hugepages-2Mi",
            { $0.containers[0].resources.requests["hugepages-2Mi"] = quantity(2 << 20) }
        ),
        (
            "half a device", "containers[agent].resources.limits.example.com/gpu",
            { $0.containers[0].resources.limits["example.com/gpu"] = Quantity(milliUnits: 500) }
        ),
        (
            "another host port on the host's network", "containers[agent].ports[80].hostPort",
            {
                $0.isHostNetwork = true
                $0.containers[0].ports = [ContainerPort(containerPort: 80, hostPort: 81)]
            }
        ),
        (
            "a host port twice", "containers[side].ports[81].hostPort",
            {
                $0.containers[0].ports = [ContainerPort(containerPort: 80, hostPort: 80)]
                $0.containers[1].ports = [ContainerPort(containerPort: 81, hostPort: 80)]
            }
        ),
        ("an empty key", "tolerations[0].operator", { $0.tolerations = [Toleration(key: "", value: "")] }),
        (
            "a value with Exists", "tolerations[0].value",
            { $0.tolerations = [Toleration(key: "a", comparison: .exists, value: "b")] }
        ),
        (
            "seconds without NoExecute", "tolerations[0].effect",
            { $0.tolerations = [Toleration(key: "a", comparison: .exists, tolerationSeconds: 5)] }
        ),
        ("a label that is none", "nodeSelector.pool", { $0.nodeSelector = ["pool": "a b"] }),
        ("a key that is none", "nodeSelector", { $0.nodeSelector = ["-pool": "a"] }),
        (
            "a mount of no volume", "containers[agent]",
            { $0.containers[0].volumeMounts = [VolumeMount(name: "x", mountPath: "/x")] }
        ),
        ("pods that end", "restartPolicy", { $0.restartPolicy = "Never" }),
    ]

    @Test(arguments: cases)
    func `What the API server refuses is told with its place`(
        name: String, place: String, edit: @Sendable (inout PodSpec) -> Void
    ) {
        #expect(Self.sound(edit).refusals.map(\.place).contains("spec.template.spec.\(place)"), "\(name)")
    }

    @Test(
        arguments: [
            ("cpu", true), ("kubernetes.io/x", true), ("more.kubernetes.io/x", true), ("a/kubernetes.io/x", true),
            ("example.com/gpu", false), ("a/kubernetes.io", false), ("io/x", false), ("/", false),
            ("hugepages-2Mi", false),
        ])
    func `Only Kubernetes' own resources may have a limit above the request`(name: String, mayDiffer: Bool) {
        let daemonSet = Self.sound {
            $0.containers[0].resources.requests[name] = Self.quantity(1)
            $0.containers[0].resources.limits[name] = Self.quantity(2)
        }
        #expect(daemonSet.refusals.isEmpty == mayDiffer, "\(name)")
    }

    @Test func `A port may be open for two protocols`() {
        let daemonSet = Self.sound {
            $0.containers[0].ports = [
                ContainerPort(containerPort: 53, hostPort: 53),
                ContainerPort(containerPort: 53, hostPort: 53, networkProtocol: "UDP"),
            ]
        }
        #expect(daemonSet.refusals == [])
    }

    @Test(arguments: [(0, 0), (1, 1)])
    func `One of maxUnavailable and maxSurge is zero and not both`(unavailable: WholeNumber, surge: WholeNumber) {
        var daemonSet = Self.sound()
        daemonSet.updateStrategy = .rollingUpdate(maxUnavailable: .number(unavailable), maxSurge: .number(surge))
        #expect(daemonSet.refusals.count == 1)
    }
}
