import KubernetesModel

/// A DaemonSet of one of ten groups: plain, with node affinity, with host ports, away from or near to other pods,
/// spread over zones, greedy, and greedy with a priority that preempts.
struct SyntheticDaemonSet {
    let daemonSet: DaemonSet

    init(number: Int) {
        var spec = PodSpec()
        var container = Container()
        container.name = "agent"
        container.image = "registry.example/agent-\(number):1"
        container.resources.requests = Self.requests(cpu: 50, mebibytes: 128)
        spec.tolerations = [Toleration(key: "example.com/gpu", comparison: .exists)]
        switch number % 10 {
        case 0: break
        case 1: spec.nodeSelector = Labels([.init(key: "example.com/pool", value: "general")])
        case 2:
            spec.requiredNodeAffinity = NodeSelector(terms: [
                NodeSelectorTerm(matchExpressions: [
                    .init(key: NodeLabel.architecture, comparison: .isIn, values: ["amd64"]),
                    .init(key: "example.com/generation", comparison: .greaterThan, values: ["2"]),
                ]),
                NodeSelectorTerm(matchExpressions: [
                    .init(key: "example.com/pool", comparison: .isIn, values: ["edge"])
                ]),
            ])
        case 3: container.ports = [ContainerPort(containerPort: 9_100, hostPort: WholeNumber(9_100 + number % 4))]
        case 4: spec.requiredPodAntiAffinity = [Self.term("tier", "tier-\(number % 50)", NodeLabel.hostname)]
        case 5: spec.requiredPodAffinity = [Self.term("tier", "tier-1", NodeLabel.zone)]
        case 6: spec.topologySpreadConstraints = [Self.spread(over: NodeLabel.zone)]
        case 7:
            var constraint = Self.spread(over: NodeLabel.hostname)
            constraint.honorsNodeAffinity = false
            constraint.honorsNodeTaints = true
            spec.topologySpreadConstraints = [constraint]
        case 8: container.resources.requests = Self.requests(cpu: 2_000, mebibytes: 12 << 10)
        default:
            container.resources.requests = Self.requests(cpu: 2_000, mebibytes: 12 << 10)
            spec.priorityClassName = "system-node-critical"
        }
        spec.containers = [container]
        var daemonSet = DaemonSet()
        daemonSet.metadata = ObjectMeta(name: "agent-\(number)", namespace: "system", uid: "daemon-set-\(number)")
        daemonSet.template.labels = Labels([
            .init(key: "app", value: "agent-\(number)"), .init(key: "group", value: "\(number % 10)"),
        ])
        daemonSet.selector = LabelSelector(matchLabels: daemonSet.template.labels)
        daemonSet.template.sharedSpec = Shared(spec)
        self.daemonSet = daemonSet
    }

    /// A pod of the DaemonSet, without name and node.
    static func pod(of daemonSet: DaemonSet) -> Pod {
        var pod = Pod()
        pod.metadata = ObjectMeta(name: daemonSet.name, namespace: daemonSet.namespace)
        pod.metadata.labels = daemonSet.template.labels
        pod.metadata.ownerReferences = [
            OwnerReference(kind: DaemonSet.kind, name: daemonSet.name, uid: daemonSet.uid, isController: true)
        ]
        pod.sharedSpec = daemonSet.template.sharedSpec
        return pod
    }

    private static func requests(cpu: WholeNumber, mebibytes: WholeNumber) -> ResourceList {
        ResourceList([
            .init(name: ResourceName.cpu, quantity: Quantity(milliUnits: cpu)),
            .init(name: ResourceName.memory, quantity: Quantity(units: mebibytes << 20, format: .binarySI)),
        ])
    }

    private static func term(_ key: String, _ value: String, _ topologyKey: String) -> PodAffinityTerm {
        PodAffinityTerm(
            labelSelector: LabelSelector(matchLabels: Labels([.init(key: key, value: value)])),
            topologyKey: topologyKey, namespaces: ["apps", "batch"])
    }

    private static func spread(over topologyKey: String) -> TopologySpreadConstraint {
        var constraint = TopologySpreadConstraint()
        constraint.topologyKey = topologyKey
        constraint.maxSkew = 2
        constraint.labelSelector = LabelSelector(matchLabels: ["app": "agent-1"])
        return constraint
    }
}
