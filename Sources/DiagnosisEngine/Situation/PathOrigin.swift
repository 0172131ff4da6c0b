import KubernetesModel
import Wording

extension MountedPath {
    /// What the paths of a line tell by the volumes that they lie in, or don't.
    static func circumstances(
        of line: String, for container: Container, pod: Pod
    ) -> Set<LogSignature.Circumstance> {
        var found: Set<LogSignature.Circumstance> = []
        let mounts = all(in: line, of: container, pod: pod)
        if mounts.contains(where: { $0.hostPath != nil }) { found.insert(.nodePath) }
        if mounts.contains(where: { $0.hostPath.map(NodeSystemPath.isOne) ?? false }) { found.insert(.systemPath) }
        if mounts.contains(where: \.mount.isReadOnly) { found.insert(.readOnlyMount) }
        let volumes = pod.spec.volumesByName
        if mounts.contains(where: { volumes[$0.mount.name]?.source.isConfiguration ?? false }) {
            found.insert(.configVolume)
        }
        if mounts.isEmpty, PathElsewhere.paths(in: line).contains(where: isOfFile) { found.insert(.imagePath) }
        return found
    }

    /// Whether a path is that of a file, and of none that the kernel shows.
    private static func isOfFile(_ path: String) -> Bool {
        path.count > 1 && !["/proc/", "/sys/", "/dev/"].contains { path.hasPrefix($0) }
    }

    /// ` /host_pods is /var/lib/kubelet/pods on the node (hostPath, volume host-pods).` for a line about a path in a
    /// volume, or about a volume by its name; for others that the path is the image's own, where `isOfImage` asks for it.
    static func origin(in line: String, of container: Container?, pod: Pod?, isOfImage: Bool) -> String {
        guard let container, let pod else { return "" }
        let volumes = pod.spec.volumesByName
        if let found = all(in: line, of: container, pod: pod).last, let volume = volumes[found.mount.name] {
            return " " + found.sentence(on: volume)
        }
        let named = container.volumeMounts.first { mount in
            ["\(mount.name) volume", "volume \(mount.name)", "volume \"\(mount.name)\""].contains { line.contains($0) }
        }
        if let named, let volume = volumes[named.name] {
            return " Volume \(named.name) is \(volume.source.words)."
        }
        guard isOfImage, let path = PathElsewhere.paths(in: line).last(where: isOfFile) else { return "" }
        return " \(path) lies in no volume: it is the image's own (\(container.image))."
    }

    private func sentence(on volume: Volume) -> String {
        guard let hostPath else { return "\(path) lies in volume \(volume.name), which is \(volume.source.words)." }
        let rest = path.dropFirst(mount.mountPath.count).drop { $0 == "/" }
        let base = hostPath.count > 1 && hostPath.hasSuffix("/") ? String(hostPath.dropLast()) : hostPath
        let place = rest.isEmpty ? base : base == "/" ? "/\(rest)" : "\(base)/\(rest)"
        guard place != path else { return "\(path) is the node's (hostPath \(hostPath), volume \(volume.name))." }
        return "\(path) is \(place) on the node (hostPath \(hostPath), volume \(volume.name))."
    }
}

extension Volume.Source {
    /// Whether the kubelet mounts it for reading only, whatever the mount says.
    var isConfiguration: Bool {
        switch self {
        case .configMap, .secret: return true
        case .other(let kind): return kind == "projected" || kind == "downwardAPI"
        default: return false
        }
    }

    /// `hostPath /var/log`, `ConfigMap agent`.
    fileprivate var words: String {
        switch self {
        case .persistentVolumeClaim(let name): return "PersistentVolumeClaim \(name)"
        case .ephemeral: return "a claim made for the pod"
        case .hostPath(let path, _): return "hostPath \(path)"
        case .emptyDir: return "an emptyDir"
        case .configMap(let name, _): return "ConfigMap \(name)"
        case .secret(let name, _): return "Secret \(name)"
        case .csi(let driver): return "of CSI driver \(driver)"
        case .other(let kind): return "of kind \(kind)"
        }
    }
}

/// Tells directories of the node's system, of Kubernetes and of the runtime from those that a daemon has for itself.
enum NodeSystemPath {
    /// Whether a hostPath is such a directory: its owner must not be changed for one daemon.
    static func isOne(_ path: String) -> Bool {
        let own = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        return exact.contains(own) || trees.contains { MountedPath.covers($0, own) }
    }

    private static let exact: Set<String> = [
        "/", "/opt", "/var", "/var/lib", "/var/run", "/run", "/home", "/root", "/usr", "/srv", "/mnt",
    ]
    private static let trees = [
        "/etc", "/proc", "/sys", "/dev", "/boot", "/lib", "/lib64", "/bin", "/sbin", "/usr/lib", "/usr/bin",
        "/usr/sbin",
        "/usr/libexec", "/usr/src", "/var/log/containers", "/var/log/pods", "/var/log/journal", "/var/lib/kubelet",
        "/var/lib/docker", "/var/lib/containerd", "/var/lib/containers", "/var/lib/rancher", "/run/containerd",
        "/run/docker", "/run/crio", "/run/systemd", "/run/dbus", "/var/snap/microk8s", "/var/lib/k0s", "/opt/cni",
        "/var/lib/origin",
    ]
}
