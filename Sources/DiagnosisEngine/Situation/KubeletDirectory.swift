import KubernetesModel

/// Where the kubelets of distributions keep their directory.
enum KubeletDirectory {
    /// Where most have it.
    static let usual = "/var/lib/kubelet"

    private static let others = [
        (name: "k0s", path: "/var/lib/k0s/kubelet"),
        (name: "MicroK8s", path: "/var/snap/microk8s/common/var/lib/kubelet"),
        (name: "Tanzu Kubernetes Grid Integrated", path: "/var/vcap/data/kubelet"),
    ]

    /// The distribution of a node that keeps it elsewhere, and where; nil for others.
    static func elsewhere(on node: Node) -> (name: String, path: String)? {
        let version = node.info.kubeletVersion
        let labels = node.metadata.labels.pairs.map(\.key)
        if version.contains("+k0s") || labels.contains(where: { $0.hasPrefix("node.k0sproject.io/") }) {
            return others[0]
        }
        if labels.contains(where: { $0.hasPrefix("microk8s.io/") || $0.hasPrefix("node.kubernetes.io/microk8s") }) {
            return others[1]
        }
        if labels.contains(where: { $0.hasPrefix("pks-system/") || $0.hasPrefix("bosh.") }) { return others[2] }
        return nil
    }

    /// Whether a path lies in a kubelet's usual directory.
    static func isUsual(_ path: String) -> Bool { path == usual || path.hasPrefix(usual + "/") }

    /// Whether a path lies in a directory that some distribution's kubelet has for its own.
    static func distribution(of path: String) -> String? {
        others.first { path == $0.path || path.hasPrefix($0.path + "/") }?.name
    }

    /// The paths that the node's operating system keeps read-only or lacks; nil for common systems.
    static func oddity(of node: Node) -> String? {
        let image = node.info.osImage
        if image.hasPrefix("Talos") {
            return "Talos has no systemd and no shell, and everything but /var is read-only"
        }
        if image.hasPrefix("Bottlerocket") { return "Bottlerocket keeps all but /local, /mnt and /var read-only" }
        if image.hasPrefix("Container-Optimized OS") {
            return "Container-Optimized OS keeps / read-only and mounts /var without exec"
        }
        if image.hasPrefix("Flatcar") || image.contains("CoreOS") {
            return "\(image.prefix { $0 != "(" }.trimmed) keeps /usr read-only"
        }
        return nil
    }
}

extension Substring {
    fileprivate var trimmed: String { String(reversed().drop { $0 == " " }.reversed()) }
}
