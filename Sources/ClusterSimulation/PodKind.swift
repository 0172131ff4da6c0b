import ClusterSnapshot
import KubernetesModel

/// What pods have in common that differ in nothing that a filter asks for.
struct PodKind: Hashable {
    private let spec: ObjectIdentifier
    private let labels: Labels
    private let namespace: String

    /// The kind of a pod; pods of one kind share the object of their spec.
    init(_ pod: Pod) {
        spec = ObjectIdentifier(pod.sharedSpec)
        labels = pod.metadata.labels
        namespace = pod.namespace
    }
}
