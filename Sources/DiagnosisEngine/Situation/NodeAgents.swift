import ClusterSnapshot
import KubernetesModel
import PlacementEngine
import Wording

/// The DaemonSets by which nodes work: network plugins, CSI drivers, cloud controller managers. What they lack on a node
/// shows on other pods and on the node itself.
struct NodeAgents: Sendable {
    /// Such a DaemonSet.
    struct Agent: Sendable {
        var daemonSet: DaemonSet
        var duties: Set<Duty>
        /// The positions of its pods by node.
        var pods: [String: Int]
        var eligibility: EligibilityRule

        var name: String { daemonSet.metadata.qualifiedName }

        init(_ daemonSet: DaemonSet, duties: Set<Duty>, in index: ClusterIndex) {
            self.daemonSet = daemonSet
            self.duties = duties
            pods = [:]
            for position in index.podsByController[daemonSet.uid] ?? [] {
                pods[index.snapshot.pods[position].targetNodeName, default: position] = position
            }
            eligibility = EligibilityRule(daemonSet, template: DaemonPodTemplate(daemonSet, in: index), in: index)
        }
    }

    /// The node's reason for needing it.
    enum Duty: Hashable, Sendable {
        /// It sets up the network of pods.
        case network
        /// It mounts the volumes of a CSI driver.
        case volumes(driver: String)
        /// It takes away the taint of new nodes (`node.cloudprovider.kubernetes.io/uninitialized`).
        case cloud
    }

    let agents: [Agent]
    private let dutiesByName: [String: Set<Duty>]
    /// Positions among ``agents``, by what they do.
    private let agentsByDuty: [Duty: [Int]]

    init(_ index: ClusterIndex) {
        let agents: [Agent] = index.snapshot.daemonSets.compactMap { daemonSet in
            let duties = Duty.all(of: daemonSet)
            return duties.isEmpty ? nil : Agent(daemonSet, duties: duties, in: index)
        }
        self.agents = agents
        dutiesByName = Dictionary(agents.map { ($0.name, $0.duties) }) { first, _ in first }
        var agentsByDuty: [Duty: [Int]] = [:]
        for (position, agent) in agents.enumerated() {
            for duty in agent.duties { agentsByDuty[duty, default: []].append(position) }
        }
        self.agentsByDuty = agentsByDuty
    }

    /// The DaemonSet's service to nodes; nil for an ordinary one.
    func duties(of daemonSet: DaemonSet) -> Set<Duty> {
        dutiesByName[daemonSet.metadata.qualifiedName] ?? []
    }

    /// The agent that does this on `node`: of several the one that is meant for the node.
    func agent(for duty: Duty, on node: Node) -> Agent? {
        let able = (agentsByDuty[duty] ?? []).lazy.map { agents[$0] }
        return able.first { $0.pods[node.name] != nil }
            ?? able.first { agent in
                agent.eligibility.eligibility(of: node).exclusions.allSatisfy {
                    if case .taint = $0 { true } else { false }
                }
            } ?? able.first
    }
}

extension NodeAgents.Duty {
    /// The role that the template shows: by the node's folders that it writes, else by its images.
    static func all(of daemonSet: DaemonSet) -> Set<Self> {
        var duties: Set<Self> = []
        let spec = daemonSet.template.spec
        let images = spec.allContainers.map { baseName($0.image) }
        let names = images + [daemonSet.name]
        for volume in spec.volumes {
            guard case .hostPath(let path, _) = volume.source else { continue }
            if networkFolders.contains(where: { path.contains($0) }) { duties.insert(.network) }
            if let driver = driver(inFolder: path) { duties.insert(.volumes(driver: driver)) }
        }
        // The registrar is told where the kubelet finds the driver's socket, often by a variable; the driver its name.
        for container in spec.allContainers {
            for argument in container.command + container.args where argument.contains("kubelet-registration-path") {
                let values =
                    [argument] + container.plainVariables.filter { argument.contains("$(\($0.name))") }.map(\.value)
                for driver in values.compactMap({ driver(inFolder: $0) }) { duties.insert(.volumes(driver: driver)) }
            }
            if let driver = driver(namedTo: container) { duties.insert(.volumes(driver: driver)) }
        }
        if names.contains(where: { name in networkPlugins.contains { name == $0 || name.hasPrefix("\($0)-") } }) {
            duties.insert(.network)
        }
        // They add to a pod's network what another plugin has set up.
        if names.contains(where: { name in addOns.contains { name.contains($0) } }) { duties.remove(.network) }
        if names.contains(where: { name in cloudManagers.contains { name.contains($0) } }) { duties.insert(.cloud) }
        return duties
    }

    /// The driver whose folder a path leads to or through: `/var/lib/kubelet/plugins/disk.csi.example/csi.sock`. Some
    /// distributions and drivers keep theirs beside, as in `csi-plugins`.
    private static func driver(inFolder path: String) -> String? {
        let parts = path.split(separator: "/")
        guard let place = parts.firstIndex(where: { $0 == "plugins" || $0 == "csi-plugins" }),
            parts.indices.contains(place + 1)
        else { return nil }
        let folder = String(parts[place + 1])
        if let driver = driversByFolder[folder] { return driver }
        // `kubernetes.io` is the folder of the kubelet itself.
        return folder.contains(".") && folder != "kubernetes.io" && !folder.hasSuffix(".sock") ? folder : nil
    }

    /// Well-known drivers that keep their socket in a folder of another name.
    private static let driversByFolder = [
        "csi-secrets-store": "secrets-store.csi.k8s.io", "csi-nfsplugin": "nfs.csi.k8s.io",
        "csi-hostpath": "hostpath.csi.k8s.io",
    ]

    /// The name that a container's program registers as, where an argument tells: `--driver-name=disk.csi.example`.
    private static func driver(namedTo container: Container) -> String? {
        let options = [
            "--driver-name", "--drivername", "--driver", "--csi-name", "--csi-driver-name", "--provisioner-name",
        ]
        let words = container.command + container.args
        for (place, word) in words.enumerated() {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard options.contains(parts[0]) else { continue }
            let value = parts.count > 1 ? parts[1] : words.indices.contains(place + 1) ? words[place + 1] : ""
            // A path or a file is none.
            if value.contains("csi"), value.contains("."), !value.contains("/"), !value.contains("$") { return value }
        }
        return nil
    }

    static func baseName(_ image: String) -> String {
        let path = image.split(separator: "@").first.map(String.init) ?? image
        let last = path.split(separator: "/").last.map(String.init) ?? path
        return last.split(separator: ":").first.map(String.init) ?? last
    }

    /// Folders of the node that network plugins install themselves into.
    static let networkFolders = [
        "/cni/net.d", "/cni/bin", "/opt/cni", "/etc/cni", "/libexec/cni", "/cni-network", "/run/flannel",
    ]
    /// Names of network plugins' images and DaemonSets.
    private static let networkPlugins = [
        "kube-router", "aws-node", "amazon-k8s-cni", "calico-node", "canal", "cilium", "cilium-agent", "flannel",
        "kube-flannel", "weave-net", "weave-kube", "antrea", "antrea-agent", "kube-ovn", "kube-ovn-cni", "ovnkube-node",
        "ovnkube", "sdn", "kindnet", "kindnetd", "azure-cni", "azure-vnet", "romana-agent", "contiv-netplugin",
        "terway",
        "terway-eniip", "tke-cni-agent", "yangtse", "nsx-node-agent", "spiderpool-agent", "contrail",
        "kube-proxy-and-cni",
    ]
    private static let addOns = [
        "istio", "linkerd", "multus", "whereabouts", "sriov", "kuma", "cni-plugins", "dhcp", "cilium-envoy", "bond",
    ]
    private static let cloudManagers = ["cloud-controller", "cloud-provider", "cloud-node-manager", "-ccm", "ccm-"]
}

extension NodeAgents.Agent {
    /// The reason why the agent doesn't serve on `node`, in half a sentence; nil if its pod there is ready.
    func trouble(on node: Node, in snapshot: Snapshot) -> String? {
        if let position = pods[node.name] {
            let pod = snapshot.pods[position]
            if pod.isReady, !pod.isTerminating { return nil }
            if pod.nodeName.isEmpty { return "its pod \(pod.name) is not scheduled there" }
            let waiting = pod.status.allContainerStatuses.lazy.compactMap(\.waiting).first { !$0.reason.isEmpty }
            return "its pod \(pod.name) there is not ready" + (waiting.map { " (\($0.reason))" } ?? "")
        }
        let exclusions = eligibility.eligibility(of: node).exclusions
        guard !exclusions.isEmpty else { return "it has no pod there" }
        let taints = exclusions.compactMap { if case .taint(let taint) = $0 { taint.description } else { nil } }
        if taints.count == exclusions.count {
            return "it has no pod there, because it doesn't tolerate \(Wording.commas(taints, most: 12))"
        }
        return "it is not meant for that node (\(Wording.commas(exclusions.map(\.description), most: 5)))"
    }
}
