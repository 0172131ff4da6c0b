import KubernetesModel
import Wording

/// The properties that nodes where a pod fails share, and no node where it works has.
struct FailureComparison: Equatable, Sendable {
    /// For instance `kernel 6.8.0-45-generic`, `label pool=edge`, `revision 7f5bbd8b97`.
    var shared: [String]
    /// How the ages of failing and serving nodes or pods differ, in a sentence; nil where they overlap.
    var age: String?
    var failing: Int
    var serving: Int
    /// The property of the same kind that the only serving node has, beside each shared one: `kernel 5.10.93`.
    var others: [String] = []

    /// How many shared things are told: with more of them none is telling.
    static let most = 3

    /// The comparison; nil where too few nodes fail or serve, or nothing tells them apart. Where a program's use of memory
    /// is in question, `comparingSize`, so are the nodes' CPUs: many runtimes take memory for each of them.
    init?(failing: [NodeSituation], comparingSize: Bool = false, in situation: DaemonSetSituation) {
        let serving = situation.nodes.filter { $0.state == .available || $0.state == .stale }
        guard !failing.isEmpty, failing.count + serving.count >= 3, !serving.isEmpty else { return nil }
        // Much tells a single node from others; what is known to matter is what it runs.
        let isSystemAlone = failing.count == 1 || serving.count == 1
        func traits(of node: NodeSituation) -> [String] {
            (comparingSize ? node.node.sizeTraits : [])
                + (isSystemAlone ? node.node.systemTraits : Self.traits(of: node))
        }
        var common = traits(of: failing[0])
        for node in failing.dropFirst() where !common.isEmpty {
            let own = Set(traits(of: node))
            common.removeAll { !own.contains($0) }
        }
        for node in serving where !common.isEmpty {
            let own = Set(traits(of: node))
            common.removeAll { own.contains($0) }
        }
        age = failing.count == 1 ? nil : AgeComparison.sentence(failing: failing, serving: serving)
        guard !common.isEmpty || age != nil else { return nil }
        shared = Array(common.prefix(Self.most))
        self.failing = failing.count
        self.serving = serving.count
        if serving.count == 1 {
            let own = serving[0].node.namedTraits
            others = shared.compactMap { trait in
                own.first { trait.hasPrefix("\($0.name) ") || trait.hasSuffix(" \($0.name)") }?.words
            }
        }
    }

    /// The properties of a node and of its pod, the most telling first.
    private static func traits(of node: NodeSituation) -> [String] {
        var traits = node.node.systemTraits
        let labels = node.node.metadata.labels.pairs.filter { $0.key != NodeLabel.hostname }
        traits += labels.map { "label \($0.key)=\($0.value)" }
        traits += node.node.taints.map { "taint \($0)" }
        if let pod = node.pod {
            if let hash = pod.metadata.labels[ControllerRevision.Label.hash] { traits.append("revision \(hash)") }
            traits += pod.spec.allContainers.map { "image \($0.image)" }
        }
        return traits
    }

    /// `All 5 share kernel 6.8.0-45; none of the 9 that work has it.`
    var sentence: String {
        let ageAlone = age ?? ""
        if shared.isEmpty { return ageAlone }
        if failing == 1 {
            let them = serving == 1 ? "the 1 that works" : "the \(serving) that work"
            return "Unlike \(them), the node has \(Wording.list(shared))."
        }
        let rest =
            others.isEmpty
            ? "none of the \(serving) that work has \(shared.count == 1 ? "it" : "any of these")"
            : "the 1 that works has \(Wording.list(others))"
        return "All \(failing) share \(Wording.list(shared)); \(rest)." + (age.map { " \($0)" } ?? "")
    }
}

extension Node {
    /// The node's platform and software, in words: `kernel 6.8.0-45-generic`.
    public var systemTraits: [String] { namedSystem.map { "\($0.name) \($0.value)" } }

    private var namedSystem: [(name: String, value: String)] {
        [
            ("kernel", info.kernelVersion), ("operating system", info.osImage), ("architecture", info.architecture),
            ("container runtime", info.containerRuntimeVersion), ("kubelet", info.kubeletVersion),
        ].filter { !$0.1.isEmpty }
    }

    /// The node's size, in words: `144 CPUs`.
    fileprivate var sizeTraits: [String] {
        capacity[ResourceName.cpu].map { ["\($0.readable(for: ResourceName.cpu)) CPUs"] } ?? []
    }

    /// Size and system, each with what it is called by.
    fileprivate var namedTraits: [(name: String, words: String)] {
        namedSystem.map { ($0.name, "\($0.name) \($0.value)") } + sizeTraits.map { ("CPUs", $0) }
    }
}

extension Finding {
    /// What all nodes of the finding have in common and no node has whose pod serves; empty where nothing tells them apart.
    public var traitsOfFailing: Set<String> {
        guard case .list(let shared)? = parameters["sharedByFailing"] else { return [] }
        return Set(shared.compactMap(\.text))
    }
}

extension FindingFamily {
    /// Whether findings of the family are about what pods do on nodes, so that nodes can be compared.
    var isComparable: Bool {
        switch self {
        case .starting, .crashing, .evicted, .unexplained: return true
        case .eligibility, .creation, .scheduling, .rollout, .node, .communication, .advice: return false
        }
    }
}
