import DiagnosisEngine
import KubernetesModel

/// A container that asks for `requests`: `container(requests: ["cpu": "100m"])`.
public func container(
    _ name: String = "main", image: String = "registry.example/main:1", requests: [String: String] = [:],
    limits: [String: String] = [:], hostPort: WholeNumber = 0
) -> Container {
    ExampleObjects.container(name, image: image, requests: requests, limits: limits, hostPort: hostPort)
}

/// A spec of these containers.
public func podSpec(_ containers: [Container] = [container()], edit: (inout PodSpec) -> Void = { _ in }) -> PodSpec {
    ExampleObjects.podSpec(containers, edit: edit)
}

/// A pod that runs on `node` and is ready; without a node it waits for one.
public func pod(
    _ name: String, namespace: String = "default", on node: String = "", labels pairs: [String: String] = [:],
    priority: WholeNumber = 0, spec: PodSpec = podSpec(), edit: (inout Pod) -> Void = { _ in }
) -> Pod {
    ExampleObjects.pod(
        name, namespace: namespace, on: node, labels: pairs, priority: priority, spec: spec, edit: edit)
}
