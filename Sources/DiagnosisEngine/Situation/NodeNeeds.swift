import ClusterSnapshot
import KubernetesModel

/// What pods on each node say that the node lacks: a CSI driver, the pod network.
struct NodeNeeds: Sendable {
    /// The newest event that says so, by node and by what is lacking.
    private(set) var events: [String: [NodeAgents.Duty: Event]] = [:]

    init(_ index: ClusterIndex) {
        var needs: [ClusterIndex.ObjectKey: [NodeAgents.Duty: Event]] = [:]
        for event in index.snapshot.events where event.regarding.kind == Pod.kind {
            guard let duty = Self.lacking(in: event) else { continue }
            let key = ClusterIndex.ObjectKey(
                kind: Pod.kind, namespace: event.regarding.namespace, name: event.regarding.name)
            needs[key, default: [:]][duty] = event
        }
        if needs.isEmpty { return }
        for pod in index.snapshot.pods {
            let key = ClusterIndex.ObjectKey(kind: Pod.kind, namespace: pod.namespace, name: pod.name)
            // A pod that runs by now has got what it lacked.
            guard let found = needs[key], !pod.isReady, !pod.isTerminal, !pod.nodeName.isEmpty else { continue }
            events[pod.nodeName, default: [:]].merge(found) { first, _ in first }
        }
    }

    /// What an event says that the pod's node lacks.
    static func lacking(in event: Event) -> NodeAgents.Duty? {
        switch event.reason {
        case "FailedMount", "FailedAttachVolume", "FailedMapVolume":
            return missingDriver(in: event.message).map { .volumes(driver: $0) }
        case "FailedCreatePodSandBox", "NetworkNotReady":
            let trouble = SandboxTrouble(message: event.message, pod: event.regarding.name)
            // Addresses run out, and settings are wrong, with every agent at work.
            switch trouble {
            case .networkConfiguration, .networkAgent, .networkBinary, .network: return .network
            default: return nil
            }
        default: return nil
        }
    }

    /// The driver in `driver name D not found in the list of registered CSI drivers` (`csi.newCSIDriverClient`) or
    /// `CSINode n1 does not contain driver D` (`csi_attacher`).
    static func missingDriver(in message: String) -> String? {
        let phrases = [("driver name ", " not found"), ("does not contain driver ", "")]
        for (before, behind) in phrases {
            guard let range = message.firstRange(of: before) else { continue }
            let name = message[range.upperBound...].prefix { !$0.isWhitespace && $0 != "," && $0 != ";" && $0 != "\"" }
            if name.isEmpty { continue }
            if behind.isEmpty || message[name.endIndex...].hasPrefix(behind) { return String(name) }
        }
        return nil
    }
}
