import KubernetesModel
import Wording

/// Why a node is about to be removed, or its machine about to stop. A cordon alone is no departure: daemon pods stay.
struct NodeDeparture: Sendable {
    /// The event, to follow the node's name: `is being removed by the cluster autoscaler`.
    var words: String
    /// Since when; nil where nothing tells.
    var since: Timestamp?
    /// The finalizers that keep a deleted node.
    var finalizers: [String] = []
    /// The evidence of it.
    var evidence: String

    /// How long a departure takes, in seconds: the cluster autoscaler drains for 10 min (`max-graceful-termination-sec`),
    /// and the cloud then needs a few to delete the machine.
    static let patience: WholeNumber = 900

    /// The departure of a node that is deleted, tainted by whoever removes it, or shutting down; nil for one that stays.
    init?(of node: Node) {
        if let deleted = node.metadata.deletionTimestamp {
            self.init(words: "is being deleted", since: deleted, evidence: "deleted at \(deleted)")
            finalizers = node.metadata.finalizers
            if !finalizers.isEmpty { evidence += ", finalizers \(Wording.commas(finalizers, most: 12))" }
            return
        }
        for taint in node.taints {
            guard let words = Self.words(of: taint) else { continue }
            // The cluster autoscaler's value is the moment in seconds.
            let moment = WholeNumber(taint.value).flatMap { $0 > 1_000_000_000 && $0 < 100_000_000_000 ? $0 : nil }
            self.init(
                words: words, since: taint.timeAdded ?? moment.map { Timestamp(seconds: $0) },
                evidence: "taint \(taint)")
            return
        }
        let ready = node.conditions[Node.ConditionType.ready]
        guard let ready, ready.status == .isFalse, ready.message.contains("node is shutting down") else { return nil }
        self.init(
            words: "is shutting down", since: ready.lastTransitionTime,
            evidence: "Ready=False, \(ready.reason): \(ready.message)")
    }

    private init(words: String, since: Timestamp?, evidence: String) {
        self.words = words
        self.since = since
        self.evidence = evidence
    }

    /// The departure that a taint announces; nil if it announces none.
    static func words(of taint: Taint) -> String? {
        switch taint.key {
        case "ToBeDeletedByClusterAutoscaler": return "is being removed by the cluster autoscaler"
        case "karpenter.sh/disrupted": return "is being removed by Karpenter"
        // Before v1 the value tells: Karpenter puts other ones on as well.
        case "karpenter.sh/disruption": return taint.value == "disrupting" ? "is being removed by Karpenter" : nil
        case Taint.Key.outOfService: return "was declared out of service"
        case "node.cloudprovider.kubernetes.io/shutdown": return "has a machine that the cloud has shut down"
        case "cloud.google.com/impending-node-termination", "cloud.google.com/gke-spot-termination":
            return "is about to be taken back by the cloud"
        case "remediator.kubernetes.azure.com/unschedulable": return "is being drained by AKS"
        case "autoscaling.cast.ai/draining": return "is being drained by CAST AI"
        case let key where key.hasPrefix("aws-node-termination-handler/"):
            return "is about to be stopped by AWS (\(key.dropFirst("aws-node-termination-handler/".count)))"
        default: return nil
        }
    }
}

extension Node {
    /// Whether the node is about to be removed, or has not joined yet: a pod missing there is no outage.
    package var isLeavingOrJoining: Bool {
        NodeDeparture(of: self) != nil || taints.contains { $0.key == "karpenter.sh/unregistered" }
    }
}
