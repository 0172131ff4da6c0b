import DiagnosisEngine
import KubernetesModel

/// A quantity in a test; one that cannot be read counts as zero, which the test will notice.
public func quantity(_ text: String) -> Quantity { ExampleObjects.quantity(text) }

/// Amounts by resource name.
public func resources(_ amounts: [String: String]) -> ResourceList { ExampleObjects.resources(amounts) }

/// Labels from a dictionary.
public func labels(_ pairs: [String: String]) -> Labels { ExampleObjects.labels(pairs) }

/// A ready node: `node("n1", cpu: "4")`.
public func node(
    _ name: String, cpu: String = "4", memory: String = "8Gi", pods: String = "110",
    labels pairs: [String: String] = [:],
    taints: [Taint] = [], extended: [String: String] = [:], isReady: Bool = true
) -> Node {
    ExampleObjects.node(
        name, cpu: cpu, memory: memory, pods: pods, labels: pairs, taints: taints, extended: extended,
        isReady: isReady)
}

/// A taint: `taint("dedicated=gpu:NoSchedule")`.
public func taint(_ text: String) -> Taint { ExampleObjects.taint(text) }
