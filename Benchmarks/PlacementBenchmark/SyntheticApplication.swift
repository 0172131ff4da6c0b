import KubernetesModel

/// An application of which many pods run.
struct SyntheticApplication {
    /// A pod of it, without name and node.
    let pod: Pod

    /// Every fourth one keeps its own pods on different nodes, every tenth keeps the DaemonSets of group 3 away.
    init(number: Int) {
        var spec = PodSpec()
        var container = Container()
        container.name = "main"
        container.image = "registry.example/app-\(number):1"
        container.resources.requests = ResourceList([
            .init(name: ResourceName.cpu, quantity: Quantity(milliUnits: WholeNumber(100 + number % 5 * 100))),
            .init(
                name: ResourceName.memory,
                quantity: Quantity(units: WholeNumber(1 + number % 3) << 30, format: .binarySI)),
        ])
        spec.containers = [container]
        spec.priority = number % 6 == 0 ? 1_000 : 0
        let name = "app-\(number)"
        if number % 4 == 0 {
            spec.requiredPodAntiAffinity.append(
                PodAffinityTerm(
                    labelSelector: LabelSelector(matchLabels: ["app": name]), topologyKey: NodeLabel.hostname))
        }
        if number % 10 == 0 {
            spec.requiredPodAntiAffinity.append(
                PodAffinityTerm(
                    labelSelector: LabelSelector(matchLabels: ["group": "3"]), topologyKey: NodeLabel.hostname,
                    namespaceSelector: LabelSelector(matchLabels: ["team": "system"])))
        }
        var pod = Pod()
        pod.metadata = ObjectMeta(name: name, namespace: number % 5 == 0 ? "batch" : "apps")
        pod.metadata.labels = Labels([
            .init(key: "app", value: name), .init(key: "tier", value: "tier-\(number % 50)"),
            .init(key: "pod-template-hash", value: "5d4f8c7b9\(number)"),
        ])
        pod.metadata.ownerReferences = [
            OwnerReference(kind: "ReplicaSet", name: name, uid: "replica-set-\(number)", isController: true)
        ]
        pod.sharedSpec = Shared(spec)
        self.pod = pod
    }
}
