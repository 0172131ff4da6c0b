import KubernetesModel

/// Objects with everything that a diagnosis needs and nothing else, for examples and tests.
public enum ExampleObjects {
    /// A quantity as it is written; one that cannot be read counts as zero, which an example will notice.
    public static func quantity(_ text: String) -> Quantity { (try? Quantity(parsing: text)) ?? .zero }

    /// Amounts by resource name.
    public static func resources(_ amounts: [String: String]) -> ResourceList {
        ResourceList(amounts.sorted { $0.key < $1.key }.map { .init(name: $0.key, quantity: quantity($0.value)) })
    }

    /// Labels from a dictionary.
    public static func labels(_ pairs: [String: String]) -> Labels {
        Labels(pairs.map { .init(key: $0.key, value: $0.value) })
    }

    /// A spec of another priority, for a pod to have.
    static func shared(_ spec: PodSpec, priority: WholeNumber) -> Shared<PodSpec> {
        var own = spec
        own.priority = priority
        return Shared(own)
    }

    /// A taint as kubectl writes it: `dedicated=gpu:NoSchedule`.
    public static func taint(_ text: String) -> Taint {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        let pair = (parts.first ?? "").split(separator: "=", maxSplits: 1).map(String.init)
        return Taint(
            key: pair.first ?? "", value: pair.count > 1 ? pair[1] : "",
            effect: parts.count > 1 ? Taint.Effect(rawValue: parts[1]) : nil)
    }

    /// A ready node.
    public static func node(
        _ name: String, cpu: String = "4", memory: String = "8Gi", pods: String = "110",
        labels pairs: [String: String] = [:], taints: [Taint] = [], extended: [String: String] = [:],
        isReady: Bool = true
    ) -> Node {
        var node = Node()
        node.metadata = ObjectMeta(name: name, uid: "uid-\(name)")
        node.metadata.labels = labels(pairs.merging([NodeLabel.hostname: name]) { own, _ in own })
        var amounts = ["cpu": cpu, "memory": memory, "pods": pods, "ephemeral-storage": "100Gi"]
        amounts.merge(extended) { _, new in new }
        node.capacity = resources(amounts)
        node.allocatable = node.capacity
        node.taints = taints
        node.conditions = [
            Condition(
                type: Node.ConditionType.ready, status: isReady ? .isTrue : .isFalse,
                reason: isReady ? "KubeletReady" : "KubeletNotReady", lastTransitionTime: Timestamp(seconds: 0))
        ]
        return node
    }
}
