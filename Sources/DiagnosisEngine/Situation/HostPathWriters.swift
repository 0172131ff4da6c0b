import KubernetesModel
import PlacementEngine
import Wording

/// Directories of a node into which pods may write: the kubelet counts what lies there for no container.
enum HostPathWriters {
    /// The writable hostPath directories of the pods on these nodes, as `namespace/name: /path`, each once, the
    /// DaemonSet's own first; without those of the node's system, which hold no data of programs.
    static func all(on nodes: [NodeSituation], in situation: DaemonSetSituation) -> [String] {
        var own: [String] = []
        var others: [String] = []
        for node in nodes {
            for position in situation.index.podsByNode[node.position] {
                let pod = situation.snapshot.pods[position]
                let workload = Workload.name(of: pod)
                for path in paths(of: pod) {
                    let text = "\(workload): \(path)"
                    if workload == situation.name {
                        if !own.contains(text) { own.append(text) }
                    } else if !others.contains(text) {
                        others.append(text)
                    }
                }
            }
        }
        return own + others.sorted()
    }

    private static func paths(of pod: Pod) -> [String] {
        let writable = Set(
            pod.spec.allContainers.flatMap { $0.volumeMounts.filter { !$0.isReadOnly }.map(\.name) })
        return pod.spec.volumes.compactMap { volume in
            guard case .hostPath(let path, let type) = volume.source, writable.contains(volume.name),
                type.isEmpty || type.hasPrefix("Directory"), holdsData(path)
            else { return nil }
            return path
        }
    }

    /// Whether programs keep data there, rather than find sockets, devices, modules or the node's own settings.
    private static func holdsData(_ path: String) -> Bool {
        if path == "/" || path.hasSuffix(".sock") { return false }
        return !system.contains { path == $0 || path.hasPrefix($0 + "/") }
    }

    private static let system = [
        "/dev", "/proc", "/sys", "/run", "/var/run", "/etc", "/usr", "/lib", "/lib64", "/bin", "/sbin", "/boot",
        "/opt/cni", "/var/lib/kubelet", "/var/lib/cni", "/var/lib/docker", "/var/lib/containerd", "/var/lib/containers",
    ]
}
