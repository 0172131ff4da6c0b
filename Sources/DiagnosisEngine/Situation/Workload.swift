import ClusterSnapshot
import KubernetesModel

/// The owner of pods, as people call it.
public enum Workload {
    /// The label by which a Deployment tells its ReplicaSets apart.
    private static let templateHash = "pod-template-hash"

    /// `namespace/name` of the Deployment, DaemonSet or other owner of a pod, or of the pod itself when nobody owns it, a static
    /// pod without its node's name.
    public static func name(of pod: Pod) -> String {
        if pod.isMirror || pod.metadata.controller?.kind == Node.kind {
            // The kubelet names a static pod's mirror after the pod and the node.
            let name =
                pod.name.hasSuffix("-\(pod.nodeName)") ? pod.name.dropLast(pod.nodeName.count + 1) : pod.name[...]
            return "\(pod.namespace)/\(name)"
        }
        guard let owner = pod.metadata.controller else { return pod.metadata.qualifiedName }
        var name = owner.name
        if owner.kind == "ReplicaSet", let hash = pod.metadata.labels[templateHash], name.hasSuffix("-\(hash)") {
            // An accent in front of the hash is one character with the hyphen: no more than there is may be dropped.
            name = String(name.dropLast(hash.count + 1))
        }
        return "\(pod.namespace)/\(name)"
    }
}
