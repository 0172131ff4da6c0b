import KubernetesModel
import PlacementEngine

/// Why a node is not meant for daemon pods, whatever the template tolerates.
enum NodeLimitation: Hashable, Sendable {
    /// AWS Fargate: a machine for one pod, which no DaemonSet reaches.
    case fargate
    /// A virtual kubelet: the node stands for a service (ACI, ECI, Liqo, interLink), not for a machine.
    case virtual(provider: String)
    /// KWOK: the node is simulated.
    case simulated
    /// The node takes a single pod.
    case onePod
    /// The template asks for what only another operating system has: `privileged containers`.
    case otherSystem(asksFor: String)
    /// A Linux node, and the template asks for what only Windows has: `mounts \\.\pipe\csi-proxy`.
    case notWindows(sign: String)

    /// The limitation that the node itself shows; nil for an ordinary machine.
    init?(of node: Node) {
        let labels = node.metadata.labels
        func isTainted(_ key: String) -> Bool { node.taints.contains { $0.key == key } }
        if labels[Label.computeType] == "fargate" || isTainted(Label.computeType) {
            self = .fargate
        } else if labels["type"] == "kwok" || isTainted("kwok.x-k8s.io/node")
            || node.metadata.annotations[Annotation.simulatedNode] != nil
        {
            self = .simulated
        } else if let provider = Self.virtualProvider(of: node) {
            self = .virtual(provider: provider)
        } else if node.allocatable["pods"]?.units == 1 {
            self = .onePod
        } else {
            return nil
        }
    }

    /// Labels by which these nodes are known.
    enum Label {
        static let computeType = "eks.amazonaws.com/compute-type"
        static let liqo = "liqo.io/type"
    }

    private static func virtualProvider(of node: Node) -> String? {
        let labels = node.metadata.labels
        if let value = labels[Label.liqo], value == "virtual-node" { return "Liqo" }
        if labels["virtual-node.interlink/type"] != nil || labels["type"] == "interlink" { return "interLink" }
        if labels["multicluster.admiralty.io/cluster"] != nil
            || labels["virtual-kubelet.io/provider"] == "admiralty"
        {
            return "Admiralty"
        }
        let taint = node.taints.first { $0.key == "virtual-kubelet.io/provider" }
        if labels["type"] == "virtual-kubelet" || taint != nil
            || labels["virtual-kubelet.io/provider"] != nil || labels["kubernetes.azure.com/role"] == "virtual-node"
            || labels["kubernetes.io/role"] == "agent" && node.name.hasPrefix("virtual-")
        {
            switch taint?.value ?? labels["virtual-kubelet.io/provider"] ?? "" {
            case "azure": return "Azure Container Instances"
            case "alibabacloud": return "Alibaba Cloud ECI"
            case "admiralty": return "Admiralty"
            case "": return "virtual kubelet"
            case let other: return other
            }
        }
        return nil
    }

    /// Whether there is no machine that a person could log in to.
    var hasNoMachine: Bool {
        switch self {
        case .fargate, .virtual, .simulated: return true
        case .onePod, .otherSystem, .notWindows: return false
        }
    }

    /// Half a sentence about such nodes: `run on AWS Fargate, which …`.
    var sentence: String {
        switch self {
        case .fargate:
            return "AWS Fargate runs one pod per node and never runs daemon pods."
        case .virtual(let provider):
            return
                "These are virtual nodes (\(provider)): there is no machine behind them, and daemon pods don't belong there."
        case .simulated: return "These nodes are simulated (KWOK): nothing runs there."
        case .onePod: return "Such a node runs a single pod by design, so there is no room for daemon pods."
        case .otherSystem(let sign):
            return "These are Windows nodes, and the template is for Linux: Windows has no \(sign)."
        case .notWindows(let sign): return "These are Linux nodes, and the template is for Windows: it \(sign)."
        }
    }

    /// A few words for parameters.
    var name: String {
        switch self {
        case .fargate: return "fargate"
        case .virtual: return "virtual"
        case .simulated: return "simulated"
        case .onePod: return "one-pod"
        case .otherSystem, .notWindows: return "other-system"
        }
    }
}

extension NodeLimitation {
    /// The label by which a DaemonSet can keep off these nodes: one that all of them carry with this value and none of
    /// `others` does.
    static func label(of nodes: [Node], avoiding others: [Node]) -> (key: String, value: String)? {
        guard let first = nodes.first else { return nil }
        let known = [
            Label.computeType, Label.liqo, "type", "virtual-kubelet.io/provider", "kubernetes.azure.com/role",
            NodeLabel.operatingSystem,
        ]
        let own = first.metadata.labels.pairs.map(\.key).filter { $0 != NodeLabel.hostname && !known.contains($0) }
        for key in known + own.sorted() {
            guard let value = first.metadata.labels[key], !value.isEmpty else { continue }
            guard nodes.allSatisfy({ $0.metadata.labels[key] == value }) else { continue }
            if !others.contains(where: { $0.metadata.labels[key] == value }) { return (key, value) }
        }
        return nil
    }
}

extension NodeSituation {
    /// Why the node is not meant for the DaemonSet's pods; nil for an ordinary machine.
    var limitation: NodeLimitation? {
        if let limitation = NodeLimitation(of: node) { return limitation }
        switch node.info.operatingSystem {
        case "windows": return pod?.spec.linuxSign.map { .otherSystem(asksFor: $0) }
        case "linux": return pod?.spec.windowsSign.map { .notWindows(sign: $0) }
        default: return nil
        }
    }
}

extension PodSpec {
    /// The Linux-only part of the pod; nil if it has none. hostPath volumes don't count: Windows takes `/var/log` too.
    fileprivate var linuxSign: String? {
        if allContainers.contains(where: \.securityContext.isPrivileged) { return "privileged containers" }
        if allContainers.contains(where: { !$0.securityContext.addedCapabilities.isEmpty }) { return "capabilities" }
        return isHostPID ? "hostPID" : nil
    }

    /// The Windows-only part of the pod: paths with a drive, named pipes, `.exe` programs. Backslashes alone don't
    /// tell: manifests made on Windows for Linux have them too.
    fileprivate var windowsSign: String? {
        for volume in volumes {
            guard case .hostPath(let path, _) = volume.source else { continue }
            if path.hasPrefix("\\\\.\\pipe\\") || path.dropFirst().hasPrefix(":\\") { return "mounts \(path)" }
        }
        let program = allContainers.compactMap(\.command.first).first { $0.lowercased().hasSuffix(".exe") }
        return program.map { "runs \($0)" }
    }
}

/// The sentence about nodes of which none is meant for daemon pods.
public struct NodeLimitationReport: Sendable {
    private let limitation: NodeLimitation
    private let label: (key: String, value: String)?

    /// The parameters of findings on such nodes.
    public static let parameterDescriptions: [ParameterDescription] = [
        .text("nodeKind", .optional), .text("keepOffKey", .optional), .text("keepOffValue", .optional),
    ]

    /// Nil where the nodes are ordinary machines.
    init?(of nodes: [NodeSituation], in situation: DaemonSetSituation) {
        guard let first = nodes.first, let limitation = first.limitation else { return nil }
        self.limitation = limitation
        let own = Set(nodes.map(\.position))
        // Nodes that the DaemonSet is on and is meant for must not share the label.
        let others = situation.nodes.filter {
            !own.contains($0.position) && ($0.verdict.shouldRun || $0.isServed)
                && $0.limitation?.name != limitation.name
        }
        label = NodeLimitation.label(of: nodes.map(\.node), avoiding: others.map(\.node))
    }

    var sentence: String { limitation.sentence }

    var parameters: Parameters {
        var parameters: Parameters = ["nodeKind": .text(limitation.name)]
        parameters["keepOffKey"] = label.map { .text($0.key) }
        parameters["keepOffValue"] = label.map { .text($0.value) }
        return parameters
    }
}
