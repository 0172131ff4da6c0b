import KubernetesModel
import PlacementEngine
import Wording

/// The trouble of a node.
struct NodeTrouble: Sendable {
    var reason: String
    var message: String
    var since: Timestamp?
    var isHoldingPod: Bool
    /// Why the node is not ready, where it says so.
    var cause = NotReadyCause.other
    /// The network plugin and what keeps it from serving on the node, where that is why.
    var agent: (name: String, trouble: String?)?
    /// Whether the DaemonSet is itself what the node waits for, or its pods need nothing of what the node lacks.
    var isIndependent = false
    /// The container in the pod there that redirects the whole node's traffic to a mesh's proxy.
    var redirect: String?
}

extension Node {
    /// Whether the kubelet has stopped reporting: the Ready condition is Unknown.
    var isUnreachable: Bool { conditions.status(of: ConditionType.ready) == .unknown }

    /// Whether the kubelet says that the node is not ready.
    var saysNotReady: Bool { conditions.status(of: ConditionType.ready) == .isFalse }

    func trouble(isHoldingPod: Bool) -> NodeTrouble {
        let ready = conditions[ConditionType.ready]
        return NodeTrouble(
            reason: ready?.reason ?? "", message: ready?.message ?? "", since: ready?.lastTransitionTime,
            isHoldingPod: isHoldingPod)
    }

    func conditionEvidence(_ type: String) -> [Evidence] {
        guard let condition = conditions[type] else { return [] }
        let message = condition.message.isEmpty ? "" : ": \(Wording.firstLine(condition.message))"
        return [
            Evidence(
                kind: .condition, object: "Node \(name)",
                text: "\(type)=\(condition.status.rawValue), \(condition.reason)\(message)")
        ]
    }
}

extension NodeSituation {
    /// Whether the DaemonSet would be on the node if only the node were well.
    var isOneOfItsNodes: Bool {
        verdict.shouldRun
            || verdict.eligibility.exclusions.allSatisfy { exclusion in
                if case .taint(let taint) = exclusion { return taint.mirrorsCondition }
                return false
            }
    }

    /// Whether the DaemonSet has a pod there that serves.
    var isServed: Bool { state == .available || state == .stale }

    func nodeSymptom(condition: String = Node.ConditionType.ready) -> Symptom<NodeTrouble>? {
        guard isOneOfItsNodes || !pods.isEmpty, !isServed else { return nil }
        return Symptom(
            grouping: "", detail: node.trouble(isHoldingPod: !pods.isEmpty),
            evidence: node.conditionEvidence(condition))
    }

    /// Whether the pod starts whatever the network plugin does: it is on the host network, or is the plugin itself.
    func needsNoPodNetwork(in situation: DaemonSetSituation) -> Bool {
        pod?.spec.isHostNetwork ?? situation.daemonSet.template.spec.isHostNetwork
            || situation.duties.contains(.network)
    }
}

extension [LocatedSymptom<NodeTrouble>] {
    func description(title: String, sentence: String, in situation: DaemonSetSituation)
        -> FindingDescription
    {
        let trouble = self[0].detail
        let holding = count { $0.detail.isHoldingPod }
        let since = compactMap(\.detail.since).min()
        var message = sentence
        if let since {
            message +=
                " That began at \(since), \(Wording.duration(seconds: situation.snapshot.capturedAt.seconds(since: since))) "
                + "before the snapshot."
        }
        if let redirect = trouble.redirect {
            message +=
                " \(redirect) in the pod there redirects all traffic to a mesh proxy. The pod is on the host network, so "
                + "that includes the node's own traffic, such as the kubelet's and SSH."
        }
        let isIndependent = allSatisfy(\.detail.isIndependent)
        if let agent = trouble.agent {
            message += " \(agent.name) is the network plugin there"
            message += agent.trouble.map { ": \($0)." } ?? "."
        }
        if !isIndependent {
            message +=
                holding > 0
                ? " The daemon \(holding == 1 ? "pod" : "pods") there cannot become ready until "
                    + (trouble.agent?.trouble == nil ? "the node is back." : "it has set up the node's network.")
                : contains { $0.node.verdict.shouldRun }
                    ? "" : " No daemon pod is there; the controller creates one when the node is back."
        }
        return FindingDescription(
            severity: holding > 0 || contains { $0.node.verdict.shouldRun } ? .critical : .notice, title: title,
            message: message,
            parameters: NodeFinding.parameters(
                reason: trouble.reason, message: trouble.message, since: since, cause: trouble.cause,
                agent: trouble.agent, redirect: trouble.redirect))
    }
}

extension Node {
    /// Whether somebody has declared the node gone for good.
    var hasLeftForGood: Bool { taints.contains { $0.key == Taint.Key.outOfService } }
}

/// Findings about nodes alone.
enum NodeFinding {
    static let parameterDescriptions: [ParameterDescription] = [
        .text("reason", .optional), .text("message", .optional), .text("since", .optional), .text("cause", .optional),
        .text("networkDaemonSet", .optional), .text("networkTrouble", .optional), .text("redirect", .optional),
    ]

    /// The message of a node's condition, if it has one.
    static func parameters(
        reason: String, message: String, since: Timestamp?, cause: NotReadyCause? = nil,
        agent: (name: String, trouble: String?)? = nil, redirect: String? = nil
    ) -> Parameters {
        var parameters = Parameters()
        parameters["cause"] = cause.map { .text($0.rawValue) }
        parameters["networkDaemonSet"] = agent.map { .text($0.name) }
        parameters["networkTrouble"] = agent?.trouble.map { .text($0) }
        parameters["redirect"] = redirect.map { .text($0) }
        parameters["reason"] = reason.isEmpty ? nil : .text(reason)
        parameters["message"] = message.isEmpty ? nil : .text(Wording.firstLine(message))
        parameters["since"] = since.map { .text($0.description) }
        return parameters
    }

    static func finding(
        _ code: FindingCode, severity: Severity, title: String, nodes: [Node], message: String, condition: String,
        parameters: Parameters = Parameters(), evidence: [Evidence] = []
    ) -> [Finding] {
        guard let first = nodes.first else { return [] }
        var parameters = parameters
        let said = first.conditions[condition]
        let facts = Self.parameters(
            reason: said?.reason ?? "", message: said?.message ?? "", since: said?.lastTransitionTime)
        for entry in facts.entries { parameters[entry.name] = entry.value }
        return [
            Finding(
                code: code, severity: severity, title: title, message: message, parameters: parameters,
                nodes: nodes.map(\.name).sorted(by: NaturalOrder.precedes),
                evidence: Evidence.mostConvincing(of: nodes.flatMap { $0.conditionEvidence(condition) }) + evidence)
        ]
    }
}
