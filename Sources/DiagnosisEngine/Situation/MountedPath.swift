import KubernetesModel
import Wording

/// A path in what a program says, with the volume of the pod that it lies in.
struct MountedPath: Sendable {
    /// The path as it is said.
    var path: String
    /// The mount of the container that it lies in, of several the innermost.
    var mount: VolumeMount
    /// The path on the node that is mounted there; nil where the volume is none of the node.
    var hostPath: String?

    /// The paths of a line that lie in volumes of the container.
    static func all(in line: String, of container: Container, pod: Pod) -> [MountedPath] {
        let paths = PathElsewhere.paths(in: line)
        if paths.isEmpty || container.volumeMounts.isEmpty { return [] }
        let volumes = pod.spec.volumesByName
        return paths.compactMap { path in
            let inner = container.volumeMounts.filter { covers($0.mountPath, path) }
                .max { $0.mountPath.utf8.count < $1.mountPath.utf8.count }
            guard let mount = inner else { return nil }
            var hostPath: String?
            if case .hostPath(let own, _) = volumes[mount.name]?.source { hostPath = own }
            return MountedPath(path: path, mount: mount, hostPath: hostPath)
        }
    }

    /// Whether `path` is `folder` or lies in it.
    static func covers(_ folder: String, _ path: String) -> Bool {
        let own = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
        return path == own || path == own + "/" || path.hasPrefix(own == "/" ? "/" : own + "/")
    }

    /// ` Volume var-lib (hostPath /var/lib) is mounted read-only at /var/lib; for writing: /data (data).` for a line about
    /// a path in such a volume; empty for others.
    static func readOnlySentence(in line: String, of container: Container?, pod: Pod?) -> String {
        guard let container, let pod,
            let found = all(in: line, of: container, pod: pod).last(where: \.mount.isReadOnly)
        else { return "" }
        let source = found.hostPath.map { " (hostPath \($0))" } ?? ""
        let volumes = pod.spec.volumesByName
        let others = container.volumeMounts.filter { mount in
            guard !mount.isReadOnly, mount.subPath.isEmpty, let volume = volumes[mount.name] else { return false }
            switch volume.source {
            case .configMap, .secret: return false
            default: return true
            }
        }.map { "\($0.mountPath) (volume \($0.name))" }
        return " The template mounts volume \(found.mount.name)\(source) read-only at \(found.mount.mountPath)"
            + (others.isEmpty ? "." : "; mounted for writing: \(Wording.list(others, most: 3)).")
    }
}

/// Tells paths of devices from paths of files.
enum DevicePath {
    /// Whether a path is that of a device, or of what the kernel shows of devices and their drivers.
    static func isOne(_ path: String) -> Bool {
        if ["/sys/class/", "/sys/bus/", "/sys/devices/", "/sys/module/"].contains(where: path.hasPrefix) {
            return true
        }
        guard path.hasPrefix("/dev/"), path.count > 5 else { return false }
        return !["null", "std", "shm", "log", "termination-log", "fd", "zero", "urandom", "random", "tty", "pts"]
            .contains { path.dropFirst(5).hasPrefix($0) }
    }
}

extension Node {
    /// Whether the node's system is one of those that come with SELinux enforcing.
    var usesSELinux: Bool {
        let systems = [
            "Red Hat", "CentOS", "Rocky Linux", "AlmaLinux", "Fedora", "Oracle Linux", "Scientific Linux",
            "Bottlerocket", "SUSE Linux Micro", "SUSE Linux Enterprise Micro", "openSUSE MicroOS", "SLE Micro",
        ]
        return systems.contains { info.osImage.contains($0) }
    }
}
