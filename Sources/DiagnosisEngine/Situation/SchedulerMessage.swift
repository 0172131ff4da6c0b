import KubernetesModel
import PlacementEngine

/// The scheduler's message about a pod that it has not placed, taken apart (`FitError.Error`).
///
/// It counts nodes by reason and names none: `0/42 nodes are available: 1 Insufficient memory, 41 node(s) didn't match
/// Pod's node affinity/selector. preemption: 0/42 nodes are available: …`. Until 1.8: `No nodes are available that match
/// all of the predicates: Insufficient memory (1), MatchNodeSelector (41).`
struct SchedulerMessage: Equatable, Sendable {
    /// A reason, and how many nodes it holds for.
    struct Reason: Equatable, Sendable {
        var nodes: Int
        var text: String

        /// The filter that says so in any release; nil for reasons that no filter here has.
        var plugin: FilterPlugin? { Self.words.first { text.contains($0.words) }?.plugin }

        /// The common words of the filters' reasons across releases, the more specific first.
        private static let words: [(words: String, plugin: FilterPlugin)] = [
            ("Insufficient ", .nodeResourcesFit), ("Too many pods", .nodeResourcesFit),
            ("anti-affinity", .interPodAffinity), ("pod affinity", .interPodAffinity),
            ("MatchInterPodAffinity", .interPodAffinity),
            ("topology spread", .podTopologySpread),
            ("requested hostname", .nodeName), ("requested node name", .nodeName), ("HostName", .nodeName),
            ("node affinity", .nodeAffinity), ("node selector", .nodeAffinity), ("[NodeAffinity]", .nodeAffinity),
            ("MatchNodeSelector", .nodeAffinity),
            ("taint", .taintToleration), ("PodToleratesNodeTaints", .taintToleration),
            ("unschedulable", .nodeUnschedulable), ("NodeUnschedulable", .nodeUnschedulable),
            ("free ports", .nodePorts), ("PodFitsHostPorts", .nodePorts),
            ("volume zone", .volumeZone), ("NoVolumeZoneConflict", .volumeZone),
            ("max volume count", .nodeVolumeLimits), ("MaxVolumeCount", .nodeVolumeLimits),
            ("persistent volume", .volumeBinding), ("PersistentVolume", .volumeBinding),
            ("persistentvolume", .volumeBinding),
        ]
    }

    /// How many nodes the scheduler knew; nil where it does not say.
    var nodeCount: Int?
    /// The reasons, as it names them. One that holds for all nodes may have no count; it is given that of all.
    var reasons: [Reason]
    /// Whether it says that it does not know a node, or knows none at all.
    var missesNode = false

    /// Takes a message apart; nil for one of another form.
    init?(_ message: String) {
        if let place = message.firstRange(of: "nodes are available:"),
            let count = Self.count(before: place, in: message)
        {
            nodeCount = count
            var text = message[place.upperBound...]
            // Behind the reasons plugins of PostFilter have their say: of preemption, of claims to deallocate.
            for end in [" preemption: ", ". "] {
                if let range = text.firstRange(of: end) { text = text[..<range.lowerBound] }
            }
            reasons = Self.leadingCounts(text, all: count)
        } else if let place = message.firstRange(of: "match all of the predicates:")
            ?? message.firstRange(of: "fit failure summary on nodes :")
        {
            reasons = Self.trailingCounts(message[place.upperBound...])
            if reasons.isEmpty { return nil }
            // Each node stands for one reason only where the scheduler stopped at the first.
            nodeCount = nil
        } else if Self.unknownNode.contains(where: message.contains) {
            reasons = []
            missesNode = true
        } else {
            return nil
        }
    }

    /// How many nodes are refused by a filter.
    func nodes(refusedBy plugin: FilterPlugin) -> Int {
        reasons.reduce(0) { $1.plugin == plugin ? $0 + $1.nodes : $0 }
    }

    /// The scheduler's message when its cache has no node, or not the one in question.
    private static let unknownNode = [
        "no nodes available to schedule pods", "nodeinfo not found for node name", "nodeInfo not found for node name",
    ]

    /// A number of nodes, held within 32 bits: sums of them can be trusted.
    private static func count(_ digits: Substring) -> Int? { WholeNumber(digits).map { Int($0.heldTo32Bits) } }

    /// The second number of `0/42 `.
    private static func count(before place: Range<String.Index>, in message: String) -> Int? {
        message[..<place.lowerBound].split(separator: " ").last?.split(separator: "/").last.flatMap { count($0) }
    }

    /// `1 Insufficient memory, 41 node(s) had taint {a: b}, that the pod didn't tolerate`: a comma ends a reason where a
    /// number follows.
    private static func leadingCounts(_ text: Substring, all: Int) -> [Reason] {
        var reasons: [Reason] = []
        for part in text.split(separator: ", ", omittingEmptySubsequences: true) {
            let words = part.drop { $0 == " " }
            let digits = words.prefix { $0.isASCII && $0.isNumber }
            if let nodes = count(digits), words.dropFirst(digits.count).first == " " {
                reasons.append(Reason(nodes: nodes, text: String(words.dropFirst(digits.count + 1))))
            } else if reasons.isEmpty {
                reasons.append(Reason(nodes: all, text: String(words)))
            } else {
                reasons[reasons.count - 1].text += ", \(words)"
            }
        }
        if let last = reasons.last?.text, last.hasSuffix(".") {
            reasons[reasons.count - 1].text = String(last.dropLast())
        }
        return reasons
    }

    /// `Insufficient memory (1), MatchNodeSelector (41).`
    private static func trailingCounts(_ text: Substring) -> [Reason] {
        text.split(separator: ", ").compactMap { part in
            guard let open = part.lastIndex(of: "("), let close = part[open...].firstIndex(of: ")"),
                let nodes = count(part[part.index(after: open)..<close])
            else { return nil }
            let words = part[..<open].drop { $0 == " " }
            return Reason(nodes: nodes, text: String(words.hasSuffix(" ") ? words.dropLast() : words))
        }
    }
}

extension NodeSituation {
    /// The scheduler's last message about the waiting pod: from the pod's condition, else from an event.
    func schedulerMessage(in situation: DaemonSetSituation) -> (message: SchedulerMessage, text: String)? {
        guard isWaitingForScheduler, let pod else { return nil }
        let condition = pod.status.conditions[PodStatus.ConditionType.scheduled]?.message
        let event = situation.history.events(ofPod: pod.name)?.last { $0.reason == "FailedScheduling" }?.message
        for text in [condition, event].compactMap({ $0 }) {
            if let message = SchedulerMessage(text) { return (message, text) }
        }
        return nil
    }
}
