import KubernetesModel

/// How a person gets at a node, by its operating system and version.
public enum NodeShell: String, CaseIterable, Sendable {
    /// `kubectl debug node/…` and the node's own programs.
    case debug
    /// ssh: the kubelet doesn't answer, or is too old for `kubectl debug node`.
    case ssh
    /// Talos has no shell; `talosctl` asks its API.
    case talos
    /// Bottlerocket: through its admin container.
    case bottlerocket
    case windows
    /// The machine belongs to the provider, or there is none.
    case none
}

extension Node {
    /// `linux/arm64`, as images name it; empty where the node doesn't say.
    var platform: String {
        let system = info.operatingSystem.isEmpty ? metadata.labels[NodeLabel.operatingSystem] : info.operatingSystem
        let processor = info.architecture.isEmpty ? metadata.labels[NodeLabel.architecture] : info.architecture
        return [system, processor].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "/")
    }

    /// How a person gets at the node.
    public var shell: NodeShell {
        if NodeLimitation(of: self)?.hasNoMachine ?? false { return .none }
        if info.operatingSystem == "windows" || info.osImage.hasPrefix("Windows") { return .windows }
        if info.osImage.hasPrefix("Talos") { return .talos }
        if info.osImage.hasPrefix("Bottlerocket") { return .bottlerocket }
        if isUnreachable || isOlderThanDebug { return .ssh }
        return .debug
    }

    /// Whether the kubelet is older than 1.27, from where on `kubectl debug --profile=sysadmin` is there.
    private var isOlderThanDebug: Bool {
        let parts = info.kubeletVersion.drop { !$0.isNumber }.split(separator: ".", maxSplits: 2)
        guard parts.count > 1, let major = WholeNumber(parts[0]),
            let minor = WholeNumber(parts[1].prefix { $0.isNumber })
        else {
            return false
        }
        return major == 1 && minor < 27
    }

    /// Whether docker runs the containers: crictl, which asks the kubelet's runtime, knows nothing there.
    public var isOfDocker: Bool { info.containerRuntimeVersion.hasPrefix("docker:") }

    /// The container runtime as people call it: `containerd`, `docker`, `CRI-O`.
    var runtimeName: String {
        switch info.containerRuntimeVersion.prefix(while: { $0 != ":" }) {
        case "containerd": return "containerd"
        case "docker": return "docker"
        case "cri-o": return "CRI-O"
        case "": return "the container runtime"
        default: return String(info.containerRuntimeVersion.prefix { $0 != ":" })
        }
    }

    /// The systemd unit that runs the container runtime; distributions that bundle it run it under their own.
    public var runtimeUnit: String {
        if let bundled = bundledUnit { return bundled }
        switch info.containerRuntimeVersion.prefix(while: { $0 != ":" }) {
        case "docker": return "docker"
        case "cri-o": return "crio"
        default: return "containerd"
        }
    }

    /// The systemd unit that runs the kubelet.
    public var kubeletUnit: String { bundledUnit ?? "kubelet" }

    /// k3s, RKE2, k0s and MicroK8s run kubelet and runtime in units of their own.
    private var bundledUnit: String? {
        let version = info.kubeletVersion
        let isControlPlane = metadata.labels.pairs.contains {
            $0.key == "node-role.kubernetes.io/control-plane" || $0.key == "node-role.kubernetes.io/master"
        }
        if version.contains("+k3s") { return isControlPlane ? "k3s" : "k3s-agent" }
        if version.contains("+rke2") { return isControlPlane ? "rke2-server" : "rke2-agent" }
        if version.contains("+k0s") { return isControlPlane ? "k0scontroller" : "k0sworker" }
        if metadata.labels["microk8s.io/cluster"] != nil { return "snap.microk8s.daemon-kubelite" }
        return nil
    }

    /// Where containerd's configuration is read from; distributions that bundle containerd keep it elsewhere.
    var runtimeConfiguration: String {
        let version = info.kubeletVersion
        if version.contains("+k3s") { return "/var/lib/rancher/k3s/agent/etc/containerd/config.toml.tmpl" }
        if version.contains("+rke2") { return "/var/lib/rancher/rke2/agent/etc/containerd/config.toml.tmpl" }
        if version.contains("+k0s") { return "/etc/k0s/containerd.toml (or /etc/k0s/containerd.d)" }
        if metadata.labels["microk8s.io/cluster"] != nil {
            return "/var/snap/microk8s/current/args/containerd-template.toml"
        }
        switch info.containerRuntimeVersion.prefix(while: { $0 != ":" }) {
        case "docker": return "/etc/docker/daemon.json"
        case "cri-o": return "/etc/crio/crio.conf.d"
        default: return "/etc/containerd/config.toml"
        }
    }

    /// Who runs the machine, as far as labels and provider ID tell.
    var provider: NodeProvider? { NodeProvider(of: self) }
}

/// A provider whose node pools have rules of their own.
enum NodeProvider: String, Sendable {
    case aks
    case gke
    case eks

    /// Who can change how many pods a node takes, as a sentence.
    var podLimit: String {
        switch self {
        case .aks: return "AKS fixes max-pods when a node pool is created: raising it takes a new pool."
        case .gke:
            return "GKE fixes the maximum pods per node when a node pool is created: raising it takes a new pool."
        case .eks:
            return "On EKS the instance type's network interfaces set the limit, or prefix delegation with max-pods; "
                + "only new nodes get a new limit."
        }
    }

    init?(of node: Node) {
        let labels = node.metadata.labels
        func has(prefix: String) -> Bool { labels.pairs.contains { $0.key.hasPrefix(prefix) } }
        if has(prefix: "kubernetes.azure.com/") || labels["agentpool"] != nil && node.providerID.hasPrefix("azure://")
            || node.name.hasPrefix("aks-") && node.name.contains("-vmss")
        {
            self = .aks
        } else if has(prefix: "cloud.google.com/gke-") || node.info.kubeletVersion.contains("-gke.") {
            self = .gke
        } else if has(prefix: "eks.amazonaws.com/") || has(prefix: "alpha.eksctl.io/")
            || node.info.kubeletVersion.contains("-eks-")
        {
            self = .eks
        } else {
            return nil
        }
    }
}
