import ClusterSnapshot
import KubernetesModel
import PlacementEngine

/// Folders of the node by which DaemonSets meet: one puts a socket there, another looks for it.
enum SharedFolder {
    /// The folder of the node in which a container looks for a socket that its log says isn't there; nil without one.
    static func missing(in line: String, of container: Container?, pod: Pod) -> String? {
        guard let container, isAboutMissing(line) else { return nil }
        let volumes = pod.spec.volumesByName
        for path in PathElsewhere.paths(in: line) where path.contains(".sock") {
            let said = unified(path)
            for mount in container.volumeMounts where said.hasPrefix(unified(mount.mountPath) + "/") {
                guard case .hostPath(let folder, _) = volumes[mount.name]?.source, let own = own(folder) else {
                    continue
                }
                return own
            }
        }
        return nil
    }

    /// `kube-system/switch, which mounts /run/switch too, has no pod there …`: who should have made the socket that these
    /// pods miss; nil where none is missed, or its pods are ready.
    static func provider(missedOn nodes: [NodeSituation], in situation: DaemonSetSituation) -> String? {
        for node in nodes {
            for (folder, need) in situation.cluster.needs.sockets[node.node.name] ?? [:]
            where need.pod == node.pod?.metadata.qualifiedName {
                for daemonSet in situation.snapshot.daemonSets
                where daemonSet.metadata.qualifiedName != situation.name
                    && all(of: daemonSet.template.spec).contains(folder)
                {
                    let agent = NodeAgents.Agent(daemonSet, duties: [], in: situation.index)
                    guard let trouble = agent.trouble(on: node.node, in: situation.snapshot) else { continue }
                    return "\(agent.name) mounts \(folder) too and may be what makes it: \(trouble)."
                }
            }
        }
        return nil
    }

    /// The folders that a template mounts and that belong to one program.
    static func all(of spec: PodSpec) -> [String] {
        spec.volumes.compactMap { volume in
            guard case .hostPath(let path, _) = volume.source else { return nil }
            return own(path)
        }
    }

    /// A folder below /run that is neither the whole of it nor that of the system or a container runtime.
    private static func own(_ path: String) -> String? {
        let folder = unified(path)
        let parts = folder.split(separator: "/")
        guard parts.count >= 2, parts[0] == "run", !others.contains(String(parts[1])) else { return nil }
        return folder
    }

    private static let others: Set<String> = [
        "containerd", "crio", "docker", "k3s", "k0s", "cri-dockerd", "dbus", "systemd", "udev", "secrets", "netns",
        "lock",
        "log", "user", "mount", "podman",
    ]

    /// `/var/run` is a link to `/run` on nodes of today, and in most images.
    private static func unified(_ path: String) -> String {
        let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        return trimmed.hasPrefix("/var/run/") || trimmed == "/var/run" ? String(trimmed.dropFirst(4)) : trimmed
    }

    private static func isAboutMissing(_ line: String) -> Bool {
        let folded = line.lowercased()
        return ["no such file", "connection refused", "not found", "doesn't exist", "does not exist"].contains {
            folded.contains($0)
        }
    }
}
