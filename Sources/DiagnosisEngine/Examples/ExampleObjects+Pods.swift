import KubernetesModel

extension ExampleObjects {
    /// A container that asks for `requests`.
    public static func container(
        _ name: String = "main", image: String = "registry.example/main:1", requests: [String: String] = [:],
        limits: [String: String] = [:], hostPort: WholeNumber = 0
    ) -> Container {
        var container = Container()
        container.name = name
        container.image = image
        container.resources = ResourceRequirements(requests: resources(requests), limits: resources(limits))
        if hostPort != 0 { container.ports = [ContainerPort(containerPort: hostPort, hostPort: hostPort)] }
        return container
    }

    /// A spec of these containers.
    public static func podSpec(
        _ containers: [Container] = [container()], edit: (inout PodSpec) -> Void = { _ in }
    ) -> PodSpec {
        var spec = PodSpec()
        spec.containers = containers
        edit(&spec)
        return spec
    }

    /// A pod that runs on `node` and is ready; without a node it waits for one.
    public static func pod(
        _ name: String, namespace: String = "default", on node: String = "", labels pairs: [String: String] = [:],
        priority: WholeNumber = 0, spec: PodSpec = podSpec(), edit: (inout Pod) -> Void = { _ in }
    ) -> Pod {
        var pod = plainPod(name, namespace: namespace, on: node, labels: pairs, priority: priority, spec: spec)
        edit(&pod)
        return pod
    }

    /// Stands by itself, out of line, since the compiler makes a version of the above for every `edit`.
    @inline(never)
    private static func plainPod(
        _ name: String, namespace: String, on node: String, labels pairs: [String: String], priority: WholeNumber,
        spec: PodSpec
    ) -> Pod {
        var pod = Pod()
        pod.metadata = ObjectMeta(name: name, namespace: namespace, uid: "uid-\(namespace)-\(name)")
        pod.metadata.labels = labels(pairs)
        pod.metadata.creationTimestamp = Timestamp(seconds: 1_000)
        var own = spec
        own.priority = priority
        pod.sharedSpec = Shared(own)
        pod.nodeName = node
        if !node.isEmpty {
            pod.status.phase = .running
            pod.status.startTime = Timestamp(seconds: 1_000)
            pod.status.conditions = [
                Condition(
                    type: PodStatus.ConditionType.ready, status: .isTrue, lastTransitionTime: Timestamp(seconds: 1_010))
            ]
            pod.status.containerStatuses = spec.containers.map { runningStatus(of: $0) }
        }
        return pod
    }

    /// The status of a container that has been ready since second 1,005.
    static func runningStatus(of container: Container) -> ContainerStatus {
        var status = ContainerStatus()
        status.name = container.name
        status.image = container.image
        status.isReady = true
        status.hasStarted = true
        status.state = .running(since: Timestamp(seconds: 1_005))
        return status
    }
}
