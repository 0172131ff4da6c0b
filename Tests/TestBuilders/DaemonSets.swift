import DiagnosisEngine
import KubernetesModel

/// A DaemonSet that selects `app=NAME`.
public func daemonSet(
    _ name: String, namespace: String = "default", spec: PodSpec = podSpec(), edit: (inout DaemonSet) -> Void = { _ in }
) -> DaemonSet {
    ExampleObjects.daemonSet(name, namespace: namespace, spec: spec, edit: edit)
}

/// A pod of `daemonSet` aimed at `node`, of its present revision: bound and ready, or waiting.
public func daemonPod(
    of daemonSet: DaemonSet, on node: String, isBound: Bool = true, edit: (inout Pod) -> Void = { _ in }
) -> Pod {
    ExampleObjects.daemonPod(of: daemonSet, on: node, isBound: isBound, edit: edit)
}
