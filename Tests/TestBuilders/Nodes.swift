import KubernetesModel

/// A quantity in a test; one that cannot be read counts as zero, which the test will notice.
public func quantity(_ text: String) -> Quantity { (try? Quantity(parsing: text)) ?? .zero }

/// Amounts by resource name.
public func resources(_ amounts: [String: String]) -> ResourceList {
    ResourceList(amounts.sorted { $0.key < $1.key }.map { .init(name: $0.key, quantity: quantity($0.value)) })
}

/// Labels from a dictionary.
public func labels(_ pairs: [String: String]) -> Labels {
    Labels(pairs.map { .init(key: $0.key, value: $0.value) })
}

/// A ready node: `node("n1", cpu: "4")`.
public func node(
    _ name: String, cpu: String = "4", memory: String = "8Gi", pods: String = "110",
    labels pairs: [String: String] = [:],
    taints: [Taint] = [], extended: [String: String] = [:], isReady: Bool = true
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

/// A taint: `taint("dedicated=gpu:NoSchedule")`.
public func taint(_ text: String) -> Taint {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    let pair = parts[0].split(separator: "=", maxSplits: 1).map(String.init)
    return Taint(
        key: pair[0], value: pair.count > 1 ? pair[1] : "",
        effect: parts.count > 1 ? Taint.Effect(rawValue: parts[1]) : nil)
}
