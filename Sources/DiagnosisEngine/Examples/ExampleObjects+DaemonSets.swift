import KubernetesModel

extension ExampleObjects {
    /// A DaemonSet that selects `app=NAME`.
    public static func daemonSet(
        _ name: String, namespace: String = "default", spec: PodSpec = podSpec(),
        edit: (inout DaemonSet) -> Void = { _ in }
    ) -> DaemonSet {
        var daemonSet = DaemonSet()
        daemonSet.metadata = ObjectMeta(name: name, namespace: namespace, uid: "uid-\(namespace)-\(name)")
        daemonSet.metadata.generation = 1
        daemonSet.metadata.annotations = [Annotation.templateGeneration: "1"]
        daemonSet.selector = LabelSelector(matchLabels: ["app": name])
        daemonSet.template.labels = ["app": name]
        daemonSet.template.sharedSpec = Shared(spec)
        daemonSet.status.observedGeneration = 1
        edit(&daemonSet)
        return daemonSet
    }

    /// A pod of `daemonSet` aimed at `node`, of its present revision: bound and ready, or waiting.
    public static func daemonPod(
        of daemonSet: DaemonSet, on node: String, isBound: Bool = true, edit: (inout Pod) -> Void = { _ in }
    ) -> Pod {
        var pod = plainDaemonPod(of: daemonSet, on: node, isBound: isBound)
        edit(&pod)
        return pod
    }

    @inline(never)
    private static func plainDaemonPod(of daemonSet: DaemonSet, on node: String, isBound: Bool) -> Pod {
        let spec = daemonSet.template.spec
        return pod(
            "\(daemonSet.name)-\(node)", namespace: daemonSet.namespace, on: isBound ? node : "",
            priority: spec.priority ?? 0, spec: spec
        ) { pod in
            pod.metadata.labels = Labels(
                daemonSet.template.labels.pairs + [
                    .init(
                        key: ControllerRevision.Label.templateGeneration,
                        value: String(daemonSet.templateGeneration ?? 1))
                ])
            pod.metadata.ownerReferences = [
                OwnerReference(kind: DaemonSet.kind, name: daemonSet.name, uid: daemonSet.uid, isController: true)
            ]
            pod.pinnedNodeName = node
        }
    }
}
