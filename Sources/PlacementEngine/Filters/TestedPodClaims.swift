import ClusterSnapshot

extension UsedClaim {
    /// The claims of a pod's volumes, in their order.
    static func claims(of pod: TestedPod, in index: ClusterIndex) -> [UsedClaim] {
        // An ephemeral claim is named after the pod, so only a pod that is there has one.
        var podName: String?
        if case .pod(let position) = pod.origin { podName = index.snapshot.pods[position].name }
        return claims(of: pod.spec.volumes, namespace: pod.namespace, podName: podName, in: index)
    }
}
