import ClusterSnapshot
import KubernetesModel

/// What pods belong to, as people call it.
public enum Workload {
    /// The label by which a Deployment tells its ReplicaSets apart.
    private static let templateHash = "pod-template-hash"

    /// `namespace/name` of the Deployment, DaemonSet or other owner of a pod, or of the pod itself when nobody owns it.
    public static func name(of pod: Pod) -> String {
        guard let owner = pod.metadata.controller else { return pod.metadata.qualifiedName }
        var name = owner.name
        if owner.kind == "ReplicaSet", let hash = pod.metadata.labels[templateHash], name.hasSuffix("-\(hash)") {
            name.removeLast(hash.count + 1)
        }
        return "\(pod.namespace)/\(name)"
    }
}
