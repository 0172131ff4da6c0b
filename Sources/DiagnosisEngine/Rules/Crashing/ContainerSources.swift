import KubernetesModel

extension Pod {
    /// The ConfigMaps and Secrets that a container is configured by, in volumes or variables: `ConfigMap kube-proxy`.
    func configObjects(of container: Container?) -> [String] {
        guard let container else { return [] }
        let volumes = spec.volumesByName
        let mounted = container.volumeMounts.compactMap { mount -> String? in
            guard let volume = volumes[mount.name] else { return nil }
            switch volume.source {
            case .configMap(let name, _): return "ConfigMap \(name)"
            case .secret(let name, _): return name.contains("-token-") ? nil : "Secret \(name)"
            default: return nil
            }
        }
        let read = container.configReferences.map { "\($0.kind) \($0.name)" }
        return Set(mounted + read).sorted()
    }

    /// The directories below the node's /var/log that a container mounts for writing, but for those of all containers.
    func ownLogPaths(of container: Container) -> [String] {
        let volumes = spec.volumesByName
        return container.volumeMounts.compactMap { mount in
            guard case .hostPath(let path, _) = volumes[mount.name]?.source, !mount.isReadOnly,
                path.hasPrefix("/var/log/"), path.count > 9,
                !["containers", "pods", "journal", "audit", "kube-audit"].contains(path.dropFirst(9))
            else { return nil }
            return path
        }
    }

    /// The folders of the node that a container mounts, but for those that the system itself fills: what it keeps there
    /// outlives the pod.
    func nodePaths(of container: Container) -> [String] {
        let volumes = spec.volumesByName
        let paths = container.volumeMounts.compactMap { mount -> String? in
            guard case .hostPath(let path, _) = volumes[mount.name]?.source else { return nil }
            return path
        }
        let system = ["/proc", "/sys", "/dev", "/lib/modules", "/usr", "/boot", "/etc/localtime"]
        return Array(paths.filter { path in path != "/" && !system.contains { path.hasPrefix($0) } }.prefix(4))
    }
}
