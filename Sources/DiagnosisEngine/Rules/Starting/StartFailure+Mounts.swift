import KubernetesModel

extension StartFailure {
    /// Takes into account what the pod mounts, which the runtime's words alone don't tell.
    mutating func refine(for container: Container?, on node: NodeSituation) {
        let isOfMount = [.other, .mount, .mountSourceMissing, .mountTypeMismatch, .mountNotShared].contains(kind)
        if isOfMount, node.node.info.operatingSystem != "windows",
            node.pod?.windowsPaths(of: container).isEmpty == false
        {
            kind = .windowsPath
        }
        // The runtime makes a missing hostPath on the node, and a mount point in the container: both by mkdir.
        if kind == .mountReadOnly, said.contains("mkdir "), let path, let container, let pod = node.pod {
            let volumes = pod.spec.volumesByName
            let isSource = container.volumeMounts.contains { mount in
                guard case .hostPath(let own, _) = volumes[mount.name]?.source, own.count > 1 else { return false }
                return MountedPath.covers(path, own) || MountedPath.covers(own, path)
            }
            if isSource { kind = .mountSourceReadOnly }
        }
    }
}

extension Pod {
    /// The hostPath volumes of a container that are written with backslashes.
    func windowsPaths(of container: Container?) -> [String] {
        guard let container else { return [] }
        let volumes = spec.volumesByName
        return container.volumeMounts.compactMap { mount in
            guard case .hostPath(let path, _) = volumes[mount.name]?.source, path.contains("\\") else { return nil }
            return path
        }
    }
}

extension NodeSituation {
    /// A volume of the node that a container mounts.
    struct HostMount {
        var volume: String
        var path: String
        /// The hostPath's type; empty for none, so that nobody looks at the path or makes it.
        var type: String
        var propagation: String
    }

    /// The hostPath volume of the container that a path of the node, or of the container, lies in; of several the one
    /// that asks for propagation.
    func hostMount(of container: Container?, at path: String?) -> HostMount? {
        guard let pod, let container, let path else { return nil }
        let volumes = pod.spec.volumesByName
        var found: [HostMount] = []
        for mount in container.volumeMounts {
            guard case .hostPath(let hostPath, let type) = volumes[mount.name]?.source else { continue }
            let own = hostPath.count > 1 && hostPath.hasSuffix("/") ? String(hostPath.dropLast()) : hostPath
            let isMeant =
                path == own || path == mount.mountPath || path.hasPrefix(own + "/") || own.hasPrefix(path + "/")
            if isMeant {
                found.append(
                    HostMount(
                        volume: mount.name, path: hostPath, type: type, propagation: mount.mountPropagation))
            }
        }
        return found.first { $0.propagation == "Bidirectional" } ?? found.first { !$0.propagation.isEmpty }
            ?? found.first
    }
}
