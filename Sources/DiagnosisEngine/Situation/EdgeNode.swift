import KubernetesModel

extension Node {
    /// Whether the node is one of KubeEdge: edgecore, which does the kubelet's work there, says so in its version
    /// (`v1.18.6-kubeedge-v1.4.0`).
    var isOfKubeEdge: Bool { info.kubeletVersion.contains("-kubeedge-") }

    /// The program that runs the node's pods, by the name of its unit: `kubelet`, `edgecore`.
    var podRunner: String { isOfKubeEdge ? "edgecore" : "kubelet" }
}
